"""Which item answers which: names compared, links and numbers before likeness, ambiguity told."""

import random
from dataclasses import replace
from datetime import date

import pytest

from crawler.archive import Article
from rules.pairing import Candidate, Pair, Pairing, Subject, pair, ranked, unread
from rules.texts import (
    are_one,
    cut_core,
    is_upper,
    likeness,
    may_be_renamed,
    may_be_shortened,
    names_in,
    shares_subject,
    subjects_in,
    title_cores,
)
from tests.cases import all_cases

PLACES = ("示例市样本区", "样本区")
NAME = "样本区公共停车管理办法"


def article(title: str, identity: str = "a", published: date | None = date(2023, 6, 28)) -> Article:
    return Article(
        identity=identity, url=f"http://127.0.0.1:9/{identity}", urls=(), title=title, published=published,
        published_source="label", unit="sifa", attribution="source", columns=(), kinds=("feedback",), state="read",
    )  # fmt: skip


def wanted(title: str, linked: tuple[str, ...] = (), number: str = "") -> Subject:
    return Subject(article(title, "wanted"), title_cores(title), frozenset(linked), number)


def paired(one: Subject, title: str, text: str = "", identity: str = "a") -> Pair | None:
    return pair(one, Candidate(article(title, identity), text), PLACES)


CALL = wanted(f"关于公开征求《{NAME}（征求意见稿）》意见的公告")


@pytest.mark.parametrize(
    ("core", "title"),
    [
        (NAME, f"关于公开征求《{NAME}（征求意见稿）》意见的公告"),
        (NAME, f"关于公开征求《{NAME}》（修订征求意见稿）意见的通知"),
        (NAME, f"样本区司法局关于公开征求{NAME}意见的公告"),
        (NAME, f"{NAME}公开征求意见采纳情况"),
        (NAME, f"【征集结果】{NAME}意见采纳情况公告"),
        (NAME, f"样本区人民政府办公室关于印发《{NAME}》的通知"),
        (NAME, f"《样本区人民政府办公室关于印发〈{NAME}〉的通知》文字解读"),
        (NAME, f"一图读懂《{NAME}（试行）》"),
        ("2023年度民生实事项目", "关于征集2023年度民生实事项目的公告"),
        (NAME, f"意见反馈：{NAME}"),
        (NAME, f"H5丨{NAME}"),
        (NAME, f"样本区人民政府办公室关于印发<{NAME}>的通知"),
        (NAME, f"《样本区司法局关于印发<{NAME}>的通知》意见采纳情况"),
        (f"{NAME}修改", f"样本区人民政府关于修改《{NAME}》的决定"),
        (f"{NAME}废止", f"《关于废止〈{NAME}〉的通知》解读"),
        ("南门片区房屋征收补偿方案", "关于南门片区房屋征收补偿方案征求意见情况和修改情况的公告"),
    ],
)
def test_what_a_title_is_about(core: str, title: str) -> None:
    assert title_cores(title) == (core,)


@pytest.mark.parametrize(
    "title",
    ["意见采纳情况", "结果反馈", "政策解读", "规范性文件解读", "政策解读（二）", "2023年上半年征求意见情况汇总", "区司法局2023年公开征求意见采纳情况"],
)
def test_a_title_without_a_name_is_about_nothing(title: str) -> None:
    assert title_cores(title) == ()


def test_a_document_that_carries_out_another_is_not_that_other() -> None:
    (core,) = title_cores("样本区人民政府关于贯彻落实《四川省稳就业措施》的实施方案")
    assert core != "四川省稳就业措施"
    assert likeness(core, "四川省稳就业措施", PLACES) == 0.0


def test_names_at_the_top_of_a_text() -> None:
    assert names_in(f"就《{NAME}（征求意见稿）》征求意见，依据《道路交通安全法》。") == (NAME, "道路交通安全法")


def test_names_on_which_something_rests_are_no_subjects() -> None:
    text = "根据《甲条例》（某府发〔2023〕1号）、《乙办法》，制定《丙细则》。有人建议与《丁规定》一致。"
    assert names_in(text) == ("甲条例", "乙办法", "丙细则", "丁规定")
    assert subjects_in(text) == ("丙细则",)


@pytest.mark.parametrize(
    ("core", "title"),
    [
        ("样本区普通高中多样化发展行动", "关于征求《样本区普通高中多样化发展行动…"),
        ("样本区普通高中多样化发展行动", "样本区普通高中多样化发展行动..."),
        ("", "关于征求《样本区普通高中多样化发展行动方案》意见的公…"),
        ("", "关于征求《样本区普通高中多样化发展行动方案》意见的公告"),
    ],
)
def test_what_a_list_left_of_a_name(core: str, title: str) -> None:
    assert cut_core(title) == core


