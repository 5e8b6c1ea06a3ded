"""What a text shows of persons: identity numbers, mobiles, bank cards, homes; lists of the ill, the poor, of minors by name.

Read is text as published, before it is masked; told are kinds, counts and the masked form of the first, never the thing.
Nobody's: an organisation's credit code, an office's telephone, a public account, what is masked (510***…), whole names alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from stdnum import luhn

from crawler.mask import bare, is_identity, masked_spans
from rules.checks.unmasked_respondent import is_whole_name

MANY: Final = 5  # persons on one page or file: then it is a list of people
_BORN_BEFORE: Final = 2012  # numbers of files begin with a place and this year's day, too
_LONGEST: Final = 4_000_000  # characters of one text that are looked through
_ROWS: Final = 50_000


class Kind(StrEnum):
    """What is shown. ``DOUBTFUL``: called an identity number, and the check digit is wrong or missing (15 digits)."""

    IDENTITY = "identity"
    DOUBTFUL = "doubtful_identity"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    ADDRESS = "address"
    HEALTH = "health"
    MINORS = "minors"
    LOW_INCOME = "low_income"


NAMES: Final[dict[Kind, str]] = {
    Kind.IDENTITY: "身份证号",
    Kind.DOUBTFUL: "疑似身份证号（15 位或校验位不符）",
    Kind.BANK_CARD: "银行卡号",
    Kind.MOBILE: "个人手机号",
    Kind.ADDRESS: "乡镇以下的住址",
    Kind.HEALTH: "带姓名的健康、残疾信息",
    Kind.MINORS: "带姓名的未成年人信息",
    Kind.LOW_INCOME: "带姓名的低保、救助等名单",
}
SEVERITIES: Final = ("低", "中", "高", "严重")
_GRAVE: Final = (Kind.IDENTITY, Kind.BANK_CARD, Kind.HEALTH, Kind.MINORS)


@dataclass(frozen=True, slots=True)
class Private:
    """One kind of thing in one text: how many persons' or different ones, the line of the first, how that looks masked."""

    kind: Kind
    count: int
    line: int
    shown: str

    @property
    def severity(self) -> int:
        """Index into ``SEVERITIES``: what it is, one step more where it is a list of people."""
        base = 0 if self.kind is Kind.DOUBTFUL else 2 if self.kind in _GRAVE else 1
        return base + (self.count >= MANY)


@dataclass(frozen=True, slots=True)
class _Seen:
    kind: Kind
    what: str  # to tell one from another; goes nowhere
    line: int
    shown: str


