"""Recruitment: which one an item belongs to, how far it has come, and what is none."""

import pytest

from crawler.extract import recruitment
from crawler.extract.recruitment import Step, is_institution, read_recruitment, read_recruitment_text
from tests.places import placed

PLACES = ("示例市样本区", "样本区")
read_text = placed(read_recruitment_text, text_at=0)


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("样本区2023年上半年公开考试招聘事业单位工作人员公告", Step.NOTICE),
        ("样本区公安分局2023年公开招聘警务辅助人员简章", Step.NOTICE),
        ("样本区2023年补充招聘幼儿教师公告", Step.NOTICE),
        ("2023年公开招聘教师补充公告", Step.CHANGE),
        ("关于2023年公开招聘教师笔试延期的公告", Step.CHANGE),
        ("关于取消2023年公开招聘教师部分岗位的公告", Step.CANCELLED),
        ("2023年公开招聘教师岗位核减情况公告", Step.CANCELLED),
        ("2023年公开招聘教师资格复审公告", Step.QUALIFIED),
        ("2023年公开招聘教师笔试成绩公告", Step.WRITTEN),
        ("2023年公开招聘教师笔试成绩及面试人员名单公告", Step.INTERVIEW),
        ("2023年公开招聘教师体检公告", Step.PHYSICAL),
        ("2023年公开招聘教师体检结果及考察人员名单公示", Step.VETTED),
        ("2023年公开招聘教师递补体检人员公告", Step.REPLACED),
        ("2023年公开招聘教师递补人员拟聘用公示", Step.PROPOSED),
        ("2023年公开招聘教师拟聘用人员公示", Step.PROPOSED),
        ("样本区2023年公开遴选公务员拟遴选人员公示", Step.PROPOSED),
        ("2023年度考试录用公务员拟录用人员公示", Step.PROPOSED),
        ("2023年公开招聘教师聘用结果公告", Step.TAKEN_ON),
        ("关于终止2023年公开招聘教师的公告", Step.STOPPED),
        ("拟聘用人员公示", Step.PROPOSED),
    ],
)
def test_how_far_it_has_come(title: str, step: Step) -> None:
    found = read_recruitment(title, PLACES)
    assert found is not None and found.step is step


@pytest.mark.parametrize(
    "title",
    [
        "样本区2023年春风行动招聘会公告",
        "2023年高校毕业生专场招聘活动",
        "某公司招聘岗位信息",
        "我区2023年公开招聘教师面试工作圆满结束",
        "区教育局召开公开招聘工作会",
        "中小学教师职称评审通过人员公示",
        "干部任前公示",
        "公开选聘物业服务公司公告",
        "中层干部竞聘上岗公告",
        "事业单位公开招聘人员暂行办法",
        "启智小学东校区建设项目施工招标公告",
    ],
)
def test_near_misses_are_no_recruitment(title: str) -> None:
    assert read_recruitment(title, PLACES) is None


@pytest.mark.parametrize(
    ("title", "year", "part", "batch", "again"),
    [
        ("样本区2023年上半年公开招聘教师公告", 2023, "上半年", None, ""),
        ("样本区2023年第二季度事业单位公开招聘公告", 2023, "二季度", None, ""),
        ("样本区2023年二季度事业单位公开招聘拟聘用人员公示", 2023, "二季度", None, ""),
        ("样本区二〇二三年公开招聘教师公告", 2023, "", None, ""),
        ("区教育局2023年考核招聘教师公告（第二批）", 2023, "", 2, ""),
        ("区教育局2023年第二批考核招聘教师拟聘用人员公示", 2023, "", 2, ""),
        ("区教育局2023年考核招聘教师拟聘用人员公示（第二批）", 2023, "", None, ""),
        ("样本区2023年补充招聘幼儿教师拟聘用人员公示", 2023, "", None, "补充"),
        ("东门街道2023年第二次公开招聘社区工作者公告", 2023, "", None, "2"),
        ("样本区公开招聘教师公告", None, "", None, ""),
    ],
)
def test_when_and_which_batch(title: str, year: int | None, part: str, batch: int | None, again: str) -> None:
    found = read_recruitment(title, PLACES)
    assert found is not None and (found.year, found.part, found.batch, found.again) == (year, part, batch, again)


@pytest.mark.parametrize(
    ("title", "organ", "posts"),
    [
        ("样本区2023年公开招聘中小学教师公告", "", "中小学教师"),
        ("样本区人民医院2023年公开招聘编外护士公告", "人民医院", "编外护士"),
        ("青禾镇2023年公益性岗位招聘公告", "青禾镇", "公益性"),
        ("青禾镇2023年村级农技员招聘结果公示", "青禾镇", "村级农技员"),
        ("样本区2023年乡镇卫生院公开招聘医生公告", "", "乡镇卫生院医生"),
        ("样本区幼儿园教师公开招聘公告", "", "幼儿园教师"),
        ("2023年样本区教师公开招考公告", "", "教师"),
        ("区卫生健康局2023年公开招聘医生公告", "", "医生"),
        ("关于样本区2023年公开招聘教师的公告", "", "教师"),
    ],
)
def test_who_hires_and_for_what(title: str, organ: str, posts: str) -> None:
    found = read_recruitment(title, PLACES)
    assert found is not None and (found.organ, found.posts) == (organ, posts)


def test_ways_and_sorts() -> None:
    said = [read_recruitment(title, PLACES) for title in ("2023年考核招聘教师公告", "2023年公开考试招聘教师公告", "2023年公开选调教师公告", "2023年考试录用公务员公告")]
    assert [each and (each.way, each.sort, each.transfer) for each in said] == [
        ("assessed", "institution", False), ("exam", "institution", False), ("", "institution", True), ("exam", "civil", False),
    ]  # fmt: skip


def test_a_bare_title_names_no_recruitment() -> None:
    bare, named = read_recruitment("拟聘用人员公示", PLACES), read_recruitment("2023年教师拟聘用人员公示", PLACES)
    assert bare is not None and named is not None and (bare.is_bare, named.is_bare) == (True, False)


def test_the_notice_that_a_text_names_and_where_results_are_shown() -> None:
    found = read_text("根据《事业单位公开招聘人员暂行规定》和《样本区2023年公开招聘教师公告》，拟聘用人员名单在示例市人事考试网公示。")
    assert found.named == ("样本区2023年公开招聘教师公告",)
    assert found.sites == ("示例市人事考试网",)


def test_a_site_where_one_signs_up_is_not_where_results_are_shown() -> None:
    assert read_text("报名网址：示例市人事考试网。").sites == ()


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("2023年公开招聘事业单位工作人员公告", "", True),
        ("2023年公开招聘教师公告", "根据《事业单位人事管理条例》等规定", True),
        ("2023年公开招聘教师公告", "面向社会公开招聘", False),
        ("2023年公开招聘编外人员公告", "参照事业单位公开招聘有关规定", False),
    ],
)
def test_which_recruitment_is_one_of_public_institutions(title: str, text: str, *, says: bool) -> None:
    assert is_institution(title, text) is says


def test_hostile_words_are_read_in_time() -> None:
    for word in ("招聘", "取消", "（", "第二批", "2023年", "公示在"):
        recruitment.read_recruitment(word * 5_000, PLACES)
        recruitment.read_recruitment_text((word + "《") * 20_000)