@pytest.mark.parametrize(
    ("may", "one", "other"),
    [
        (True, "教育收费公示办法", "教育收费公示规定"),
        (True, "中小学校外托管服务管理办法", "样本区校外托管服务管理办法"),
        (False, "公办幼儿园招生办法", "民办幼儿园招生办法"),
        (False, "城区学校招生方案", "农村学校招生方案"),
        (False, "校外培训预收费管理办法", "校外培训预收费管理办法实施细则"),
    ],
)
def test_a_draft_that_may_have_been_renamed(may: bool, one: str, other: str) -> None:
    assert may_be_renamed(one, other, PLACES) is may_be_renamed(other, one, PLACES) is may


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023年样本区招生工作方案", "样本区2023年度招生工作方案"),
        ("样本区区级资产出租办法", "区级资产出租办法"),
        (NAME, "公共停车管理办法"),
        (NAME, "示例市样本区公共停车管理办法"),
        ("城乡供水一体化方案", "样本区城乡供水一体化方案"),
        ("加快城市更新实施方案", "样本区加快城市更新实施方案"),
        ("东门街道停车公约", "停车公约"),
    ],
)
def test_the_districts_own_name_makes_no_difference(one: str, other: str) -> None:
    assert likeness(one, other, PLACES) == likeness(other, one, PLACES) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NAME, "示例市公共停车管理办法"),  # the city's
        (NAME, "四川省公共停车管理办法"),
        ("2023年度民生实事项目", "2022年度民生实事项目"),
        ("加装电梯方案第一批", "加装电梯方案第二批"),
        ("青禾镇农贸市场公约", "河西镇农贸市场公约"),
        ("青禾镇宅基地管理办法", "样本区宅基地管理办法"),
    ],
)
def test_another_level_year_part_or_place_is_another_thing(one: str, other: str) -> None:
    assert likeness(one, other, PLACES) == 0.0


def test_likeness_of_different_drafts_stays_low() -> None:
    assert likeness("公办幼儿园招生实施办法", "公办小学招生实施办法", PLACES) < 0.6


def test_upper_level_titles_are_recognised() -> None:
    assert is_upper("四川省教育厅关于公开征求意见的公告", PLACES)
    assert is_upper("示例市教育局关于印发方案的通知", PLACES)
    assert not is_upper("示例市样本区教育局关于印发方案的通知", PLACES)
    assert not is_upper("城市管理条例宣传方案", PLACES)


def test_the_same_name_is_certain() -> None:
    found = paired(CALL, f"《{NAME}》意见采纳情况")
    assert found is not None
    assert found.firm
    assert found.reasons == ("名称相同",)


def test_a_link_is_certain_where_the_title_names_nothing_else() -> None:
    found = paired(wanted(CALL.article.title, ("a",)), "公开征求意见结果反馈")
    assert found is not None
    assert found.confidence == 1.0


def test_a_link_to_what_names_another_draft_outright_proves_nothing() -> None:
    assert paired(wanted(CALL.article.title, ("a",)), "《样本区城镇燃气管理规定》意见采纳情况") is None


def test_a_number_in_the_text_settles_a_general_title() -> None:
    found = paired(wanted(f"关于印发《{NAME}》的通知", number="样府办发〔2023〕14号"), "政策解读", "本办法（样府办发[2023]14号）已印发。")
    assert found is not None
    assert found.firm


def test_a_number_cited_as_a_basis_by_what_has_its_own_name_is_no_proof() -> None:
    found = paired(
        wanted(f"关于印发《{NAME}》的通知", number="样府办发〔2023〕14号"), "充电设施怎么建", "依据样府办发〔2023〕14号文件制定。"
    )
    assert found is not None
    assert not found.firm


def test_a_number_in_the_title_says_which_document_is_meant() -> None:
    one = wanted(f"关于印发《{NAME}》的通知", number="样府办发〔2023〕14号")
    same = paired(one, "一图读懂 | 样府办发（2023）14号")
    assert same is not None
    assert same.firm
    assert paired(one, "样府办发〔2023〕4号文件解读", "样府办发〔2023〕14号") is None
    rests = paired(one, "贯彻落实样府办发〔2023〕14号的方案解读")
    assert rests is None or not rests.firm


@pytest.mark.parametrize(
    "text",
    [
        "根据样府办发〔2023〕14号要求，区教育局制定《校园厕所标准》，解读如下。",
        f"依据《{NAME}》（样府办发〔2023〕14号），区教育局制定《校园厕所标准》，解读如下。",
    ],
)
def test_what_a_text_only_rests_on_is_not_what_it_speaks_of(text: str) -> None:
    found = paired(wanted(f"关于印发《{NAME}》的通知", number="样府办发〔2023〕14号"), "文件解读", text)
    assert found is not None
    assert not found.firm


