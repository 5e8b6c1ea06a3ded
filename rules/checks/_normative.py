"""The normative documents of the portal (or of one unit), and what their pages say of validity."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.seen import number_key

Scope = Literal["portal", "unit"]

# What stands in such a column and is no document whose validity could be shown …
_NEVER = re.compile(r"^中华人民共和国|征求意见|意见稿|草案|解读|图解|一图|问答|答记者问|起草说明|清理|统一查询")
_NO_DOCUMENT = re.compile(
    r"表彰|批复|成立.{0,30}(?:指挥部|领导小组|委员会|专班)|放假|(?:政府|年度)工作报告|分工|分解.{0,8}任务|征收.{0,12}(?:公告|决定)|预公告|管制|统计表|统计公报"
    r"|备案审查|工作要点|通报|授予|调整.{0,30}(?:成员|指挥部|领导小组)|收回.{0,10}使用权|任职|免职|函$"
)
# … and what is none unless it is called one all the same (…公示办法, …会议制度).
_SELDOM = re.compile(r"目录|清单|公示|名单|会议|任免|任命|招聘|培训|动态|情况说明|年度报告")
_CALLED_ONE = re.compile(
    r"(?:办法|规定|细则|规则|标准|意见|方案|措施|制度|规程|规范)(?:[（(][^（）()]{1,8}[）)])?[》〉]?(?:等.{1,8})?(?:的(?:通知|通告|公告|决定))?$"
)
_FROM_ABOVE = re.compile(
    r"^(?:中共中央|国务院|全国人大|国家|财政部|[\u4e00-\u9fa5]{2,10}部(?=关于|办公厅|等)|[\u4e00-\u9fa5]{2,3}(?:省|自治区)(?:人民政府|政府|[\u4e00-\u9fa5]{1,10}[厅局委办]))"
)
# 示例市养犬管理办法; 区 and 县 may be this one, and 城市, 超市 are no places.
_ABOVE_PLACE = re.compile(
    r"[\u4e00-\u9fa5]{2,5}(?<![城超都夜菜集门上])(?:省|自治区|市|州)(?!场|民|政|容|区[\u4e00-\u9fa5]{0,4}(?:内|划))"
)
_IN_TEXT = re.compile(
    r"(?:有效性|时效性|时效|效力状态|效力|文件状态|状态)[:：\s]{0,4}(?P<told>(?:现行|继续|全文)?有效|失效|废止|已废止|已修改|部分失效)"
)
_NUMBERS = re.compile(r"[\u4e00-\u9fa5]{1,12}\s?[〔\[［【（(]\s?(?:19|20)\d{2}\s?[〕\]］】）)]\s?第?\s?\d{1,5}\s?号")
_MAX_TEXT: Final = 200_000
_HEAD: Final = 400  # where a page shows its marks
_IN_TITLE = re.compile(
    r"[【\[（(〔](?:已)?(?:现行有效|继续有效|有效|废止|失效|已修改|部分失效|部分有效|尚未施行)[】\]）)〕]"
)
_ENDED_IN_TITLE = re.compile(r"[【\[（(〔](?:已|全文|宣布|此文件已)?(?:废止|失效|作废|停止执行|停用)[】\]）)〕]")
_MARKED_VALID = re.compile(r"(?:现行|继续|全文|仍然)?有效|是|正在执行|在用")


def columns_of(corpus: Corpus, unit: str, kinds: tuple[str, ...], scope: Scope) -> tuple[SeenColumn, ...]:
    """The columns judged: the portal's own, or the unit's own."""
    return corpus.columns("", kinds) if scope == "portal" else corpus.own_columns(unit, kinds)


def documents(corpus: Corpus, columns: tuple[SeenColumn, ...], kinds: tuple[str, ...]) -> list[Article]:
    """Every item of ``columns`` that is a normative document of this place, whoever issued it."""
    ids = {column.id for column in columns}
    places = corpus.site.district_names
    return [a for a in corpus.articles(None, kinds) if ids & set(a.columns) and is_document(a.title, places)]


def is_document(title: str, places: Iterable[str] = ()) -> bool:
    """Whether a title is that of a document: drafts, explanations, lists and what higher levels issued are not asked."""
    plain = re.sub(r"\s", "", title)
    if _NEVER.search(plain):
        return False
    lead = re.sub(r"^(?:[【\[（(〔][^】\]）)〕]{0,8}[】\]）)〕]|关于|转发|印发|[《“])*", "", plain)
    if not any(lead.startswith(place) for place in places) and (_FROM_ABOVE.match(lead) or _ABOVE_PLACE.match(lead)):
        return False
    return not (_SELDOM.search(plain) or _NO_DOCUMENT.search(plain)) or bool(_CALLED_ONE.search(plain))


def validity_mark(article: Article, text: str = "") -> str:
    """What the page, the title, a file's name or (when given) the head of the text says of validity, verbatim; ''."""
    if article.validity.strip():
        return article.validity.strip()
    head = text[:_HEAD]
    for words in (article.title, *(attachment.name for attachment in article.attachments), head):
        if found := _IN_TITLE.search(words):
            return found.group()[1:-1]
    told = _IN_TEXT.search(head)
    return told["told"] if told else ""


def cites(text: str, number: str) -> bool:
    """Whether a text names a document by its ``number`` (in one spelling), whatever word stands before it."""
    if not number or number.startswith("〔"):
        return False
    return any(number_key(found.group()).endswith(number) for found in _NUMBERS.finditer(text[:_MAX_TEXT]))


def ended_in_title(article: Article) -> str:
    """The mark in a title that says the document has ended (【已废止】), verbatim; ''."""
    found = _ENDED_IN_TITLE.search(article.title)
    return found.group()[1:-1] if found else ""


def is_marked_valid(article: Article) -> bool:
    """Whether the mark says that the document is in force: 有效, 现行有效。, 是（有效）, 有效（有效期至…）."""
    mark = re.sub(r"\s", "", validity_mark(article))
    without = re.sub(r"有效期.*|[（(].*", "", mark)
    inside = re.search(r"[（(](?:现行|继续)?有效[）)]", mark)
    return bool(_MARKED_VALID.fullmatch(without.strip("。.；;")) or inside) and not re.search(r"失效|废止|无效", mark)
