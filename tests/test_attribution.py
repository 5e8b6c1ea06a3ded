"""Whose item it is: what the item says, never the column alone."""

from pathlib import Path

import pytest

from crawler.archive.seen import number_key
from crawler.extract.attribution import attribute
from crawler.extract.authority import Places
from tests.test_profile import GOOD, profile


@pytest.mark.parametrize(
    ("title", "issuer", "source", "text", "unit", "how"),
    [
        ("区交通运输局2023年部门预算", "", "", "", "jiaotong", "title"),
        ("示例市样本区交通运输局关于公开征求意见的公告", "", "样本区政府网", "", "jiaotong", "title"),
        ("关于校车安全的通知", "样本区教育局", "", "", "jiaoyu", "issuer"),
        ("关于校车安全的通知", "", "区教委办公室", "", "jiaoyu", "source"),
        ("关于校车安全的通知", "", "新华社", "正文\n\n样本区教育局\n2023年5月1日", "jiaoyu", "signature"),
        ("关于校车安全的通知", "", "邻县区教育局", "", "", "unknown"),
        ("关于校车安全的通知", "", "区教育局、区交通运输局", "", "jiaotong", "column"),
        ("邻县区教育局2023年部门预算", "", "", "", "", "unknown"),
    ],
)
def test_the_strongest_statement_decides(
    tmp_path: Path, title: str, issuer: str, source: str, text: str, unit: str, how: str
) -> None:
    site = profile(tmp_path, GOOD.replace('aliases = ["区交运局"]\nvalid_from', 'valid_from'))
    given = attribute(site, title=title, issuer=issuer, source=source, text=text, column_unit="jiaotong")
    assert (given.unit, given.how) == (unit, how)


def test_without_any_word_and_without_an_owner_it_stays_unknown(tmp_path: Path) -> None:
    given = attribute(profile(tmp_path, GOOD), title="通知", issuer="", source="", text="", column_unit="")
    assert (given.unit, given.how) == ("", "unknown")


# ---- the item says nothing: where it stands decides, and never against the column

PLACES = """
[[unit]]
id = "weijian"
name = "区卫生健康局"
sites = ["http://wjj.example.gov.cn/", "https://www.example.gov.cn/bm/wjj"]
[[column]]
kind = "budget"
unit = "jiaoyu"
url = "http://127.0.0.1:9/xxgk/list?unitid=12&column=7"
[[column]]
kind = "news"
url = "http://127.0.0.1:9/news/list?unitid=99"
"""


@pytest.mark.parametrize(
    ("url", "crumbs", "column_unit", "unit", "how"),
    [
        ("http://wjj.example.gov.cn/a/1.html", (), "jiaoyu", "weijian", "site"),
        ("https://wjj.example.gov.cn", (), "", "weijian", "site"),
        ("http://www.example.gov.cn/bm/wjj/1.html", (), "", "weijian", "site"),
        ("http://www.example.gov.cn/bm/wjj?id=1", (), "", "weijian", "site"),
        ("http://www.example.gov.cn/bm/wjj2/1.html", (), "jiaoyu", "jiaoyu", "column"),  # no part of it, only spelled alike
        ("http://wjj.example.gov.cn.example.com/1.html", (), "", "", "unknown"),
        ("http://127.0.0.1:9/show?id=3&UNITID=12", (), "", "jiaoyu", "address"),
        ("http://127.0.0.1:9/show?id=3&unitid=13", (), "", "", "unknown"),  # nobody knows whose code it is
        ("http://127.0.0.1:9/show?id=3&unitid=99", (), "jiaotong", "jiaotong", "column"),  # the portal's own columns bear it
        ("http://127.0.0.1:9/show?id=12&number=12", (), "", "", "unknown"),
        ("http://127.0.0.1:9/1.html", ("政府信息公开", "区教育局", "部门预算"), "", "jiaoyu", "breadcrumb"),
        ("http://127.0.0.1:9/1.html", ("样本区教育局政府信息公开专栏", "预算"), "jiaoyu", "jiaoyu", "breadcrumb"),
        ("http://127.0.0.1:9/1.html", ("部门信息公开目录", "教育局", "统计数据"), "", "jiaoyu", "breadcrumb"),  # on its own portal
        ("http://127.0.0.1:9/1.html", ("区教育局", "部门预算"), "jiaotong", "", "unknown"),  # two places, two units: open
        ("http://127.0.0.1:9/1.html", ("区教育局", "区交通运输局"), "", "", "unknown"),
        ("http://127.0.0.1:9/1.html", ("区教育局通知公告", "通知"), "jiaotong", "jiaotong", "column"),  # a column's name that holds a unit's
        ("http://127.0.0.1:9/1.html", ("示例市样本区人民政府", "公告"), "jiaotong", "jiaotong", "column"),
        ("http://127.0.0.1:9/1.html", ("邻县教育局", "公告"), "", "", "unknown"),
    ],
)
def test_where_an_item_stands_decides_when_it_says_nothing(
    tmp_path: Path, url: str, crumbs: tuple[str, ...], column_unit: str, unit: str, how: str
) -> None:
    site = profile(tmp_path, GOOD + PLACES)
    given = attribute(site, title="通知", issuer="", source="", text="", column_unit=column_unit, url=url, crumbs=crumbs)
    assert (given.unit, given.how) == (unit, how)


