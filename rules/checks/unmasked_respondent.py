"""反馈人信息没有隐去：公布意见采纳情况时，露出了反馈人的姓名、手机号或证件号码。

依据：《政府信息公开条例》第十五条（涉及个人隐私、公开会造成损害的不得公开）；各地采纳情况公布姓名时通行的做法是隐去（朱**）。
判定：正文表格、附件中反馈人一栏没有完整姓名，也没有个人号码，为落实。有的，请人确认是否已征得本人同意；只指明第几行、哪一栏、哪一类，报告中不写
姓名和号码。
无法判定：页面没有读到；有附件没有读到，或是扫描件。
不涉及：单位、社区、“某公司”“市民刘**”“匿名网民”；经办单位公布的联系人和联系电话；发布是否按期、内容是否完整。
怎么改：将反馈人改为“王**”或“市民”，删去号码，重新上传附件；旧附件一并删除。
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from crawler.archive import Article, Corpus
from rules.checks._consultations import answers
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 3

ADVICE: Final = "隐去反馈人的姓名和号码后重新发布，旧附件一并删除"
_WHO = re.compile(r"^(?:反馈|提出|意见|建议|留言|来信|提意见|反映)?(?:意见|建议)?的?(?:人|人员|者|个人|姓名|群众|市民|网友|对象|主体)(?:姓名|\(单位\)|或单位|/单位|及单位)?$|^(?:姓名|昵称|(?:意见|建议|反馈)来源|反馈单位(?:或|\(|/|及)个人\)?|单位(?:或|/|\()个人\)?)$")
_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安"
    "常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎"
    "祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
    "向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓肖"
)
_NAME = re.compile(rf"^[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}$")
_NOBODY = re.compile(
    r"[某*×xX＊〇○]|先生|女士|同志|老师|群众|市民|居民|村民|网友|网民|公众|业主|家长|企业|商户|住户|农户|代表|委员|党员|干部|职工|工人|学生|教师|医生|"
    r"专家|匿名|不详|其他|个人|单位|部门|社会|社区|全体|车主|司机|客|主$|老人|妇女|儿童|青年|员$|患者|各界|各方|电话|邮件|邮箱|来信|来电|热线|网络|网上|线上|线下|微信|微博|平台|公司|合计|小计|总计|全部|所有|采纳|无"
)
_ENDS_AS_OFFICE = re.compile(r"[局办镇乡村街委司社会校院厂店组科股站所队部处室户方区县市省道所园场路网台府]$")
_KINDS: Final = {"identity": "证件号码", "mobile": "手机号", "bank_card": "银行卡号"}
_ROWS: Final = 5_000


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    feedback_kinds: tuple[str, ...] = ("feedback", "consultation"),
    also_kinds: tuple[str, ...] = ("notices",),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*feedback_kinds, *also_kinds)))
    given = [a for a in answers(corpus, duty.unit, looked, duty.applies_from) if a.article.unit == duty.unit]
    if given:
        return [_judge(corpus, a.article).about(a.article.identity, event=a.article.published) for a in given]
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位发布的意见采纳情况，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有发布意见采纳情况")]


def _judge(corpus: Corpus, article: Article) -> Verdict:
    name, shown = f"“{article.title}”", of_article(article)
    if article.state not in ("read", "file"):
        return unknown(f"{name}的页面没有读到（{article.cause or '没有采集'}）", shown)
    places = list(dict.fromkeys((*_numbers(corpus, article), *_names(corpus, article))))
    if places:
        more = f"等 {len(places)} 处" if len(places) > 3 else ""
        return suspect(
            f"{name}露出反馈人信息：{'；'.join(places[:3])}{more}", shown, lean=Status.GAP, advice=ADVICE,
            question="所指各处是否为反馈人的真实姓名、号码，公布前是否征得本人同意？",
        )  # fmt: skip
    if unread := contents(corpus, article).unread:
        return unknown(f"{name}的附件《{unread[0].name}》{unread[0].why_unread}，不能确定有没有露出反馈人信息", shown)
    if article.body_kind in ("image", "video") or "image" in article.media:
        return unknown(f"{name}的页面上有图片没有读，不能确定有没有露出反馈人信息", shown)
    return met(f"{name}没有露出反馈人的姓名和号码", shown)


def _names(corpus: Corpus, article: Article) -> Iterator[str]:
    """Where a column of respondents shows whole names: never the names."""
    whole, offices = contents(corpus, article), _offices(corpus)
    rows = [line.split("\t") for line in whole.body.splitlines() if "\t" in line]
    yield from _in_rows("正文表格", rows, offices)
    for file in whole.files:
        if not file.is_read or file.reading is None:
            continue
        for part in file.reading.parts:
            for n, table in enumerate(part.tables, 1):
                yield from _in_rows(f"附件《{file.name}》第 {n} 个表", table.rows, offices)


def _in_rows(where: str, rows: Iterable[Iterable[str]], offices: str) -> Iterator[str]:
    """Rows below a heading for respondents whose cell there is a whole name, counted from the table's first row."""
    column, heading = -1, ""
    for number, row in enumerate(rows, 1):
        if number > _ROWS:
            return
        cells = [re.sub(r"\s+", "", cell).replace("（", "(").replace("）", ")") for cell in row]
        found = next((i for i, cell in enumerate(cells) if _WHO.match(cell)), -1)
        if found >= 0:
            column, heading = found, cells[found]
        elif 0 <= column < len(cells) and is_whole_name(cells[column]) and cells[column] not in offices:
            yield f"{where}第 {number} 行“{heading}”栏的姓名"


def _offices(corpus: Corpus) -> str:
    """Every name of a unit or place of the district: 应急 and 高新 are no persons."""
    return "\n".join((*corpus.site.district_names, *(n for u in corpus.site.units for n in (u.name, u.full_name, *u.aliases) if n)))


def is_whole_name(cell: str) -> bool:
    """Whether a cell reads as the whole name of a person: 2 or 3 characters, a surname first, nothing that hides it."""
    return bool(_NAME.match(cell)) and not _NOBODY.search(cell) and not _ENDS_AS_OFFICE.search(cell)


def _numbers(corpus: Corpus, article: Article) -> Iterator[str]:
    """Where numbers of persons stand. A mobile number outside a table is the office's own contact."""
    text = corpus.text(article)
    for mark in corpus.personal(article):
        tabled = mark.table >= 0 or (mark.where == "text" and mark.part < 0 and _in_a_row(text, mark.start))
        if mark.kind == "mobile" and not tabled:
            continue
        row = f"第 {mark.row + 1} 行" if mark.row >= 0 else ""
        where = f"附件表格{row}" if mark.table >= 0 else ("附件" if mark.part >= 0 or mark.member else "页面")
        yield f"{where}的{_KINDS.get(mark.kind, '个人号码')}"


def _in_a_row(text: str, start: int) -> bool:
    """Whether a place in the body lies in a line of a table."""
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    return "\t" in text[begin : end if end >= 0 else len(text)]
