"""What a name means: the kind of column it stands for, and the names that stand for none.

The words are those of ``crawler.vocabulary``; here is only how portals vary them, and what must never pass for a column.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.vocabulary import KINDS

_MARKS = re.compile(r"[\s>》»›·•●|:,。;\[\]【】<《\"“”'‘’+…!]+")
_MORE = re.compile(r"(?:更多|more)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d年?度?")
_OWN_LEVEL = re.compile(r"^(?:区本级|县本级|本级|本[区县市]|我[区县市]|[区县]级|[区县旗](?=政府))")
_LOOSE_END = re.compile(r"(?:专栏|专区|专题|平台|信息公开|公开|信息|公示|公告|情况|栏目)$")
_AND = re.compile(r"[、和与及/]")
_TOKENS = re.compile(r"[a-z]+\d*")
_IDLE_PARTS: Final = frozenset(
    ("index", "list", "xlist", "default", "html", "htm", "shtml", "col", "column", "common_list", "jsp", "php", "aspx")
)
# 吉林省安图县林业局 names its own place; 省政府文件 names another's documents.
_UPPER = re.compile(r"国务院|中央|上级|国家|全国|部委|(?:省|自治区)(?![\u4e00-\u9fff]{1,8}[市州盟县区旗])|中国政府网")
_CITY = re.compile(r"^市(?:级|政府|人民政府|委|直)|市级|市政府|市人民政府|市委市政府")
_NO_COLUMN = re.compile(
    r"专题|政务服务|办事服务|网上办事|在线办事|办事指南|便民服务|公共服务平台|一网通办|搜索|检索|登录|注册|下载|数据开放|无障碍|手机版|客户端|友情链接|English",
    re.IGNORECASE,
)
_NO_COLUMN_PARTS: Final = frozenset(
    ("search", "jsearch", "so", "query", "login", "register", "zwfw", "bsfw", "wsbs", "ztzl", "zhuanti", "download", "rss", "wap", "sousuo")
)  # fmt: skip
_ARTICLE_TITLE = re.compile(
    r"关于|印发|的(?:通知|公告|通告|意见|决定|批复|复函|函|通报|公示|报告|方案|办法|规定|请示|答复|说明|解读)$|[〔\[(](?:19|20)\d\d[〕\])]|第\d{1,4}号"
)
_PAGER = re.compile(r"第?[\d<>«»‹›.\s]*页?|[上下前后]一?[页篇条].{0,2}|[首末尾]页|>+|返回.{0,4}")
_DISCLOSURE = re.compile(r"(?:信息|政务|主动|办事)公开|公开目录|公开内容|公开事项")
_MAX_COLUMN_NAME: Final = 16
# Names that portals make at will (福彩要闻, 局长信箱, 网上留言): the word at the end says what the column is for.
_MADE: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(?!.*(?:国内|国际|省内|市内|全国|全省|全市|中央|上级|外地)).{1,6}要闻"), "news"),
    (re.compile(r".{1,5}信箱"), "letters"),
    (re.compile(r"(?:我要|网上|在线|公众|群众|咨询)?(?:投诉|留言|写信|诉求)(?:平台|窗口|举报|建议|咨询)?"), "letters"),
)
# Names that matters of other kinds share (法治政府建设年度报告): what the column lists must bear them out.
_VAGUE: Final = frozenset(("年度报告",))


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind that a name stands for. ``exact`` when the vocabulary has the name, ``short`` when it is a plain word (教育) or vague."""

    kind: str
    exact: bool
    short: bool = False


