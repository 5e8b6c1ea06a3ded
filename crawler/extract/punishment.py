"""行政处罚决定的判读：文书号、当事人、事实、依据、处罚内容、机关、决定日期、公示日期各在何处。 Published decisions on penalties.

读得出：决定书全文；逐项写明的公示信息；一行一案的公示表（网页或附件）。
读不出：只有附件或图片的（unreadable），不据以认定缺项；正文较长而某项换了说法的（unclear）。
不是处罚决定：裁量基准、事项目录、流程、统计、告知与送达公告、新闻（absent）。
另记：未隐去的身份证号、手机号、银行卡号，只记种类和位置，不记号码。
依据：行政处罚法第三十九条、第四十八条；国办发〔2018〕118号（7个工作日）。
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from crawler.dates import find_dates, read_date
from crawler.extract.elements import MAX_TEXT, Record, Vocabulary, records_in_tables, records_in_text
from crawler.extract.personal import PersonalNumber, hidden, hidden_tables
from crawler.extract.place import Passage, kept, passage, sentence_around
from crawler.files.model import FileTable

version = 2

State = Literal["read", "absent", "unreadable"]
Element = Literal["number", "party", "fact", "basis", "content", "organ", "decided"]
ELEMENTS: Final[dict[Element, str]] = {
    "number": "决定书文号", "party": "当事人", "fact": "违法事实", "basis": "处罚依据", "content": "处罚内容", "organ": "处罚机关",
    "decided": "决定日期",
}  # fmt: skip

_VOCABULARY: Final = Vocabulary(
    {
        "number": r"(?:行政)?(?:处罚)?(?:决定)?(?:书)?(?:文书)?(?:文书?号|编号|字号)|案号|处罚文号|决定书文号|文书号码?",
        "party": r"(?:行政)?(?:被)?(?:处罚|行政)?(?:相对人|当事人|处罚人|处罚对象|处罚单位)(?:的)?(?:名称|姓名|名称或姓名|姓名或名称|姓名\(名称\))?"
        r"|行政相对人名称|(?:被处罚)?(?:企业|单位)(?:名称|\(个人\)名称)|(?:违法)?(?:企业|单位)名称(?:或(?:自然人)?姓名)?|名称或姓名",
        "fact": r"(?:主要)?违法(?:行为)?(?:事实|情况)|处罚事由|案由|案件名称|(?:主要)?违法行为|违法违规事实|处罚事实",
        "basis": r"(?:行政)?处罚(?:的)?(?:法律)?依据|(?:法律|执法|适用)依据|处罚(?:的)?种类和依据",
        "content": r"(?:行政)?处罚(?:的)?(?:内容|结果|决定|措施|决定内容)(?:\d|[一二])?|处理结果|履行方式和期限",
        "organ": r"(?:作出)?(?:行政)?(?:处罚|执法|决定)(?:的)?(?:行政)?(?:机关|部门|单位|主体)(?:名称)?|作出处罚(?:决定)?的?(?:机关|部门)(?:名称)?|办案机构",
        "decided": r"(?:作出)?(?:行政)?(?:处罚)?(?:决定)(?:书)?(?:的)?(?:日期|时间)|处罚(?:决定)?(?:日期|时间)|作出(?:行政)?处罚(?:决定)?(?:的)?(?:日期|时间)|处罚生效期",
        "violation": r"违法(?:行为)?类型",
        "kind": r"(?:行政)?处罚(?:的)?(?:种类|类别|类型)(?:\d|[一二])?",
        "published": r"(?:信息|首次|网上)?(?:公示|公开|公布|发布|上网)(?:起始|开始|起止)?(?:日期|时间|期限|期)(?:起)?|公示起始日|公示起",
        "": r"统一社会信用代码|法定代表人.{0,8}|住所.{0,6}|地址|联系.{0,4}|证件(?:类型|号码)|身份证.{0,4}|备注|序号|数据来源.{0,4}|处罚有效期|公示截止(?:期|日期)|注册号",
    },
    long=frozenset(("fact", "basis", "content")),
)
_TITLE = re.compile(
    r"处罚决定|处罚(?:结果|信息|案件|情况)?(?:的)?(?:公示|公开|公告|公布)|处罚(?:信息|案件信息|公示表|一览表|结果)|双公示"
    r"|罚(?:决)?字?\s?[〔\[［【（(]\s?20\d{2}"
)
_OTHER = re.compile(
    r"裁量|基准|目录|清单|流程|程序|办法|规定|细则|告知|听证|送达|撤销|案卷|评查|培训|统计|总结|解读|制度|指南|指引|工作|标准|依据|权责|方案|"
    r"责令|催告|许可|典型案例|信用修复|履行(?:情况|完毕|结果)|执行(?:情况|完毕|结果|公告)|强制执行|缴纳(?:情况|罚款)|整改情况|结案|加处罚款"
)
_NEWS = re.compile(r"召开|开展|举办|举行|组织|推进|落实|加强|严厉|集中|部署|曝光台")
_NUMBER: Final = r"(?:[（(][一-鿿]{1,4}[）)]\s?)?[一-鿿]{0,12}(?:罚|处|决|简|当)[一-鿿]{0,6}\s?[〔\[［【（(]\s?20\d{2}\s?[〕\]］】）)]\s?(?:第\s?)?[\dA-Za-z\-]{1,16}\s?号"
# The words of a decision told in paragraphs.
_PROSE: Final[tuple[tuple[Element, re.Pattern[str]], ...]] = (
    ("number", re.compile(_NUMBER)),
    ("fact", re.compile(r"(?:经(?:依法)?(?:查|调查|核查|检查|审理)(?:明|实|发现)?|现查明|违法事实|存在[^。]{2,30}(?:违法|行为))[^。]{6,}")),
    ("basis", re.compile(r"(?:违反|依据|根据|依照|按照)(?:了)?[^。]{0,10}《[^》]{4,60}》[^。]{0,20}第[一-鿿\d]{1,9}条")),
    ("content", re.compile(
        r"(?:决定|给予|作出|处以|处|并处)[^。]{0,40}?(?:如下(?:行政)?处罚|罚款|没收|警告|通报批评|吊销|暂扣|责令|拘留|降低资质|限制|关闭)[^。]{0,60}")),
)  # fmt: skip
# A letter's salutation: the party alone in a line, before what is decided.
_SALUTED = re.compile(r"^[ \u3000]*(?P<party>[一-鿿（）()*＊×某○A-Za-z\d·]{2,40})[ \u3000]*[:：][ \u3000]*$", re.MULTILINE)
_NO_PARTY = re.compile(r"如下|公示|公告|公开|事实|依据|证据|内容|机关|日期|时间|处罚|决定|附件|情况|当事人|规定|说明|各[位有]|部门|单位$|要求|途径|方式|救济|结果|认为|查明|名称|姓名|地址|电话")
_PARTY = re.compile(
    r"(?:被处罚(?:人|单位)|当事人|违法(?:单位|人)|相对人)(?:名称|姓名)?\s?[:：]?\s?(?P<party>[^\s，。；,;:：（(]{2,40})"
)
_ORGAN: Final = r"[一-鿿]{2,30}(?:局|委员会|政府|办事处|大队|支队|总队|队|中心|站|所|委)"
_SIGNED = re.compile(
    rf"^[ \u3000]*(?P<organ>{_ORGAN})[ \u3000]*(?:[（(][^（）()\n]{{0,8}}[）)][ \u3000]*)?(?=$|[12二]\S{{3}}年)",
    re.MULTILINE,
)
_FIRM = re.compile(
    r"公司|厂|店|部|行|中心|合作社|院|校|馆|站|场|园|社|所|企业|商行|超市|铺|室|局|会|馆|屋|吧|城|酒|餐|经营"
)
_PERSON = re.compile(r"[一-鿿]{1,2}[某*＊×xX○]{1,3}[一-鿿]{0,1}|[一-鿿]{2,4}")
_MASKED = re.compile(r"[某*＊×○]|[xX]{1,2}")
_TAIL: Final = 400  # characters at the end in which organ and day stand
_BEFORE_NUMBER = re.compile(r".*(?:决定书?|公示|公告|公开|关于|信息)(?=[（(一-鿿])")
_NONE = re.compile(r"(?:无|没有|未(?:作出|产生|发生|实施|形成))(?:任何)?[^。；\n，,]{0,12}(?:行政)?处罚[^。；\n]{0,20}")
_LONG: Final = 300
_READABLE: Final = 3  # elements without which nothing is said of a decision: it may stand in a file or a picture
_FEW: Final = 2  # elements a labelled decision may lack before it is taken for prose
_LEAST: Final = 4  # elements that make a decision of a page whose title does not say so


@dataclass(frozen=True, slots=True)
class Penalty:
    """One decision, its elements as published. ``decided`` and ``published`` are days, None when not told or not readable.

    ``unclear`` are elements not found in a text that may tell them in other words: nobody may say that they are missing.
    """

    number: str
    party: str
    fact: str
    basis: str
    content: str
    organ: str
    decided: date | None
    published: date | None
    missing: tuple[Element, ...]
    unclear: tuple[Element, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def party_is(self) -> Literal["person", "organisation", "unknown"]:
        """By its name alone: a person's is short and holds no word of a firm."""
        if not self.party or len(self.party) > 40:
            return "unknown"
        if _FIRM.search(self.party):
            return "organisation"
        return "person" if _PERSON.fullmatch(self.party) else "unknown"

    @property
    def name_is_masked(self) -> bool:
        return bool(_MASKED.search(self.party))


