"""处罚决定要素不全：公布的行政处罚决定没有写明当事人、处罚内容、处罚机关等。

依据：行政处罚法第三十九条、第四十八条；国办发〔2018〕118号（执法机关、执法对象、执法类别、执法结论）；决定书文号、事实、依据、日期见于各地公示表，凭经验掌握。
判定：七项（决定书文号、当事人、违法事实、处罚依据、处罚内容、处罚机关、决定日期）都写明的，为合规；当事人、处罚内容、处罚机关有缺的，为有问题；
只缺其他项的，为待核验。每条信息一个结果，合规的合并为一个。
页面标注的来源、文号、成文日期，标题中的文号，都算写明；隐去姓名的当事人算写明；换了栏名、但正文有相应字样（罚款、《…》、日期等）的，不认定缺项。
无法判定：栏目没有看全而未见决定；决定只在未读到的附件、图片里；正文是叙述，可能换了说法的，不据以认定缺项。
不涉及：没有处罚决定的，不适用；写明本期无处罚决定的，为已说明。写得对不对；个人号码是否隐去（见 unmasked_person）；公布是否及时（见 late_penalty）。
怎么改：按公示表逐项补齐后重新发布。
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.elements import MAX_TEXT
from crawler.extract.punishment import ELEMENTS, Element
from rules.checks._columns import searched
from rules.checks._oversight import why_unread
from rules.checks._penalties import Docket, Shown, docket
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, stated, suspect, unknown

version = 2

_CORE: Final[frozenset[Element]] = frozenset(("party", "content", "organ"))
# What shows that an element may be told under a label we do not know: nobody may say then that it is missing.
_SIGNS: Final[dict[Element, re.Pattern[str]]] = {
    "number": re.compile(r"[〔\[［【（(]\s?20\d{2}\s?[〕\]］】）)]"),
    "party": re.compile(
        r"(?:当事人|相对人|处罚人|单位|企业|主体|名称|姓名|对象|经营者|业主|驾驶人|车主)[^\n]{0,16}?[:：\t][ \t]{0,4}\S|[一-鿿]{2,}(?:公司|合作社|经营部|诊所|卫生[室站院]|门诊部|药店|药房|超市|酒店|宾馆|饭店|餐馆|餐厅|商行|幼儿园)"
        r"|(?:对|给予|责令)(?!外|社会)[一-鿿*＊×某○·]{2,24}?(?:作出|进行|实施|予以|处以|罚款|警告|行政处罚)"
        r"|(?:当事人|相对人|处罚人|姓名|名称)[^\n。]{0,12}?[*＊×某○]"
    ),
    "fact": re.compile(r"违法|违反|违规|案由|事由|擅自|未按|未经|未取得"),
    "basis": re.compile(r"《[^》\n]{3,60}》"),
    "content": re.compile(r"罚款|没收|警告|吊销|责令|暂扣|拘留|通报批评|停产|停业|关闭|不予(?:行政)?处罚|免予"),
    "organ": re.compile(r"[一-鿿]{2,}(?:局|委员会|政府|大队|支队)"),
    "decided": re.compile(r"20\d{2}\s?[年./\-]\s?\d{1,2}\s?[月./\-]"),
}
_BLANKS: Final = re.compile(r"(?<=[一-鿿])[ \u3000\xa0]+(?=[一-鿿：:])")  # 当 事 人
_FIRMS: Final = r"公司|合作社|经营部|诊所|医院|卫生[室站院]|门诊部|药店|药房|超市|商店|酒店|宾馆|饭店|餐馆|餐厅|食堂|火锅店|小吃店|商行|厂|学校|幼儿园|培训中心|工作室|个体工商户|[*＊×某○]"
# What a title tells: 区卫生健康局关于对样本区安康诊所罚款二千元的行政处罚决定.
_TITLES: Final[dict[Element, re.Pattern[str]]] = {
    "party": re.compile(
        rf"(?:关于|局|委|对|给予)(?:对|给予)?[一-鿿（）()\dA-Za-z*＊×○·]{{0,24}}(?:{_FIRMS})|^[一-鿿（）()\dA-Za-z*＊×○·]{{0,24}}(?:{_FIRMS})"
        r"|(?<![针面校核])对(?!外|社会)[一-鿿*＊×○·]{2,24}?(?:的|作出|进行|实施|予以|处以|处罚|行政处罚|罚款|警告|违|未|擅自|涉嫌)|给予[一-鿿*＊×○·]{2,24}?(?:罚款|警告|行政处罚)"
        r"|[（(:：\-—_][一-鿿*＊×○·]{2,24}[）)]?$"
    ),
    "content": re.compile(r"罚款|没收|警告|吊销|责令|暂扣|拘留|通报批评|停产|停业|关闭|不予(?:行政)?处罚|免予"),
    "organ": re.compile(r"[一-鿿]{1,24}(?:局|委员会|卫健委|发改委|教委|政府|办事处|大队|支队|总队|执法队|分局|水政|海事处|管理处|监督所)(?!限)"),
}
# The page itself says that it gives no more than a part, or corrects another.
_PARTIAL: Final = re.compile(r"更正|勘误|补正|摘要|节选|简表|不予(?:行政)?处罚|(?:全文|原文|详情|决定书|具体内容|详细)[^。\n]{0,12}(?:见|请[点查]|点击|链接|附件|下载)|(?:详见|见)(?:附件|链接|下文|附表|图)")
_TOLD: Final = 30


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("penalty",)) -> list[Verdict]:
    seen = docket(corpus, duty, kinds, duty.applies_from)
    short = [(each, lacking) for each in seen.read if (lacking := _lacking(corpus, each))]
    short.sort(key=lambda pair: (not set(pair[1]) & _CORE, pair[0].article.identity))
    verdicts = [_one(corpus, each, lacking) for each, lacking in short[:_TOLD]]
    if not verdicts or len(short) < len(seen.read):
        verdicts.append(_others(corpus, duty, kinds, seen, len(short)).about(f"penalty:{duty.year}"))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _lacking(corpus: Corpus, shown: Shown) -> tuple[Element, ...]:
    """What any decision of an item surely lacks, in the order of the elements."""
    missing = {element for decision in shown.decisions for element in decision.missing}
    missing -= _on_page(shown.article)
    text = _without_title(shown, contents(corpus, shown.article).text[:MAX_TEXT]) if missing else ""
    text = f"{text}\n{_BLANKS.sub('', text)}"
    missing = {element for element in missing if not _SIGNS[element].search(text)}
    return tuple(element for element in ELEMENTS if element in missing)


def _without_title(shown: Shown, text: str) -> str:
    """The text without what every such page says in its heading: 行政处罚决定公示."""
    return re.sub(r"(?:违法|行政)?(?:行为)?处罚(?:决定|信息|案件)[^\n]{0,12}?(?:公示|公告|公开|如下)", "", text.replace(shown.article.title, ""))


def _on_page(article: Article) -> set[Element]:
    """What the page around the body tells of every decision on it."""
    told: set[Element] = set()
    if article.source or article.issuer:
        told.add("organ")
    if article.doc_number or re.search(r"[〔\[［【（(]\s?20\d{2}\s?[〕\]］】）)]", article.title):
        told.add("number")
    if article.written:
        told.add("decided")
    title = "".join(article.title.split())
    told |= {element for element, pattern in _TITLES.items() if pattern.search(title)}
    return told


def _doubt(corpus: Corpus, article: Article) -> str:
    """Why more of a decision may stand where nobody read it; '' when the page is all there is."""
    said = contents(corpus, article)
    if why := why_unread(said):
        return f"{why}，可能写在其中"
    if article.media:
        return "页面带有图片，可能写在图片里（如印章、决定书照片）"
    found = _PARTIAL.search(f"{article.title}\n{said.text[:MAX_TEXT]}")
    return f"页面写有“{found.group()[:20]}”，可能不是完整的决定" if found else ""


def _one(corpus: Corpus, shown: Shown, lacking: Iterable[Element]) -> Verdict:
    article = shown.article
    lacking = tuple(lacking)
    names = "、".join(ELEMENTS[element] for element in lacking)
    count = f"（共 {len(shown.decisions)} 件）" if len(shown.decisions) > 1 else ""
    told = f"《{article.title}》{count}未见{names}"
    quote = next((p.quote for d in shown.decisions for p in d.passages), "")
    advice = f"补充{names}后重新发布。"
    doubt = _doubt(corpus, article) if set(lacking) & _CORE else ""
    if set(lacking) & _CORE and not doubt:
        verdict = gap(told, of_article(article, quote), defect=Defect.MISSING_ELEMENT, advice=advice)
    else:
        verdict = suspect(
            f"{told}；{doubt}" if doubt else told, of_article(article, quote), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"该决定的{names}是否写在别处？", advice=advice,
        )  # fmt: skip
    days = [decision.decided for decision in shown.decisions if decision.decided]
    return verdict.about(article.identity, event=min(days, default=article.published))


def _others(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], seen: Docket, short: int) -> Verdict:
    left = f"；另有 {len(seen.unread)} 条没有读到" if seen.unread else ""
    cut = "（只看最近的）" if seen.is_cut else ""
    if seen.read:
        whole = len(seen.read) - short
        unclear = sum(any(decision.unclear for decision in each.decisions) for each in seen.read)
        note = f"，其中 {unclear} 条是叙述体，个别项可能换了说法，未认定" if unclear else ""
        return met(
            f"{whole} 条处罚决定信息{cut}的各项要素未见缺漏{note}{left}", of_article(seen.read[-1].article)
        )
    if seen.unread:
        first = seen.unread[0]
        return unknown(
            f"{len(seen.unread)} 条处罚信息没有读到：《{first.article.title}》{first.why}", of_article(first.article)
        )
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    if none := seen.none_said:
        return stated(f"已说明没有处罚决定：{none.says_none}", of_article(none.article, none.says_none))
    return not_applicable(f"本期未见触发事项：{duty.applies_from} 以来栏目中没有处罚决定")