def test_what_an_item_says_outweighs_where_it_stands(tmp_path: Path) -> None:
    """Sub-sites and columns hold the files of the units below."""
    site, at = profile(tmp_path, GOOD + PLACES), "http://wjj.example.gov.cn/1.html"
    said = attribute(site, title="区教育局2023年预算", issuer="", source="", text="", column_unit="weijian", url=at, crumbs=("区卫生健康局",))
    assert (said.unit, said.how) == ("jiaoyu", "title")
    foreign = attribute(site, title="关于审计的通知", issuer="省审计厅", source="", text="", column_unit="weijian", url=at)
    assert (foreign.unit, foreign.how) == ("", "unknown")


# ---- reprints: what names an authority outside the district is nobody's here, whatever column shows it

DISTRICT = Places(("云麓市青禾区", "云麓市青禾", "青禾区", "青禾"), ("区教育局", "区审计局", "青石镇"))
CITY = Places(("云麓市",), ("市教育局",))


@pytest.mark.parametrize(
    "name",
    [
        "审计署", "审计署网站", "国务院", "国务院办公厅", "中共中央办公厅 国务院办公厅", "教育部", "人力资源社会保障部、财政部", "国家发展改革委", "国家税务总局",
        "国家卫生健康委员会", "最高人民法院", "省审计厅", "省财政厅、省教育厅", "省委办公厅", "省政府办公厅", "省人大常委会", "四川省人民政府", "四川省自然资源厅",
        "广西壮族自治区教育厅", "上海市教育委员会", "市教育局", "市民政局", "市政府办公室", "市委宣传部", "云麓市教育局", "临江市人民政府", "云麓市江南区教育局",
        "江南区教育局", "石门县人民政府", "白水自治县财政局",
    ],
)  # fmt: skip
def test_names_of_authorities_outside_the_district(name: str) -> None:
    assert DISTRICT.is_foreign(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "本站", "本网", "新华社", "人民日报", "四川日报", "云麓日报", "青禾区融媒体中心", "云麓市广播电视台", "中国教育报", "青禾发布", "网络", "政府网站", "记者",
        # the district's own, also where the name begins above it
        "区教育局", "青禾区教育局", "云麓市青禾区教育局", "国家税务总局云麓市青禾区税务局", "云麓市公安局青禾区分局", "云麓市青禾生态环境局", "国家统计局青禾调查队", "区人民法院",
        "区残联", "青石镇人民政府", "石河镇人民政府",
        # words that only look like a level or a place
        "市场监管局", "市场监督管理局", "市监局", "市容环境卫生管理局", "城市管理局", "城市管理执法局", "教育部门", "财政部门", "省级部门", "省道改造工程指挥部", "国家级经济技术开发区管理委员会",
        "高新区管委会", "工业园区管委会", "经开区管委会", "社区居委会", "风景区管理局", "四川政府采购网", "省政府采购网", "编辑部", "宣传部", "办公室",
        # one foreign name among others
        "省审计厅、区审计局",
    ],
)  # fmt: skip
def test_near_misses_name_no_foreign_authority(name: str) -> None:
    assert not DISTRICT.is_foreign(name)


@pytest.mark.parametrize("name", ["市教育局", "云麓市教育局", "江南区教育局", "石门县财政局"])
def test_to_a_city_its_own_bureaus_and_counties_are_not_foreign(name: str) -> None:
    assert not CITY.is_foreign(name)
    assert CITY.is_foreign("省教育厅")