_OTHER_NUMBER = re.compile(r"编\s?号|[文案单]号|流水|序列|条码|合同|订单|代码|批次|凭证|发票|受理|登记号|注册号|许可证|执照|档号|索引")
_CARD_WORDS = re.compile(r"身份|证件|公民")
_OFFICE = re.compile(
    r"联系(?:人|电话|方式|我们)|联\s?系|咨询|举报|监督|投诉|值班|办公|传真|客服|热线|承办|经办|受理|执法|办案|大队|中队|窗口|服务|财政|报名|邮箱|地址|主任|局长|科长|所长|站长|负责人|责任人|项目经理|采购|招标|代理"
)
_PERSON = re.compile(
    r"本人|当事人|申请人|患者|病人|家长|监护人|代表|委员|户主|村民|居民|业主|购房人|考生|学生|投诉人|来信人|举报人|信访人|诉求人|反馈人|提案人|建议人|住户|农户|受助|姓名|我的(?:电话|手机|联系)|打我|联系我"
)
_LABEL = re.compile(r"联\s?系\s?(?:电话|方式)")  # of whom, the words before it say
_FIRM = re.compile(r"公司|单位|[局厂店]|学校|中心|合作社|村委|居委|政府")
_NAMED_BEFORE = re.compile(r"([\u4e00-\u9fa5]{2,3})[\s:：(（,，、|]{0,3}(?:(?:手机|电话|联系电话)(?:号码?)?[\s:：]{0,2})?$")
_OFFICE_TITLE = re.compile(r"通讯录|联系方式|联系电话|值班|[河湖林路田]长|网格|监督电话|服务(?:电话|热线|网点)|咨询|责任人|办事指南|机构|门店|企业|招标|中标|成交|采购|评标|律师|公证|鉴定人|医师|护士")
_HEADING = re.compile(
    r"^(?:序号|编号|姓名|户主|.{0,6}姓名|.{0,6}(?:电话|手机)(?:号码?)?|.{0,4}身份证(?:号码?|件)?|.{0,6}(?:账号|卡号|账户|一卡通).{0,4}|.{0,4}(?:住址|地址)|性别|年龄|民族|乡镇|街道|村|组|备注|.{0,4}金额.{0,5}|单位.{0,4}|职务|出生.{0,2}|年级|班级|学校|.{0,6}(?:等级|类别|类型|原因|状况|病种))$"
)
_NAME_HEADING = re.compile(
    r"^(?:姓名|户主|户主姓名|申请人|申请人姓名|学生姓名|幼儿姓名|儿童姓名|患者|患者姓名|(?:享受|保障|补贴|救助|受助|资助|帮扶)(?:人|对象|人员)?(?:姓名)?|对象姓名|残疾人姓名|农户|农户姓名|持证人|人员姓名|家庭成员|学生|儿童)$"
)
_FIRM_HEADING = re.compile(r"单位|机构|企业|公司|店|网点|部门|科室|职务|职称|岗位|[河湖林]长|责任人|负责人|联系人|经营|法人|法定代表")
_TELEPHONE_HEADING = re.compile(r"电话|手机|联系方式|号码")
_HOME_HEADING = re.compile(r"^(?:家庭|现|户籍|户口|详细|现居|居住|住户|身份证)?(?:住址|地址|住所)(?:\(.{0,12}\))?$")
_ACCOUNT = re.compile(r"账号|帐号|卡号|账户|帐户|一卡通|开户|银行|社保卡|信用社")
_PUBLIC_ACCOUNT = re.compile(
    r"(?:户\s?名|账户名称|单位名称|收款(?:人|单位)|开户名称?)\s?[:：]?\s?[^\n:：]{0,24}(?:局|公司|中心|专户|财政|保证金|院|所|会|校|厂|社|政府|队|站|厅|委|部|馆|园)|罚没|缴款|汇入|缴至|保证金|专户|对公|捐赠|捐款|募捐|国库|非税"
)
_LIVES = re.compile(
    r"(?:家庭|现居?|户籍|户口|身份证|居住)?(?:住址|(?:家庭|户籍|户口|身份证|现居住)(?:地址|所在地)|现住|家住|户籍地)\s{0,3}[:：为是\t]?\s{0,3}(?P<where>[一-鿿0-9A-Za-z（）()\-－—#·、 ]{6,60})"
)
_DETAILED = re.compile(r"[0-9一二三四五六七八九十]{1,5}\s?(?:号|组|室|单元|栋|幢|楼|社|户)(?!令|文|决定|公告|通告)")
_WORKPLACE = re.compile(r"公司|厂|店|商行|超市|经营部|中心|合作社|市场|工地|项目部|大厦|商铺|门市|机关|局|办公|[政府院]$|学校|医院|法院")
_FIRM_BEFORE = re.compile(r"(?:经营|注册|单位|企业|公司|营业|机关|事发|违法|案发|本局|我局|法人|法定代表人)(?:的)?$")
_HEALTH = re.compile(r"致贫原因|残疾(?:等级|类别|类型|程度|证号)|病种|病情|疾病名称|所患疾病|患病|健康状况|诊断|伤残等级|精神障碍|艾滋|传染病")
_POOR = re.compile(
    r"低保|特困|临时救助|困难(?:群众|家庭|职工|残疾人|学生|户)|建档立卡|贫困(?:户|人口)|脱贫户|监测(?:户|对象)|孤儿|救助对象|廉租|公租房|公共租赁|住房保障|残疾人.{0,4}补贴|高龄津贴|最低生活保障"
)
_YOUNG = re.compile(r"学生|幼儿|儿童|未成年|新生|入园|入学|孤儿|留守")
_YOUNG_NEED = re.compile(r"(?:受助|困难|贫困|资助)[^，。]{0,6}(?:学生|幼儿)|孤儿|留守儿童|事实无人抚养|(?:学生|幼儿)资助|未成年人(?:犯罪|保护个案)")
_YOUNG_FIELDS = re.compile(r"出生|监护人|家长|父亲|母亲|家庭(?:住址|地址|成员|情况)")
_LETTERS = re.compile(r"[A-Za-z]")
_SPREAD = re.compile(r"[\s　]+")