@dataclass(frozen=True, slots=True)
class Penalties:
    """What a page or a file publishes of decisions on penalties, and where it shows personal numbers unmasked.

    ``says_none`` is the sentence that says there were none (本月无行政处罚决定), '' when none says so.
    """

    state: State
    cause: str = ""
    decisions: tuple[Penalty, ...] = ()
    personal: tuple[PersonalNumber, ...] = ()
    says_none: str = ""
    noted: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.noted, *(each for decision in self.decisions for each in decision.passages))


def read_penalties(title: str, text: str, published: date | None) -> Penalties:
    """Read the body of a page. ``published`` is the page's day, for decisions that state none of their own."""
    words, personal = hidden(text[:MAX_TEXT])
    says = title_says_decision(title)
    if says is False:
        return Penalties("absent")
    found = [_of_record(record, published) for record in records_in_text(words, _VOCABULARY)]
    found = [each for each in found if len(each.missing) <= len(ELEMENTS) - _READABLE]
    none = _NONE.search(words)
    if says and not found and none and len(words.strip()) < _LONG and not re.search(_NUMBER, words):
        where = kept(sentence_around("none", words, *none.span()))
        return Penalties("read", says_none=where[0].quote, personal=personal, noted=where)
    if len(found) <= 1:
        prose = _of_prose(title, words, published, found[0] if found else None)
        found = [prose] if says or (len(prose.missing) <= len(ELEMENTS) - _LEAST and "处罚" in words) else []
    elif not says and not any(each.number or "处罚" in title for each in found):
        found = []
    if not found:
        return Penalties("absent")
    if len(found[0].missing) + len(found[0].unclear) > len(ELEMENTS) - _READABLE:
        return Penalties("unreadable", "正文没有读出处罚决定，可能在附件或图片中", personal=personal)
    return Penalties("read", decisions=tuple(found), personal=personal)