def plain(text: str) -> str:
    """``text`` without blanks, ornaments, 更多 and a leading year; full-width signs as plain ones."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return _YEAR.sub("", _MORE.sub("", bare))


@lru_cache(maxsize=50_000)
def meaning(text: str) -> Meaning | None:
    """The kind that ``text`` names as a whole; None for everything else, and for what two kinds share."""
    name = plain(text)
    if not 2 <= len(name) <= _MAX_COLUMN_NAME:
        return None
    names = _names()
    for form in _forms(name):
        if kind := names.get(form):
            return Meaning(kind, True, len(form) <= 2 or form in _VAGUE)
    if kind := next((kind for pattern, kind in _MADE if pattern.fullmatch(name)), ""):
        return Meaning(kind, True, len(name) <= 2)
    parts = {names.get(part, "") for part in _AND.split(name)}
    if len(parts) == 1 and (kind := parts.pop()):
        return Meaning(kind, True)
    return _loosely(name)


def is_field(text: str) -> bool:
    """Whether ``text`` is a plain word for a public field (教育): a column only among columns."""
    return len(plain(text)) <= 2


def is_disclosure(text: str) -> bool:
    """Whether ``text`` names the disclosure part of a portal, below which there are columns and nothing else."""
    return bool(_DISCLOSURE.search(plain(text))) and not is_no_column(text)


def also_final_accounts(text: str) -> bool:
    """Whether a name stands for budgets and final accounts at once (预决算公开, 预算/决算)."""
    return bool(re.search(r"预.{0,3}决算", plain(text)))


def slug_kind(url: str) -> tuple[str, str]:
    """(kind, slug) of the last speaking part of an address; ('', '') when it says nothing."""
    parts = [part for part in unquote(urlsplit(url).path).lower().split("/") if part]
    for part in reversed(parts[-3:]):
        tokens = [token for token in _TOKENS.findall(part) if token not in _IDLE_PARTS]
        if not tokens:
            continue
        last = tokens[-1].rstrip("0123456789")
        return next(
            ((kind, slug) for slug, kind in _slugs() if last == slug or (len(slug) >= 5 and last.startswith(slug))),
            ("", ""),
        )
    return "", ""


def is_upper_level(text: str, district: bool, own: tuple[str, ...]) -> bool:
    """Whether ``text`` names the documents of a higher level: state, province and, for a ``district``, its city.

    ``own`` are the site's own names, longest first; they may hold the province's name.
    """
    rest = plain(text)
    for name in own:
        rest = rest.replace(plain(name), "")
    return bool(_UPPER.search(rest) or (district and _CITY.search(rest)))


def is_no_column(text: str) -> bool:
    """Whether ``text`` names a service, a search, a topic page or a tool of the site."""
    return bool(_NO_COLUMN.search(text))


def is_no_column_address(url: str) -> bool:
    """Whether the address is that of a search, a service hall or a topic page."""
    parts = urlsplit(url)
    words = set(re.split(r"[^a-z0-9]+", parts.path.lower()))
    return bool(words & _NO_COLUMN_PARTS) or bool(
        re.search(r"(?:^|&)(?:q|keyword|keywords|searchword|wd)=", parts.query.lower())
    )


def is_pager(text: str) -> bool:
    """Whether a link so called leads to another page of the same list, or back. A link without words may lead anywhere."""
    return bool(text) and bool(_PAGER.fullmatch(text))


def is_article_title(text: str) -> bool:
    """Whether ``text`` is what an item is called."""
    name = unicodedata.normalize("NFKC", text)
    if meaning(name):
        return False
    return len(plain(name)) > _MAX_COLUMN_NAME or bool(_ARTICLE_TITLE.search(name))


def speaks_of(title: str, kind: str) -> bool:
    """Whether an item's title holds a name of ``kind``."""
    bare = plain(title)
    return any(len(name) >= 3 and name not in _VAGUE and name in bare for name in _names_of(kind))


def _forms(name: str) -> tuple[str, ...]:
    shorter = name.replace("人民政府", "政府")
    return tuple(dict.fromkeys((name, shorter, _OWN_LEVEL.sub("", shorter))))


def _loosely(name: str) -> Meaning | None:
    rest = name
    for _ in range(2):
        rest = _LOOSE_END.sub("", rest)
        if kind := _names().get(rest):
            return Meaning(kind, False, len(rest) <= 2)
    return None


@cache
def _names() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for kind, entry in KINDS.items():
        for name in (entry.label, *entry.names):
            found.setdefault(plain(name), set()).add(kind)
    return {name: kinds.copy().pop() for name, kinds in found.items() if len(kinds) == 1}


@cache
def _names_of(kind: str) -> tuple[str, ...]:
    return tuple(plain(name) for name in (KINDS[kind].label, *KINDS[kind].names))


@cache
def _slugs() -> tuple[tuple[str, str], ...]:
    """(slug, kind), longest slug first: gfxwjql is not gfxwj."""
    pairs = [(slug, kind) for kind, entry in KINDS.items() for slug in entry.slugs]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