def private_in(text: str, title: str = "") -> tuple[Private, ...]:
    """What one text shows, by kind. Rows of tables are lines with tabs; ``title`` is the page's or file's own."""
    words = text[:_LONGEST]
    return _told((*_numbers(words, title), *_homes(words), *_lists(words, title)))


def _told(seen: Iterable[_Seen]) -> tuple[Private, ...]:
    kinds: dict[Kind, dict[str, _Seen]] = {}
    for each in seen:
        kinds.setdefault(each.kind, {}).setdefault(each.what, each)
    told = []
    for kind in Kind:
        if ones := kinds.get(kind):
            first = min(ones.values(), key=lambda each: each.line)
            told.append(Private(kind, len(ones), first.line, first.shown))
    return tuple(told)


# ---- lines and tables


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, the headings of the table it is a row of, and the place of its first character."""

    number: int
    start: int
    words: str
    headings: tuple[str, ...]

    def heading(self, at: int) -> str:
        """What the column is called that a place of the line lies in; '' when nobody says."""
        cell = self.words.count("\t", 0, at)
        return self.headings[cell] if cell < len(self.headings) else ""


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    headings: tuple[str, ...] = ()
    for number, words in enumerate(text.split("\n")):
        if "\t" not in words:
            headings = () if words.strip() else headings
        elif len(told := _headings(words)) > 1:
            headings = told
        yield _Line(number, start, words, headings)
        start += len(words) + 1


def _headings(row: str) -> tuple[str, ...]:
    """The cells of a row of headings; () of any other row."""
    cells = tuple(_SPREAD.sub("", cell).replace("（", "(").replace("）", ")") for cell in row.split("\t"))
    known = sum(bool(_HEADING.match(cell) or _NAME_HEADING.match(cell)) for cell in cells if cell)
    return cells if known >= 2 and not any(re.search(r"\d{4}", cell) for cell in cells) else ()


# ---- numbers


def _numbers(text: str, title: str) -> Iterator[_Seen]:
    spans = masked_spans(text)
    if not spans and not _CARD_WORDS.search(text):
        return
    at = 0
    for line in _lines(text):
        end = line.start + len(line.words)
        while at < len(spans) and spans[at][1] <= end:
            kind, start, stop, shown = spans[at]
            at += 1
            if start >= line.start and (told := _judged(kind, text[start:stop], line, start - line.start, title)):
                yield _Seen(told, bare(text[start:stop]), line.number, shown)
        yield from _old_cells(line)


def _judged(kind: str, written: str, line: _Line, at: int, title: str) -> Kind | None:
    """What a number is, from its own digits and the words around it; None when it is nobody's."""
    number, heading = bare(written), line.heading(at)
    cell = line.words[line.words.rfind("\t", 0, at) + 1 : at]
    if kind == "identity":
        return _identity(number, heading + cell[-20:])
    if kind == "old_identity":
        return Kind.DOUBTFUL
    if kind == "bank_card":
        in_code = bool(_LETTERS.match(line.words[at - 1 : at]) or _LETTERS.match(line.words, at + len(written)))
        return _bank_card(number, line, heading, at, in_code=in_code)
    return Kind.MOBILE if _is_persons_mobile(line, heading, at, title) else None


def _identity(number: str, said: str) -> Kind | None:
    is_called = bool(_CARD_WORDS.search(said))
    if _OTHER_NUMBER.search(said[-18:]) and not is_called:
        return None
    if is_identity(number) and _is_day(number[6:14]) and (is_called or int(number[6:10]) <= _BORN_BEFORE):
        return Kind.IDENTITY
    return Kind.DOUBTFUL if is_called else None


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year >= 1880
    except ValueError:
        return False


def _old_cells(line: _Line) -> Iterator[_Seen]:
    """Identity numbers of fifteen digits in a column that is called so."""
    if not any("身份证" in heading for heading in line.headings):
        return
    for heading, cell in zip(line.headings, line.words.split("\t"), strict=False):
        number = bare(cell)
        if "身份证" in heading and len(number) == 15 and number.isdigit() and _is_day("19" + number[6:12]):
            yield _Seen(Kind.DOUBTFUL, number, line.number, f"{number[:2]}{'*' * 10}{number[-3:]}")


