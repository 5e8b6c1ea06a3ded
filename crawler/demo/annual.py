"""Annual reports on open government information (政府信息公开工作年度报告), in the form of 国办公开办函〔2021〕30号."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from typing import Final

from crawler.demo.article import Article, heading, paragraphs, table
from crawler.demo.district import District, UnitFacts

LATE: Final = "shuiwu"  # 2023-02-20
MISSING: Final = "jingxin"  # its column stops with 2021
WRONG_TITLE: Final = "minzheng"  # the report of 2021 again, on the day of that of 2022
UNBALANCED: Final = "renshe"  # two applications received, one answered, none carried over
NO_OTHER_MATTERS: Final = "nongye"  # the sixth part is not there
LATE_ANSWER: Final = "sifa"  # of 2022: it says itself that one application was answered too late
COPIED: Final = "qinghe"  # what is told of 2022 was told of 2021, word for word

_NOTHING_ELSE: Final = "本年度没有收取信息处理费，没有其他需要报告的事项。"
_AT_LENGTH: Final = (
    "镇便民服务中心设置信息查阅点，配备查询机一台和纸质资料架两组，由窗口人员轮流值守，协助老年人查询补贴发放、医保缴费和土地流转信息。",
    "各村（社区）公示栏统一样式，党务、村务、财务分栏张贴，低保、临时救助、危房改造名单公示期满后收回存档，避免个人信息长期张贴。",
    "惠民惠农补贴发放前，先由村民代表会议核对面积和人数，再由镇经办站公示，公示期间设置意见箱和值班人员，收到意见逐条登记并回访。",
    "对群众来电集中询问的农村宅基地审批、殡葬补贴和耕地地力保护政策，编写一问一答小册子，赶场日在场口发放，并由驻村干部入户讲解。",
    "镇村干部轮流到先进乡镇跟班学习，回来后在周例会上交流做法，把发现的栏目归类错误、附件打不开等问题列成清单逐项销号，责任到人。",
    "涉及征地拆迁、集体资产处置的事项，会前公告、会中记录、会后公布，邀请人大代表、老党员列席旁听，旁听意见一并整理后在公示栏公开。",
    "由镇纪委、人大主席团每半年抽查一次公示内容与台账是否一致，抽查结果在镇务会通报，连续两次不一致的村（社区）主要负责人作出说明。",
)

_REPORTS_OF_2021: Final = (MISSING, "fuban", "jiaoyu", "caizheng", "qinghe", "dongmen")
_APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")

# Rows of table 3 as the form prints them: group, item. The numbers of an empty item are all zero.
_RESULTS: Final = (
    ("", "（一）予以公开"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("（三）不予公开", "1.属于国家秘密"),
    ("（三）不予公开", "2.其他法律行政法规禁止公开"),
    ("（三）不予公开", "3.危及“三安全一稳定”"),
    ("（三）不予公开", "4.保护第三方合法权益"),
    ("（三）不予公开", "5.属于三类内部事务信息"),
    ("（三）不予公开", "6.属于四类过程性信息"),
    ("（三）不予公开", "7.属于行政执法案卷"),
    ("（三）不予公开", "8.属于行政查询事项"),
    ("（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("（四）无法提供", "2.没有现成信息需要另行制作"),
    ("（四）无法提供", "3.补正后申请内容仍不明确"),
    ("（五）不予处理", "1.信访举报投诉类申请"),
    ("（五）不予处理", "2.重复申请"),
    ("（五）不予处理", "3.要求提供公开出版物"),
    ("（五）不予处理", "4.无正当理由大量反复申请"),
    ("（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"),
    ("（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("（六）其他处理", "3.其他"),
)


def annual_reports(district: District) -> Iterator[Article]:
    """The report of 2022 of every unit with such a column, and some of 2021."""
    for facts in district.units_with("annual_report"):
        if facts.id == WRONG_TITLE:
            yield replace(_report(facts, 2021, date(2023, 1, 30)), key=f"annual.2022.{facts.id}")
        elif facts.id != MISSING:
            yield _report(facts, 2022, _published(facts))
        if facts.id in _REPORTS_OF_2021:
            yield _report(facts, 2021, date(2022, 1, 25))


def _published(facts: UnitFacts) -> date:
    if facts.id == LATE:
        return date(2023, 2, 20)
    return date(2023, 1, 31) if facts.id in ("caizheng", "hexi") else date(2023, 1, 16 + facts.staff % 5)


def _report(facts: UnitFacts, year: int, published: date) -> Article:
    name = facts.signature
    received = (facts.staff + year) % 5
    body = "\n".join(
        (
            paragraphs(
                f"根据《中华人民共和国政府信息公开条例》规定，{name}编制{year}年政府信息公开工作年度报告。"
                f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
            ),
            heading("一、总体情况"),
            paragraphs(*_overview(facts, year, received), *(_AT_LENGTH if facts.id == COPIED else ())),
            heading("二、主动公开政府信息情况"),
            table(*_second_table()),
            heading("三、收到和处理政府信息公开申请情况"),
            _third_table(received, answered=received - 1 if (facts.id, year) == (UNBALANCED, 2022) else received),
            heading("四、政府信息公开行政复议、行政诉讼情况"),
            table(*_fourth_table()),
            heading("五、存在的主要问题及改进情况"),
            paragraphs(
                f"存在的问题：{facts.duties[1]}方面的信息多以动态形式发布，实施结果公开偏少；部分内设机构报送不够及时。",
                f"改进措施：由{facts.offices[0]}按月提醒，把{facts.duties[1]}的年度结果列为必须公开的内容，并安排专人核对。",
            ),
            *(() if facts.id == NO_OTHER_MATTERS else (heading("六、其他需要报告的事项"), paragraphs(_NOTHING_ELSE))),
        )
    )
    return Article(
        key=f"annual.{year}.{facts.id}",
        column=f"{facts.id}.annual_report",
        title=f"{name}{year}年政府信息公开工作年度报告",
        published=published,
        source=name,
        body=body,
    )


def _overview(facts: UnitFacts, year: int, received: int) -> Iterator[str]:
    posted = facts.staff * 3 + year % 7
    yield f"（一）主动公开。全年主动公开信息{posted}条，重点公开了{facts.duties[0]}、{facts.duties[2]}等内容。"
    answered = "均在法定期限内答复" if received else "没有结转申请"
    if (facts.id, year) == (LATE_ANSWER, 2022):
        answered = "其中1件逾期答复，其余均在法定期限内答复"
    yield f"（二）依申请公开。全年收到政府信息公开申请{received}件，{answered}，没有因此发生行政复议和行政诉讼。"
    yield f"（三）政府信息管理。由{facts.offices[0]}统一登记、审核和发布，失效信息按季度清理。"
    yield f"（四）政府信息公开平台建设。依托区政府门户网站开设专栏，调整栏目{len(facts.offices)}个。"
    yield "（五）监督保障。开展一次业务培训，没有发生责任追究情形，社会评议结果良好。"


def _second_table() -> list[list[str]]:
    return [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "0", "0", "1"],
        ["信息内容", "本年处理决定数量", "", ""],
        ["行政许可", "0", "", ""],
        ["行政处罚", "0", "", ""],
        ["行政强制", "0", "", ""],
        ["信息内容", "本年收费金额（单位：万元）", "", ""],
        ["行政事业性收费", "0", "", ""],
    ]


def _third_table(received: int, answered: int) -> str:
    """Table 3 with the form's merged cells. All applicants are natural persons; one asks for what does not exist."""
    made_anew = 1 if answered > 1 else 0
    counts = {"（一）予以公开": answered - made_anew, "2.没有现成信息需要另行制作": made_anew}
    rows = [_head_rows(), _row('<td colspan="3">一、本年新收政府信息公开申请数量</td>', received)]
    rows.append(_row('<td colspan="3">二、上年结转政府信息公开申请数量</td>', 0))
    seen: set[str] = set()
    for place, (group, item) in enumerate(_RESULTS):
        cells = f'<td rowspan="{len(_RESULTS) + 1}">三、本年度办理结果</td>' if place == 0 else ""
        if not group:
            cells += f'<td colspan="2">{item}</td>'
        elif group in seen:
            cells += f"<td>{escape(item)}</td>"
        else:
            size = sum(other == group for other, _ in _RESULTS)
            cells += f'<td rowspan="{size}">{group}</td><td>{escape(item)}</td>'
        seen.add(group)
        rows.append(_row(cells, counts.get(item, 0)))
    rows.append(_row('<td colspan="2">（七）总计</td>', answered))
    rows.append(_row('<td colspan="3">四、结转下年度继续办理</td>', 0))
    return '<table border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"


def _head_rows() -> str:
    organisations = "".join(f"<td>{name}</td>" for name in _APPLICANTS[1:-1])
    return (
        '<tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>'
        '<td colspan="7">申请人情况</td></tr>\n'
        '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>\n'
        f"<tr>{organisations}</tr>"
    )


def _row(label_cells: str, persons: int) -> str:
    numbers = [str(persons), *("0" for _ in _APPLICANTS[1:-1]), str(persons)]
    return f"<tr>{label_cells}" + "".join(f"<td>{number}</td>" for number in numbers) + "</tr>"


def _fourth_table() -> list[list[str]]:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [outcomes * 3, ["0" for _ in outcomes * 3]]