def read_penalty_tables(title: str, tables: Sequence[FileTable], published: date | None) -> Penalties:
    """Read the tables of a file: a row for each decision, or one decision in pairs of cells."""
    if title_says_decision(title) is False:
        return Penalties("absent")
    shown, personal = hidden_tables(tuple(tables))
    found = [_of_record(record, published) for record in records_in_tables(shown, _VOCABULARY)]
    found = [each for each in found if len(each.missing) <= len(ELEMENTS) - _READABLE]
    return Penalties("read" if found else "absent", decisions=tuple(found), personal=personal if found else ())


def title_says_decision(title: str) -> bool | None:
    """True: a decision or a list of them; False: something else about penalties; None: the title does not tell."""
    plain = re.sub(r"\s+|《[^《》]{0,100}》", "", title[:300])
    if re.search(_NUMBER, plain) and not re.search("告知|送达|撤销|催告|听证|履行(?:情况|完毕|结果)|执行(?:情况|完毕|结果|公告)|强制执行|缴纳(?:情况|罚款)|整改情况|结案|信用修复|加处罚款", plain):
        return True
    if _OTHER.search(plain):
        return False
    if _NEWS.search(plain) and "公示" not in plain:
        return False
    return True if _TITLE.search(plain) else None


# ---- labelled