@pytest.mark.parametrize(
    "title",
    [
        "审计署关于加强政府投资审计工作的通知", "四川省人民政府办公厅关于印发行动方案的通知", "教育部等十部门印发意见", "国务院办公厅关于同意云麓市青禾区开展试点的批复",
        "财政部 税务总局关于延续税收政策的公告", "审计署2025年第3号公告", "省财政厅、省教育厅关于下达资金的通知", "【云麓市人民政府关于表彰的决定】",
    ],
)  # fmt: skip
def test_titles_that_a_foreign_authority_issued(title: str) -> None:
    assert DISTRICT.issued_by_foreign(title)


@pytest.mark.parametrize(
    "title",
    [
        "关于转发《省财政厅关于下达资金的通知》的通知", "转发省财政厅关于下达资金的通知", "《四川省行政规范性文件管理办法》解读", "区教育局关于印发市教育局方案的通知",
        "中央生态环境保护督察整改情况公示", "中央财政衔接资金分配公告", "财政部门预算公开通知", "市场监管局关于抽检结果的公告", "城市管理局关于停水的通告",
        "国家税务总局青禾区税务局关于办税时间的通告", "省级专项资金分配公示", "教育部署会召开", "市民政策咨询窗口公告",
    ],
)  # fmt: skip
def test_titles_that_no_foreign_authority_issued(title: str) -> None:
    assert not DISTRICT.issued_by_foreign(title)


def test_news_of_a_foreign_authority_is_about_us_when_it_says_so() -> None:
    assert DISTRICT.is_about_foreign("省审计厅举办全省审计机关业务培训班")
    assert DISTRICT.is_about_foreign("省审计厅厅长调研县域经济审计工作")
    for title in ("省审计厅厅长来我区调研", "省审计厅到青禾调研审计工作", "市教育局检查组到区检查校园安全", "全区审计工作会议召开"):
        assert not DISTRICT.is_about_foreign(title)


@pytest.mark.parametrize(
    ("number", "foreign"),
    [
        ("国办发〔2019〕61号", True), ("国发〔2022〕1号", True), ("中华人民共和国国务院令第752号", True), ("川府发〔2026〕3号", True), ("粤办函〔2026〕3号", True), ("青府办发〔2026〕3号", False),
        ("青司发〔2026〕9号", False), ("青禾府办〔2026〕7号", False), ("〔2026〕7号", False), ("", False), ("新区管发〔2026〕7号", False),
    ],
)  # fmt: skip
def test_numbers_of_the_state_and_of_provinces(number: str, foreign: bool) -> None:
    assert DISTRICT.is_foreign_number(number) is foreign


@pytest.mark.parametrize(
    ("title", "issuer", "source", "number", "unit", "how"),
    [
        ("关于加强审计的通知", "省审计厅", "区教育局", "", "", "unknown"),
        ("关于加强审计的通知", "", "省审计厅", "", "", "unknown"),
        ("关于加强审计的通知", "", "区教育局", "国办发〔2019〕61号", "", "unknown"),
        ("关于加强审计的通知", "区教育局", "新华社", "国办发〔2019〕61号", "jiaoyu", "issuer"),
        ("审计署关于加强审计的通知", "", "区教育局", "", "", "unknown"),
        ("省审计厅举办培训班", "", "区教育局", "", "jiaoyu", "source"),
        ("省审计厅举办培训班", "", "本站", "", "", "unknown"),
        ("省审计厅来我区调研", "", "本站", "", "jiaotong", "column"),
        ("关于加强审计的通知", "", "样本区融媒体中心", "", "jiaotong", "column"),
        ("关于加强审计的通知", "", "示例日报", "样教发〔2026〕3号", "jiaotong", "column"),
    ],
)
def test_a_foreign_authority_is_nobody_of_ours(
    tmp_path: Path, title: str, issuer: str, source: str, number: str, unit: str, how: str
) -> None:
    given = attribute(
        profile(tmp_path, GOOD), title=title, issuer=issuer, source=source, text="", column_unit="jiaotong", number=number
    )
    assert (given.unit, given.how) == (unit, how)


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("青经信发〔２０２６〕\u200b１２\ufeff号", "青经信发〔2026〕12号"), ("青经信发[2026]第012号", "青经信发〔2026〕12号"),
        ("青经信发〔2026〕 12 号", "青经信发〔2026〕12号"), ("〔〕号", ""), ("２０２６年第１２号", ""), ("青经信发〔2026〕123456号", ""),
    ],
)  # fmt: skip
def test_one_number_has_one_key(number: str, key: str) -> None:
    assert number_key(number) == key