def _bank_card(number: str, line: _Line, heading: str, at: int, *, in_code: bool) -> Kind | None:
    """``in_code``: letters touch it, as in a checksum; then only a word for an account makes it one."""
    before = line.words[max(0, at - 60) : at]
    if not luhn.is_valid(number) or _PUBLIC_ACCOUNT.search(line.words[max(0, at - 160) : at + 160]):
        return None
    if _FIRM_HEADING.search("".join(line.headings)) and not _name_columns(line.headings):
        return None
    said = heading + before
    if _OTHER_NUMBER.search(said[-18:]) and not _ACCOUNT.search(said[-18:]):
        return None
    return Kind.BANK_CARD if (number.startswith("62") and not in_code) or _ACCOUNT.search(said) else None


def _is_persons_mobile(line: _Line, heading: str, at: int, title: str) -> bool:
    if line.headings:
        whole = "".join(line.headings)
        if _FIRM_HEADING.search(whole) or _OFFICE_TITLE.search(title) or (heading and not _TELEPHONE_HEADING.search(heading)):
            return False
        return bool(_name_columns(line.headings))
    before = line.words[max(0, at - 60) : at]
    person = _last_place(_PERSON, before)
    since = before[max(person, 0) :]
    if person >= 0 and not _OFFICE.search(_LABEL.sub("", since)) and not _FIRM.search(since):
        return True
    office = _last_place(_OFFICE, before)
    named = _NAMED_BEFORE.search(before)
    return office < 0 and bool(named and is_whole_name(named.group(1))) and not _OFFICE_TITLE.search(title)


def _last_place(pattern: re.Pattern[str], words: str) -> int:
    return max((found.end() for found in pattern.finditer(words)), default=-1)


# ---- homes


def _homes(text: str) -> Iterator[_Seen]:
    for found in _LIVES.finditer(text):
        where = found["where"]
        before = text[max(0, found.start() - 8) : found.start()].rstrip()
        if _DETAILED.search(where) and not _WORKPLACE.search(where) and not _FIRM_BEFORE.search(before):
            yield _Seen(Kind.ADDRESS, where.strip(), text.count("\n", 0, found.start()), "（不转录）")
    for line in _lines(text):
        columns = [n for n, heading in enumerate(line.headings) if _HOME_HEADING.match(heading)]
        if not columns or not _name_columns(line.headings) or _FIRM_HEADING.search("".join(line.headings)):
            continue
        cells = line.words.split("\t")
        for n in columns:
            if n < len(cells) and _DETAILED.search(cells[n]) and not _WORKPLACE.search(cells[n]) and _whole_names(line):
                yield _Seen(Kind.ADDRESS, cells[n].strip(), line.number, "（不转录）")


# ---- lists of people


def _lists(text: str, title: str) -> Iterator[_Seen]:
    if "\t" not in text:
        return
    above = ""
    for line in _lines(text):
        if line.number > _ROWS:
            return
        if "\t" not in line.words:
            above = line.words.strip() or above
        if line.headings and (kinds := _kinds(line.headings, f"{title} {above[-60:]}")):
            for name in _whole_names(line):
                yield from (_Seen(kind, f"{name} {line.number}", line.number, "（不转录）") for kind in kinds)


def _kinds(headings: Sequence[str], title: str) -> tuple[Kind, ...]:
    """What a table of these headings tells of those it names."""
    if not _name_columns(headings):
        return ()
    whole = " ".join(headings)
    is_young = bool(_YOUNG_NEED.search(title)) or (bool(_YOUNG.search(title + whole)) and bool(_YOUNG_FIELDS.search(whole)))
    told = ((Kind.HEALTH, _HEALTH.search(whole)), (Kind.MINORS, is_young), (Kind.LOW_INCOME, _POOR.search(title + whole)))
    return tuple(kind for kind, is_so in told if is_so)


def _name_columns(headings: Sequence[str]) -> list[int]:
    return [n for n, heading in enumerate(headings) if _NAME_HEADING.match(heading)]


def _whole_names(line: _Line) -> list[str]:
    """The whole names in a row; 张**、李某、张三*（masked） are none."""
    cells = line.words.split("\t")
    found = (_SPREAD.sub("", cells[n]) for n in _name_columns(line.headings) if n < len(cells))
    return [name for name in found if is_whole_name(name)]