def _of_record(record: Record, published: date | None) -> Penalty:
    told = {name: value for name, value in record.items() if value.is_filled}
    for name, weaker in (("fact", "violation"), ("content", "kind")):
        if name not in told and weaker in told:
            told[name] = told[weaker]
    words = {name: _line(value.words) for name, value in told.items()}
    # 处罚决定日期：2023年5月 is told, and read as no day.
    return _penalty(
        words,
        published=_first_day(words["published"]) if "published" in words else published,
        missing=tuple(element for element in ELEMENTS if element not in told),
        passages=kept(*(value.passage(name) for name, value in told.items() if name)),
    )


def _penalty(
    words: Mapping[str, str],
    *,
    published: date | None,
    missing: tuple[Element, ...],
    unclear: tuple[Element, ...] = (),
    passages: tuple[Passage, ...],
) -> Penalty:
    return Penalty(
        number=words.get("number", ""),
        party=words.get("party", ""),
        fact=words.get("fact", ""),
        basis=words.get("basis", ""),
        content=words.get("content", ""),
        organ=words.get("organ", ""),
        decided=read_date(words.get("decided", "")),
        published=published,
        missing=missing,
        unclear=unclear,
        passages=passages,
    )


def _first_day(words: str) -> date | None:
    """The day a decision was made public: of a period (公示期限：…至…) its first one, of an end alone none."""
    if day := read_date(words):
        return day
    days = find_dates(words)
    return days[0][0] if len(days) > 1 else None


def _line(words: str) -> str:
    return " ".join(words.split())


# ---- told in paragraphs


def _of_prose(title: str, text: str, published: date | None, labelled: Penalty | None) -> Penalty:
    """A decision as written by the organ; what labels told already stands."""
    places: list[Passage] = list(labelled.passages) if labelled else []
    told = {each.what: _line(each.quote) for each in places}
    for element, where in _prose(text):
        if element not in told:
            told[element] = _line(where.quote)
            places.append(where)
    if "number" not in told and (number := re.search(_NUMBER, re.sub(r"\s+", "", title))):
        told["number"] = number.group()
    missing = tuple(element for element in ELEMENTS if element not in told)
    # Labels for nearly everything leave nothing to be told in other words; a long text without them may.
    is_sure = len(text.strip()) < _LONG or (labelled is not None and len(labelled.missing) <= _FEW)
    if "number" in told:
        told["number"] = _BEFORE_NUMBER.sub("", told["number"])
    return _penalty(
        told,
        published=labelled.published if labelled else published,
        missing=missing if is_sure else (),
        unclear=() if is_sure else missing,
        passages=kept(*places),
    )


def _prose(text: str) -> Iterator[tuple[Element, Passage]]:
    if ((party := _PARTY.search(text)) and (where := passage("party", text, *party.span("party")))) or ((saluted := next((s for s in _SALUTED.finditer(text) if not _NO_PARTY.search(s["party"])), None)) and (
        where := passage("party", text, *saluted.span("party"))
    )):
        yield "party", where
    for element, pattern in _PROSE:
        if match := pattern.search(text):
            around = (
                passage("number", text, *match.span())
                if element == "number"
                else sentence_around(element, text, *match.span())
            )
            if around:
                yield element, around
    offset = max(len(text) - _TAIL, 0)
    for start, end in reversed([span[1:] for span in find_dates(text[offset:])]):
        # The day under the signature stands alone, or behind the organ: 公示日期：… is another day.
        line = text[text.rfind("\n", 0, offset + start) + 1 : offset + start]
        if not line.strip() or re.fullmatch(rf"\s*{_ORGAN}\s*", line):
            if where := passage("decided", text, offset + start, offset + end):
                yield "decided", where
            break
    signed = next(reversed(list(_SIGNED.finditer(text, offset))), None)
    if signed and (where := passage("organ", text, *signed.span("organ"))):
        yield "organ", where
