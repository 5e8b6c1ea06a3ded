"""Standing pages of a unit: guide, organisation; and the zone 数字政府."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Final

from crawler.demo.article import Article, attachment, heading, paragraphs, table
from crawler.demo.district import District, UnitFacts

OLD_GUIDE: Final = "yunling"  # still cites the rules of 2007
NO_FORM: Final = ("yunling", "hexi")  # their guides offer no form of request
NO_HOURS: Final = "jingxin"  # its guide leaves out when and how to be reached
MOVED: Final = "ziran"  # its guide of 2021 still gives the address before it moved
TELLS_OLD: Final = "shuiwu"  # its guide quotes the rules of 2007 to say that they are gone

_FORM: Final = ["申请人姓名或者名称、联系方式：", "申请公开的政府信息名称、文号或者特征性描述：", "获取信息的方式、途径："]
_RULES: Final = "《中华人民共和国政府信息公开条例》"


_GUIDE_DAYS: Final = MappingProxyType({OLD_GUIDE: date(2016, 4, 12), MOVED: date(2021, 5, 20)})
_BEFORE_MOVING: Final = "样本区文苑路2号"


def standing_pages(district: District) -> Iterator[Article]:
    """Everything this module makes."""
    for facts in district.units_with("guide"):
        yield _guide(facts)
    for facts in district.units_with("organisation"):
        yield _organisation(facts)
    yield _digital_government(district)


def _guide(facts: UnitFacts) -> Article:
    name = facts.signature
    return Article(
        key=f"guide.{facts.id}",
        column=f"{facts.id}.guide",
        title=f"{name}政府信息公开指南",
        published=_GUIDE_DAYS.get(facts.id, date(2023, 3, 14)),
        source=name,
        body=paragraphs(*(_old_guide_lines if facts.id == OLD_GUIDE else _guide_lines)(facts)),
        files=() if facts.id in NO_FORM else (attachment("政府信息公开申请表.docx", "政府信息公开申请表", _FORM),),
    )


def _guide_lines(facts: UnitFacts) -> Iterator[str]:
    name = facts.signature
    yield f"为了方便公民、法人和其他组织获取{name}的政府信息，根据2019年修订的{_RULES}编制本指南。"
    yield f"一、信息分类。分为机构职能、政策文件、规划计划、财政信息和{facts.topics[0][0]}五类。"
    yield "二、编排体系。每条信息标注索引号、名称、内容概述和生成日期，按类别和时间编排。"
    yield "三、获取方式。主动公开的信息可在区政府门户网站政府信息公开专栏、区档案馆和区图书馆查阅。"
    address = _BEFORE_MOVING if facts.id == MOVED else facts.address
    yield f"四、受理机构。机构名称：{name}{facts.offices[0]}。办公地址：{address}。"
    if facts.id == NO_HOURS:
        yield "联系电话：0000-0000000。传真号码：0000-0000000。"
    else:
        yield "办公时间：工作日上午9:00至12:00，下午13:30至17:00。联系电话：0000-0000000。传真号码：0000-0000000。"
    yield f"互联网联系方式：gongkai-{facts.id}@yangben.example。"
    yield "五、依申请公开。申请人可以当面、邮寄或者通过互联网提交申请表，"
    yield "应写明姓名或名称、联系方式、所需信息的名称和获取方式。"
    yield "能当场答复的当场答复；不能当场答复的，自收到申请之日起20个工作日内答复，延长答复的期限最长不超过20个工作日。"
    if facts.id == TELLS_OLD:
        yield "原条例规定的15个工作日答复期限和收取检索、复制、邮寄费用的规定已经废止，不再执行。"
    yield "六、监督救济。申请人认为未依法履行公开义务的，可以向上一级行政机关或者政府信息公开工作主管部门投诉举报，"
    yield "也可以依法申请行政复议或者提起行政诉讼。"


def _old_guide_lines(facts: UnitFacts) -> Iterator[str]:
    yield "为了方便群众查询乡政府信息，依照2007年国务院令第492号公布的《中华人民共和国政府信息公开条例》编制本指南。"
    yield "一、公开内容。包括乡政府工作规则、年度计划、惠农政策和救灾救济款物发放情况。"
    yield f"二、受理机构。云岭乡人民政府{facts.offices[0]}，地址：{facts.address}，电话：0000-0000000。"
    yield "三、办理时限。自收到申请之日起15个工作日内答复，经批准可延长15个工作日。"
    yield "四、收费。提供政府信息按规定收取检索、复制、邮寄等成本费用。"


def _organisation(facts: UnitFacts) -> Article:
    name = facts.signature
    lines = [f"{order}、{duty}。" for order, duty in zip("一二三四", facts.duties, strict=True)]
    rooms = [[office, f"承担{facts.duties[n % len(facts.duties)]}的具体工作"] for n, office in enumerate(facts.offices)]
    body = "\n".join(
        (
            heading("主要职责"),
            paragraphs(*lines),
            heading("内设机构"),
            table(["机构名称", "工作内容"], *rooms),
            heading("联系方式"),
            paragraphs(f"办公地址：{facts.address}", "办公时间：工作日9:00至17:00", "联系电话：0000-0000000"),
        )
    )
    return Article(
        key=f"organisation.{facts.id}",
        column=f"{facts.id}.organisation",
        title=f"{name}机构职能",
        published=date(2023, 4, 3 + facts.staff % 20),
        source=name,
        body=body,
    )


def _digital_government(district: District) -> Article:
    sections = (
        ("一网通办", "高频事项就近办、材料共享和办件进度查询。", ("/xxgk-list-zcjd.html", "惠企便民政策解读")),
        ("一网监管", "双随机抽查、行政处罚和监督检查结果汇集。", ("/bm/scjgj/ssjygk/list.html", "双随机抽查结果")),
        ("一网公开", "规范性文件统一查询、政策咨询库和政府公报。", ("/gfxwj/list.html", "行政规范性文件库")),
        ("一网协同", "意见征集、采纳反馈和建议提案办理。", ("/hdjl/yjzj/list.html", "意见征集")),
    )
    parts = [
        f'<h3>{name}</h3><p>{text}</p><p><a href="{path}">{label}</a></p>' for name, text, (path, label) in sections
    ]
    return Article(
        key="digital",
        column="portal.digital_government",
        title="样本区“数字政府”专区",
        published=date(2023, 5, 29),
        source=district.signatures["xxgk"],
        body="\n".join(parts),
    )
