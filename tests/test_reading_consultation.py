"""意见征集: what calls for opinions, what only speaks of it, and until when."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.extract import consultation
from crawler.extract.consultation import Consultation
from crawler.extract.consultation_titles import asks_no_decision, changes_a_period, is_of_the_state, title_says
from tests.places import placed

read_consultation = placed(consultation.read_consultation)

TITLE = "关于公开征求《样本区公共停车管理办法（征求意见稿）》意见的公告"
PUBLISHED = date(2023, 5, 10)


def read(text: str, published: date | None = PUBLISHED, title: str = TITLE) -> Consultation:
    return read_consultation(title, text, published)


@pytest.mark.parametrize(
    ("says", "title"),
    [
        ("call", TITLE),
        ("call", "样本区教育局关于公开征求对《校外托管管理规定》意见建议的通知"),
        ("call", "关于《样本区客运管理办法》（修订征求意见稿）公开征求意见的通知"),
        ("call", "【意见征集】关于面向社会征求《青禾镇防火预案》（征求意见稿）意见的公告"),
        ("call", "样本区人民政府办公室关于公开征集2024年度民生实事项目的公告"),
        ("call", "《样本区公共停车管理办法（征求意见稿）》"),
        ("call", "样本区既有住宅加装电梯实施细则公开征求意见的启事"),
        ("call", "关于征求《关于推进养老服务的实施意见》意见的函"),
        ("call", "关于再次公开征求《样本区公共停车管理办法》意见的公告（第二次）"),
        ("call", "关于征求样本区学习型社区建设方案意见的公告"),
        ("call", "关于召开城区供水价格调整听证会的公告"),
        ("result", "《样本区公共停车管理办法（征求意见稿）》意见采纳情况"),
        ("result", "关于《道路景观提升工程（草案）》的意见采纳反馈情况"),
        ("result", "关于《样本区公共停车管理办法》公开征求意见情况的说明"),
        ("result", "样本区公共停车管理办法意见征集结果公示"),
        ("call", "征求意见——样本区公共法律服务办法"),
        ("call", "意见征集：样本区公共法律服务办法"),
        ("result", "征求意见结果——样本区公共法律服务办法"),
        ("result", "关于样本区学习型社区建设方案征求意见采纳情况的公告"),
        ("either", "《样本区公共停车管理办法》的结果反馈"),
        ("either", "关于样本区国土空间规划（草案）的公示"),
        ("about", "区司法局召开《样本区公共停车管理办法》征求意见座谈会"),
        ("about", "样本区扎实开展意见征集工作"),
        ("about", "《样本区公共停车管理办法（征求意见稿）》起草说明"),
        ("about", "转发省教育厅关于公开征求《办学标准》意见的公告"),
        ("", "关于推进养老服务发展的意见"),
        ("", "关于印发《样本区规范性文件公开征求意见办法》的通知"),
        ("", "关于巡察反馈意见整改情况的通报"),
        ("", "关于区政协第12号提案建议办理情况的答复"),
    ],
)
def test_what_a_title_says(says: str, title: str) -> None:
    assert title_says(title) == says


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("征求意见时间：2023年5月10日至2023年6月9日。公众可以通过以下方式提出意见：", "2023-06-09"),
        ("一、征求意见的时间\n2023年5月10日至6月9日。\n二、公布方式", "2023-06-09"),
        ("征集时间：2023-05-10 09:00 至 2023-06-09 18:00", "2023-06-09"),
        ("公示时间为2023.5.10—2023.6.9，欢迎提出意见。", "2023-06-09"),
        ("征求意见期限为５月１０日—６月９日。", "2023-06-09"),
        ("于2023年5月10日-16日（共7天）向社会公开征求意见。", "2023-05-16"),
        ("请于2023年6月9日（星期五）下午5点前将意见反馈至区司法局。", "2023-06-09"),
        ("如有修改意见，请在6月9日17:00之前以书面形式反馈。", "2023-06-09"),
        ("公众可在2023年6月9日前，通过以下途径和方式提出意见：", "2023-06-09"),
        ("意见反馈截止时间：2023年6月9日", "2023-06-09"),
        ("时限：2023-05-10\t截止日期\t2023-06-09\n欢迎提出意见。", "2023-06-09"),
        ("反馈意见截止日期为二〇二三年六月九日。", "2023-06-09"),
        ("自本公告发布之日起，至2023年6月9日止，欢迎社会各界提出意见建议。", "2023-06-09"),
        ("即日起至6月9日，公众可提出意见。", "2023-06-09"),
        ("公示期30天，公示期间如有意见请反馈。", "2023-06-09"),
        ("自公布之日起30日内，可将意见发送至邮箱。", "2023-06-09"),
        ("自公告发布之日起三十日内提出书面意见。", "2023-06-09"),
        ("公开征求意见期限为自公布之日起20个工作日。", "2023-06-07"),
        ("公开征求意见，为期一个月。", "2023-06-10"),
        ("意见征集截至6月底前，请反馈意见。", "2023-06-30"),
        ("征求意见时间为 2023 年 5 月 10 日 至 2023 年 6 月 9 日。", "2023-06-09"),
    ],
)
def test_the_closing_day_is_read(text: str, closes: str) -> None:
    assert str(read(text).closes) == closes


def test_a_day_without_a_year_is_of_the_year_of_publication_or_the_next() -> None:
    assert read("请于6月9日前反馈意见。").closes == date(2023, 6, 9)
    assert read("请于1月14日前反馈意见。", date(2023, 12, 15)).closes == date(2024, 1, 14)
    assert read("征求意见时间：2022年12月20日至1月19日。", date(2022, 12, 20)).closes == date(2023, 1, 19)


def test_a_day_without_a_year_just_before_publication_is_not_moved_a_year_ahead() -> None:
    assert read("请于4月30日前反馈意见。").closes is None


def test_a_day_without_a_year_on_an_undated_page_is_not_guessed() -> None:
    assert read("请于6月9日前反馈意见。", None).closes is None
    assert read("请于2023年6月9日前反馈意见。", None).closes == date(2023, 6, 9)


@pytest.mark.parametrize(
    "text",
    [
        "请有关单位和个人在规定时间内反馈意见，逾期视为没有意见。",
        "征求意见时间：2023年5月10日至6月9日。意见请于2023年6月20日前反馈。",  # two closing days
        "征求意见时间：2023年5月10日至6月9日（共7天）。",  # the days and their number disagree
        "请于2022年6月9日前反馈意见。",  # before it was published
        "公开征求意见的期限一般不少于30日。",  # a rule, no period of this notice
        "本办法自2023年7月1日起施行，有效期至2028年6月30日，请提出意见。",
        "听证会报名截止时间：2023年5月20日。",
        "各单位应当于每年11月30日前将意见报送区政府办公室。",
    ],
)
def test_no_closing_day_is_guessed(text: str) -> None:
    found = read(text)
    assert found.is_consultation
    assert found.closes is None


def test_why_a_written_day_was_not_taken_is_told() -> None:
    assert read("请于2022年6月9日前反馈意见。").conflict == "写明的截止日早于发布日"
    assert "不同的截止日" in read("征求意见至2023年6月9日止。请于2023年6月20日前反馈意见。").conflict


def test_the_days_of_the_draft_are_not_those_of_the_notice() -> None:
    found = read(
        "现公开征求意见，请于2023年6月9日前提出意见。\n第一章 总则\n第二条 经营者应当在2024年3月1日前提出意见并备案。"
    )
    assert found.closes == date(2023, 6, 9)


def test_an_earlier_round_told_on_the_page_is_not_this_one() -> None:
    found = read("2023年3月1日至3月31日我局公开征求了意见。修改后再次征求意见，时间为2023年5月10日至5月25日。")
    assert (found.opens, found.closes) == (date(2023, 5, 10), date(2023, 5, 25))


def test_a_working_day_count_into_an_unannounced_year_is_not_guessed() -> None:
    assert read("自公布之日起20个工作日内提出意见。", date(2098, 12, 20)).closes is None


def test_opening_length_channels_and_quote() -> None:
    found = read(
        "征求意见时间为2023年5月10日至2023年6月9日。\n一、信函寄至样本区政务路1号。\n二、电子邮件：tc@yangben.example\n"
        "三、联系电话：0000-0000000\n附件：1.征求意见稿 2.起草说明"
    )
    assert found.how == "title"
    assert (found.opens, found.length_days) == (date(2023, 5, 10), 30)
    assert found.channels == ("letter", "email", "phone")
    assert found.has_draft
    assert found.has_explanation
    assert found.closes_quote == "征求意见时间为2023年5月10日至2023年6月9日。"
    assert not found.shortening


def test_a_reason_for_a_short_period_is_quoted() -> None:
    found = read("因汛期临近、时间紧迫，本次征求意见缩短为7天。征求意见时间为2023年5月10日至5月17日。")
    assert "汛期临近" in found.shortening


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("区司法局召开《样本区公共停车管理办法》征求意见座谈会", "5月10日，区司法局召开座谈会，征求群众意见，与会代表提出建议12条。"),
        ("《样本区公共停车管理办法》公开征求意见采纳情况", "2023年5月10日至6月9日公开征求意见，收到意见3条。"),
        ("关于征集促消费活动参与商户的公告", "请有意向的商户于2023年6月9日前报名。"),
        ("2023年先进个人拟推荐名单公示", "公示期5个工作日，如有意见请于5月17日前向区教育局反映。"),
        ("2023年公开招聘拟聘用人员公示", "公示期间如有意见，请于5月17日前反映。"),
        ("关于做好秋季课后服务工作的通知", "各学校要广泛征求家长意见，8月31日前公布方案。"),
        ("关于征求《样本区财政管理办法》意见的函", "各镇、街道，区级各部门：\n请于5月20日前将修改意见反馈区财政局预算股。"),
        ("关于印发《样本区公共停车管理办法》的通知", "第十条 制定收费标准应当公开征求社会意见，期限30日，请提出意见。"),
        ("关于征求政务公开专区建设意见的通知", "截止2022年9月7日，共征集意见3条，采纳2条，未采纳1条。"),
    ],
)
def test_near_misses_call_for_no_opinions(title: str, text: str) -> None:
    assert not read(text, title=title).is_consultation


def test_a_notice_is_one_when_its_body_asks_for_opinions() -> None:
    found = read(
        "《样本区城区公交线路优化方案》已形成初稿，现向社会公开征求意见，请于6月9日前提出意见建议。",
        title="样本区城区公交线路优化方案公告",
    )
    assert (found.is_consultation, found.how, found.closes) == (True, "body", date(2023, 6, 9))


def test_a_notice_that_only_invites_opinions_is_a_weaker_sign() -> None:
    found = read("现将规划予以公示，公示期30天。如有意见或建议，请在公示期内向区自然资源局反馈。", title="样本区东片区控制性详细规划公示")
    assert (found.is_consultation, found.how, found.closes) == (True, "notice", date(2023, 6, 9))


def test_endless_text_is_bounded() -> None:
    assert read("请于" + "1" * 50_000 + "意见" * 50_000).closes is None
    assert read("征求意见" * 60_000).closes is None


def test_real_excerpts(real: Path) -> None:
    labelled = [json.loads(line) for line in (real / "texts" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    for entry in labelled:
        text = (real / entry["file"]).read_text(encoding="utf-8")
        found = read_consultation(entry["title"] or "", text, None)
        assert found.is_consultation == (entry["rule_class"] == "意见征集"), entry["file"]
        if "deadline 2023-04-05" in (entry["note"] or ""):
            assert (found.opens, found.closes) == (date(2023, 3, 6), date(2023, 4, 5))
            assert found.channels[0] == "letter"


def test_an_extension_on_the_same_page_moves_the_close() -> None:
    found = read("征求意见时间为2023年5月10日至2023年5月31日。\n（注：征求意见时间延长至2023年6月30日。）")
    assert (found.opens, found.closes, found.conflict) == (date(2023, 5, 10), date(2023, 6, 30), "")


def test_an_extension_to_an_earlier_day_is_a_contradiction() -> None:
    found = read("请于2023年7月31日前提出意见。\n征求意见时间延长至2023年6月30日。")
    assert found.closes is None
    assert found.conflict


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于公开征集区教育局标识的公告", "请于2023年5月31日前将作品和意见建议发至邮箱。"),
        ("关于公开征集突出问题线索的公告", "现面向社会公开征集问题线索和意见建议，请于2023年5月31日前反馈。"),
        ("教育园区环境影响评价征求意见公示", "现公开征求公众意见，请于2023年5月31日前反馈意见。"),
        ("关于征求《工作要点（征求意见稿）》意见的函", "区级各部门：请于2023年5月31日前将修改意见反馈至区教育局。"),
    ],
)
def test_no_opinions_are_asked_of_the_public(title: str, text: str) -> None:
    assert not read(text, title=title).is_consultation


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (True, "关于延长《样本区公共停车管理办法（征求意见稿）》公开征求意见时间的公告"),
        (True, "关于终止《样本区公共停车管理办法》制定工作的公告"),
        (False, TITLE),
        (False, "关于公开征求《样本区延期缴费办法（征求意见稿）》意见的公告"),
    ],
)
def test_titles_that_change_a_period(changes: bool, title: str) -> None:
    assert changes_a_period(title) is changes


@pytest.mark.parametrize(
    ("nothing", "title"),
    [
        (True, "关于公开征求区教育局领导班子意见建议的公告"),
        (True, "关于对张某同志任前公示征求意见的公告"),
        (True, "启智小学课桌椅采购项目需求公开征求意见公告"),
        (True, "关于《智慧校园项目采购需求（征求意见稿）》公开征求意见的公告"),
        (True, "用水权、林权登记征求意见公示"),
        (False, "关于公开征求《政府采购管理办法（征求意见稿）》意见的公告"),
        (False, "关于征求教师年度考核办法意见的公告"),
        (False, "关于公开征求《样本区校外托管管理办法（征求意见稿）》意见的公告"),
    ],
)
def test_what_asks_about_no_decision(nothing: bool, title: str) -> None:
    assert asks_no_decision(title) is nothing


def test_only_the_state_makes_laws() -> None:
    assert is_of_the_state("关于征求《教育法（修订草案）》意见的公告")
    assert not is_of_the_state("关于征求《校外托管管理办法》意见的公告")


@pytest.mark.parametrize(
    ("closes", "text"),
    [
        (date(2023, 6, 9), "各单位请于2023年5月20日前书面反馈，社会公众意见请于2023年6月9日前反馈。"),
        (date(2023, 6, 9), "区级部门请于5月20日前反馈意见。群众请于6月9日前反馈意见。"),
        (None, "请于2023年5月20日前反馈意见。请于2023年6月9日前反馈意见。"),
    ],
)
def test_of_several_days_for_several_addressees_the_last(closes: date | None, text: str) -> None:
    assert read(text, date(2023, 5, 10)).closes == closes
