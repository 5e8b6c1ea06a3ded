"""The normative documents of the portal (or of one unit), and what their pages say of validity."""

import re
from typing import Literal

from crawler.archive import Article, Corpus, SeenColumn

Scope = Literal["portal", "unit"]

# What stands in such a column and is no document whose validity could be shown …
_NEVER = re.compile(r"征求意见|意见稿|草案|解读|图解|一图|问答|答记者问|起草说明|清理|统一查询")
# … and what is none unless it is called one all the same (…公示办法, …会议制度).
_SELDOM = re.compile(r"目录|清单|公示|名单|会议|任免|任命|招聘|培训|动态|情况说明|年度报告")
_CALLED_ONE = re.compile(
    r"(?:办法|规定|细则|规则|标准|意见|方案|措施|制度|规程|规范)(?:[（(][^（）()]{1,8}[）)])?[》〉]?(?:等.{1,8})?(?:的(?:通知|通告|公告|决定))?$"
)
_FROM_ABOVE = re.compile(
    r"^(?:中共中央|国务院|全国人大|国家|财政部|[\u4e00-\u9fa5]{2,10}部(?=关于|办公厅|等)|[\u4e00-\u9fa5]{2,3}(?:省|自治区)(?:人民政府|政府|[\u4e00-\u9fa5]{1,10}[厅局委办]))"
)
_IN_TITLE = re.compile(
    r"[【\[（(〔](?:已)?(?:现行有效|继续有效|有效|废止|失效|已修改|部分失效|部分有效|尚未施行)[】\]）)〕]"
)
_MARKED_VALID = re.compile(r"(?:现行|继续|全文|仍然)?有效|是|正在执行|在用")


def columns_of(corpus: Corpus, unit: str, kinds: tuple[str, ...], scope: Scope) -> tuple[SeenColumn, ...]:
    """The columns judged: the portal's own, or the unit's own."""
    return corpus.columns("", kinds) if scope == "portal" else corpus.own_columns(unit, kinds)


def documents(corpus: Corpus, columns: tuple[SeenColumn, ...], kinds: tuple[str, ...]) -> list[Article]:
    """Every item of ``columns`` that is a normative document of this place, whoever issued it."""
    ids = {column.id for column in columns}
    return [a for a in corpus.articles(None, kinds) if ids & set(a.columns) and is_document(a.title)]


def is_document(title: str) -> bool:
    """Whether a title is that of a document: drafts, explanations, lists and what higher levels issued are not asked."""
    plain = re.sub(r"\s", "", title)
    if _NEVER.search(plain) or _FROM_ABOVE.match(plain):
        return False
    return not _SELDOM.search(plain) or bool(_CALLED_ONE.search(plain))


def validity_mark(article: Article) -> str:
    """What the page or the title says of validity, verbatim; '' when nothing."""
    if article.validity.strip():
        return article.validity.strip()
    found = _IN_TITLE.search(article.title)
    return found.group()[1:-1] if found else ""


def is_marked_valid(article: Article) -> bool:
    return bool(_MARKED_VALID.fullmatch(re.sub(r"\s", "", validity_mark(article))))