def test_a_title_cut_short_is_certain_only_with_its_text() -> None:
    one = wanted("关于公开征求《样本区普通高中多样化发展行动方案》意见的公告")
    title = "意见采纳情况：《样本区普通高中多样化发…"
    sure, unsure = paired(one, title, "就《样本区普通高中多样化发展行动方案》征求意见。"), paired(one, title, "收到意见2条。")
    assert sure is not None
    assert sure.firm
    assert unsure is not None
    assert not unsure.firm


def test_a_general_title_answers_what_its_text_names() -> None:
    found = paired(CALL, "意见采纳情况", f"就《{NAME}》公开征求意见，期间未收到意见。")
    assert found is not None
    assert found.firm
    assert paired(CALL, "意见采纳情况", "就《样本区城镇燃气管理规定》公开征求意见。") is None


def test_likeness_alone_is_never_certain() -> None:
    found = paired(CALL, "《样本区公共停车场管理办法》意见采纳情况")
    assert found is not None
    assert not found.firm
    assert "名称相似" in found.reasons[0]


def test_candidates_that_cannot_be_told_apart_are_ambiguous() -> None:
    near = [Pair(article("甲", "a"), 0.66, ("",)), Pair(article("乙", "b"), 0.64, ("",))]
    assert ranked(near).ambiguous
    assert not ranked([near[0], Pair(article("乙", "b"), 0.9, ("",))]).ambiguous
    assert not ranked(near[:1]).ambiguous


def test_the_order_is_the_same_whatever_order_they_came_in() -> None:
    pairs = [Pair(article("丙", i, date(2023, 6, int(i))), 0.9, ("",)) for i in ("3", "1", "2")]
    assert [p.article.identity for p in ranked(pairs).pairs] == ["1", "2", "3"]
    assert ranked(pairs) == ranked(pairs[::-1]) == Pairing(ranked(pairs).pairs)
    assert [p.article.identity for p in ranked(pairs).firm] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (True, "公共停车新规意见答复"),
        (True, "关于公共停车等两个文件征求意见采纳情况的公告"),
        (False, "关于公办幼儿园招生管理办法征求意见采纳情况的公告"),  # only words any name may hold
        (False, "意见采纳情况公告"),
    ],
)
def test_a_run_of_the_subject_is_a_hint(shares: bool, words: str) -> None:
    assert shares_subject(title_cores(f"《{NAME}》"), words, PLACES) is shares


@pytest.mark.parametrize(
    ("cannot", "state", "body"), [(True, "failed", "html"), (True, "external", ""), (True, "read", "image"), (False, "read", "html")]
)
def test_what_could_not_be_read(cannot: bool, state: str, body: str) -> None:
    assert unread(replace(article("意见采纳情况"), state=state, body_kind=body)) is cannot


@pytest.mark.parametrize(
    ("is_so", "short", "whole"),
    [
        (True, "校外实践办法", "中小学生校外实践活动安全管理办法"),
        (True, "样本区停车办法", "样本区公共停车管理办法"),
        (False, "公共停车管理办法", "公共停车管理办法"),
        (False, "校外实践规定", "中小学生校外实践活动安全管理办法"),  # another kind of document
        (False, "校内实践办法", "中小学生校外实践活动安全管理办法"),
        (False, "办法", "公共停车管理办法"),
    ],
)
def test_a_name_with_words_left_out(is_so: bool, short: str, whole: str) -> None:
    assert may_be_shortened(short, whole, PLACES) is is_so


@pytest.mark.parametrize(
    ("confidence", "text"),
    [
        (0.85, "就《中小学生校外实践活动安全管理办法》公开征求意见，收到意见3条。"),
        (0.85, "《中小学生校外实践活动安全管理办法》（以下简称《校外实践办法》）公开征求意见，收到意见3条。"),
        (None, "《校外实践办法》与《中小学生校外实践活动安全管理办法》相衔接，收到意见3条。"),  # a document of its own
        (None, "收到意见3条。"),
    ],
)
def test_a_shortened_name_in_the_title_and_the_whole_one_in_the_text(confidence: float | None, text: str) -> None:
    wanted = Subject(article("关于征求《中小学生校外实践活动安全管理办法》意见的公告"), ("中小学生校外实践活动安全管理办法",), frozenset())
    found = pair(wanted, Candidate(article("《校外实践办法》征求意见采纳情况", "b"), text), PLACES)
    assert (found.confidence if found else None) == confidence


def test_the_quick_way_to_tell_that_two_names_are_one_agrees_with_their_likeness() -> None:
    titles = sorted({article["title"] for case in all_cases() for article in case.data.get("article", ())})
    random_ = random.Random(7)
    near = [(title, title.replace("2023年", "")) for title in titles[:200]]
    near += [(title, f"样本区{title}") for title in titles[:200]]
    for one, other in [*near, *((random_.choice(titles), random_.choice(titles)) for _ in range(3_000))]:
        cores = title_cores(one)
        slow = any(likeness(a, b, PLACES) == 1.0 for a in cores for b in title_cores(other))
        assert are_one(cores, other, PLACES) == slow, (one, other)
