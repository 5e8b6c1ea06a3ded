"""规范性文件清理结果的判读：公布了哪几类目录、各有多少件。 Whether a page announces a clean-up, with which lists and counts.

读得出：“关于公布行政规范性文件清理结果的公告”“继续有效的行政规范性文件目录”“关于宣布废止和失效一批规范性文件的决定”；正文的件数、正文列出的条数、
附件名称所说的目录、“未列入目录的一律废止”。
读不出：附件名称看不出是哪一类目录的（nameless），不据以认定缺目录。
不是清理结果：开展清理的通知、解读、新闻、拟废止的公示，收费和证明事项等其他清理。
依据：本年度工作要点（8月底前统一查询）；优化营商环境条例第六十四条。
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from crawler.extract.periods import lines_of
from crawler.extract.place import Passage, kept, passage

version = 4  # 3: remembers where its words stand · 4: 清理结果（2023年） is a result, a list of what is to be repealed is none

Group = Literal["kept", "ended", "changed"]

_RESULT = re.compile(
    r"清理结果|清理(?:工作)?情况的?(?:公告|公示|通告)|(?:保留|修改|修订|废止|失效)[^开展]{0,20}规范性文件的?决定|现行[^开展]{0,12}文件(?:目录|清单|一览)|(?:继续|现行)有效.{0,16}(?:目录|清单)|废止.{0,12}(?:失效|目录|清单)|失效.{0,12}(?:废止|目录|清单)|(?:公布|宣布|关于|决定)(?:废止|失效)"
)
_DOCUMENTS = re.compile(r"规范性文件|政府文件|政策文件|文件")
_STARTS = re.compile(
    r"(?:开展|做好|组织|启动|进行|部署).{0,30}清理|清理(?:工作)?(?:的)?(?:实施)?(?:方案|通知)|关于清理"
)
_ABOUT = re.compile(r"拟(?:予以|宣布|决定)?(?:废止|失效|修改|保留|继续)|解读|图解|一图|问答|起草说明|征求意见|意见稿")
_NEWS = re.compile(r"完成|召开|推进|部署|圆满|有序|扎实|深入|全面|全力|会议|培训|工作动态|成效|报送|上报|汇总")
_FORMAL = re.compile(r"公告|公布|决定|通知|目录|清单|通告|公示|一览表|汇总表|清理结果$")
# A title that ends like an announcement is one, though it contains a word news are fond of (全面清理结果的公告).
_ENDS_FORMALLY = re.compile(r"(?:公告|公示|通告|决定|目录|清单|一览表|汇总表|清理结果)(?:[（(〔\[][^《》]{0,14})?$")
_MAY_HOLD = re.compile(r"清理|目录|废止|失效|有效|立改废|一览表")

_COLLECTION = re.compile(r"[^《》]{0,30}(?:公报|政报|合刊|文件汇编)[^《》]{0,24}")
_BARE_TITLE = re.compile(r"[^关于《》]{0,20}(?:公告|通告|通知|决定|令)(?:[（(〔\[]?[^《》]{0,14})")

_MAX_TEXT: Final = 200_000
_WORDS: Final[dict[Group, str]] = {"kept": r"继续有效|现行有效|保留", "ended": r"废止|失效", "changed": r"修改|修订"}
_NAMED: Final[dict[Group, str]] = {"kept": "继续有效", "ended": "废止失效", "changed": "修改"}
_HEADING_LINES: Final = 3
# A sentence that names documents is no row of a list.
_PROSE: Final = re.compile(r"根据|依据|按照|依照|现将|现予|如下|经[^，。]{0,12}(?:研究|同意|审议|审核)|(?:区|县)?(?:政府|人民政府)决定")
_NAMED_AT_ONCE: Final = re.compile(r"[\s\d.、．,（）()一二三四五六七八九十]{0,8}《")
_MAX_LISTED: Final = 2_000
_LISTED_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fa5]{1,12}\s?[〔\[［【（(﹝]\s?(?:19|20)\d{2}\s?[〕\]］】）)﹞]\s?第?\s?\d{1,5}\s?号"
)
_STATES: Final = r"(?P<word>继续有效|现行有效|保留|废止|失效|修改|修订)"
# 无废止、失效文件: a count of nought. 无修改意见 is none, so 修改 needs its documents.
_NONE = re.compile(
    r"(?:没有|未有|不存在|无)(?:需要|需|应|应当|拟|予以|宣布)?(?:废止|失效)(?:[、和及或](?:废止|失效|修改))?(?:的)?(?:[^，,。；;]{0,8}文件|的?$|情况|情形)"
)
_CELL_STATES: Final[dict[Group, str]] = {
    "kept": r"继续有效|现行有效|有效|保留", "ended": r"废止|失效|宣布(?:废止|失效)|予以废止|拟废止", "changed": r"修改|修订|拟修改|拟修订",
}  # fmt: skip
# 26件宣布继续有效, and not 152件现行有效的文件 (what was looked through).
_COUNTED_FIRST = re.compile(
    rf"(?P<n>\d{{1,4}})\s*[件个部份](?:行政)?(?:规范性文件)?(?:宣布|予以|决定|拟|确认|确定)?{_STATES}(?!的)"
)
_NAMED_FIRST = re.compile(rf"{_STATES}[^\d]{{0,16}}(?P<n>\d{{1,4}})\s*[件个部份]")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|附件|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．])?[^。；;]{0,40}$"
)
_ENTRY = re.compile(r"《[^《》]{2,}|[〔\[［【](?:19|20)\d{2}[〕\]］】]\s*第?\d{1,5}号")
_REST_KEPT = re.compile(
    r"(?:其余|其他|其它|余下|剩余|未(?:列入|纳入)|除[^。；;]{2,60}外)[^。；;]{0,40}(?:继续有效|现行有效|予以保留|继续(?:执行|施行))"
    r"|(?:继续|现行)有效[^。；;]{0,40}(?:查询|查阅|检索|数据库|另行(?:公布|公告))|(?:查询|检索|查阅)[^。；;]{0,24}(?:继续|现行)有效"
)
_NAMES_RESULT = re.compile(
    r"(?:规范性文件|政策文件|政府文件)[^。；;\n]{0,30}(?:清理结果|清理情况|(?:继续|现行)有效[^。；;\n]{0,16}(?:目录|清单))"
    r"|(?:废止|失效|继续有效|保留)[^。；;\n]{0,24}规范性文件[^。；;\n]{0,10}(?:决定|目录|清单|公告|通知)|清理结果[^。；;\n]{0,24}规范性文件"
)
_REST_ENDED = re.compile(
    r"(?:未|不|没有)(?:纳入|列入|在)[^。；;]{0,24}(?:目录|清单|文件)[^。；;]{0,12}(?:废止|失效|停止执行|不再作为)"
)


@dataclass(frozen=True, slots=True)
class Cleanup:
    """一份清理结果：载有哪些目录、正文的件数、正文列出的条数。

    ``lists`` are the groups listed, in the body or by the name of an attachment; ``counts`` what the body says of each group,
    ``listed`` how many entries the body itself lists. ``rest_ended``: 未纳入目录的一律废止. ``nameless``: attachments whose names tell
    nothing, so that a missing list may be there. ``passages`` (a group for its list, ``count_`` and a group for its count,
    rest_ended): where in the body that stands; a list known by the name of its attachment stands nowhere in it.
    """

    lists: frozenset[Group]
    counts: tuple[tuple[Group, int], ...]
    listed: tuple[tuple[Group, int], ...]
    rest_ended: bool
    nameless: bool
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def is_complete(self) -> bool:
        """Whether both what stays and what ends are listed, or the text says that there is none to list."""
        zero = {group for group, n in self.counts if n == 0}
        ended = "ended" in self.lists or "ended" in zero or self.rest_ended
        return ended and ("kept" in self.lists or "kept" in zero)

    @property
    def disagreements(self) -> tuple[tuple[Group, int, int], ...]:
        """Groups whose count and list, both readable, differ: (group, count, listed)."""
        listed = dict(self.listed)
        return tuple((group, n, listed[group]) for group, n in self.counts if group in listed and listed[group] != n)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: its group (None when no heading tells), the document's name and number as written, the row."""

    group: Group | None
    title: str
    number: str
    quote: str


def kind_of_title(title: str) -> Literal["result", "start", "about", ""]:
    """What a title is to a clean-up: its result, the notice that starts it, something about it, or nothing."""
    plain = re.sub(r"\s+", "", title)
    if not re.search(r"清理|有效|废止|失效", plain) or not _DOCUMENTS.search(plain):
        return ""
    if _ABOUT.search(plain):
        return "about"
    if (
        _RESULT.search(plain)
        and (_ENDS_FORMALLY.search(plain) or not _NEWS.search(plain))
        and not re.match(r"关于(?:开展|做好|组织)", plain)
    ):
        return "result" if _FORMAL.search(plain) or _ENDS_FORMALLY.search(plain) else "about"
    return "start" if _STARTS.search(plain) else "about"


def may_be_result(title: str) -> bool:
    """Whether a title says so little (某区人民政府通告) that only the body can tell what it announces."""
    plain = re.sub(r"\s+", "", title)
    return bool(_BARE_TITLE.fullmatch(plain) or _COLLECTION.fullmatch(plain))


def may_hold_lists(title: str) -> bool:
    """Whether a page of such a title may carry the lists of a clean-up, whatever the title makes of itself."""
    plain = re.sub(r"\s+", "", title)
    return bool(_MAY_HOLD.search(plain) and "文件" in plain and not _ABOUT.search(plain))


def announces_result(text: str) -> bool:
    """Whether a body with such a title announces a clean-up's outcome in its first lines."""
    head = text[:600]
    return "规范性文件" in head and bool(re.search(r"清理结果[^。]{0,12}(?:公布|公告|通告)", head))


def keeps_the_rest(text: str) -> bool:
    """Whether the text says in one sentence what else stays in force, or where all that does can be asked."""
    return bool(_REST_KEPT.search(text[:_MAX_TEXT]))


def names_result(text: str) -> bool:
    """Whether a page that says nothing in its title (政府公报2023年第3期) holds or names the outcome of a clean-up."""
    return bool(_NAMES_RESULT.search(text[:_MAX_TEXT]))


def counts_outcome(cleanup: "Cleanup") -> bool:
    """Whether the running text counts what stays and what ends, or what of both ends and changes."""
    return len(cleanup.counts) > 1


def read_cleanup(title: str, text: str, attachments: Iterable[str]) -> Cleanup:
    """What the body and the names of its attachments carry. A title that names one group alone heads the whole page."""
    names = list(attachments)
    body = text[:_MAX_TEXT]
    entries = list(_entries(body))
    listed = Counter(group for group, _, _ in entries if group)
    lists = set(listed)
    for name in names:
        lists.update(_groups(name))
    own = _groups(title)
    if len(own) == 1 and (names or _ENTRY.search(body)):
        lists.update(own)
    counts, counted = _counts(body)
    rest = _REST_ENDED.search(body)
    headed = {group: passage(group, body, *span) for group, _, span in reversed(entries) if group}
    return Cleanup(
        lists=frozenset(lists),
        counts=counts,
        listed=tuple(sorted(listed.items())),
        rest_ended=rest is not None,
        nameless=any(not _groups(name) for name in names) and not own,
        passages=kept(
            *counted, *reversed(headed.values()), passage("rest_ended", body, *rest.span()) if rest else None
        ),
    )


def group_of(text: str, names: Iterable[str]) -> Group | None:
    """The group under whose heading the body lists a document by one of ``names`` (its titles, its number)."""
    wanted = [_bare(name) for name in names if len(name) >= 6]
    for group, line, _ in _entries(text[:_MAX_TEXT]):
        if group and any(name in _bare(line) for name in wanted):
            return group
    return None


def groups_in(words: str) -> tuple[str, ...]:
    """The groups whose lists a file shows, as portals write them: by its name, or by its heading and its rows."""
    lines = [line.strip() for line in words[:_MAX_TEXT].split("\n") if line.strip()]
    if len(lines) == 1:
        return tuple(_NAMED[group] for group in _groups(words))
    heading = {group for line in lines[:_HEADING_LINES] if len(line) <= 60 for group in _groups(line)}
    listed = [(group, line) for group, line, _ in _entries(words[:_MAX_TEXT])]
    found = {group for group, _ in listed if group} or (heading if listed and len(heading) == 1 else set())
    return tuple(_NAMED[group] for group in _WORDS if group in found)


def documents_in(title: str, text: str) -> list["Listed"]:
    """Every document a list names, with its group: that of its row or heading, else the only one ``title`` names."""
    own = _groups(title)
    body = text[:_MAX_TEXT]
    top = [group for line in body.split("\n")[:_HEADING_LINES] if len(line) <= 60 for group in _groups(line)]
    default = own[0] if len(own) == 1 else top[0] if len(set(top)) == 1 and not own else None
    found = []
    for group, line, _ in _entries(body):
        number = _LISTED_NUMBER.search(line)
        if _PROSE.search(line) or not (number or "\t" in line or _NAMED_AT_ONCE.match(line)):
            continue
        cells = [cell.strip() for cell in re.split(r"[\t|]| {2,}|\u3000", line) if cell.strip()]
        cells = [cell for cell in cells if not _LISTED_NUMBER.fullmatch(cell)] or [line]
        named = _outer(line) or max(cells, key=len)
        told = "".join(number.group().split()) if number else ""
        found.append(Listed(group or default, named, told, line[:200]))
    return found[:_MAX_LISTED]


def _outer(line: str) -> str:
    """What stands between the outermost 《 》; '' when nothing does."""
    start, end = line.find("《"), line.rfind("》")
    # 关于印发《甲办法》的通知 is the name as a whole when the row gives it so.
    cell = next((cell for cell in re.split(r"[\t|]", line) if "《" in cell), "")
    if "印发" in cell.partition("《")[0]:
        return re.sub(r"^[\d.、．\s]+", "", cell.strip())
    return line[start + 1 : end] if 0 <= start < end else ""


def _bare(words: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"，,。、：:（）()〔〕\[\]［］【】]", "", words)


def joined(parts: Iterable[Cleanup]) -> Cleanup:
    """Several pages that carry one clean-up together: what stays on one, what ends on another."""
    pages = list(parts)
    return Cleanup(
        lists=frozenset(group for page in pages for group in page.lists),
        counts=(),
        listed=(),
        rest_ended=any(page.rest_ended for page in pages),
        nameless=any(page.nameless for page in pages),
    )


def _groups(words: str) -> list[Group]:
    return [group for group, pattern in _WORDS.items() if re.search(pattern, words)]


def _counts(body: str) -> tuple[tuple[tuple[Group, int], ...], list[Passage | None]]:
    """What the running text counts, clause by clause: 继续有效52件，失效100件. 废止 and 失效 are added up.

    The first statement of each word holds.
    """
    told: dict[str, tuple[int, tuple[int, int]]] = {}
    running = [(at, line) for at, line in lines_of(body) if not _ENTRY.search(line) or len(line) > 60]
    for span, clause in _clauses(running, "。；;，,、\n"):
        if found := _COUNTED_FIRST.search(clause) or _NAMED_FIRST.search(clause):
            told.setdefault(found["word"], (int(found["n"]), span))
    if none := next((span for span, clause in _clauses(running, "。；;，,\n") if _NONE.search(clause)), None):
        told.setdefault("废止", (0, none))
    sums: dict[Group, int] = {}
    places: list[Passage | None] = []
    for group, words in _WORDS.items():
        numbers = [told[word] for word in told if re.fullmatch(words, word)]
        if numbers:
            sums[group] = (sum if group == "ended" else max)(n for n, _ in numbers)
            places.extend(passage(f"count_{group}", body, *span) for _, span in numbers)
    return tuple(sorted(sums.items())), places


def _clauses(lines: Iterable[tuple[int, str]], ends: str) -> Iterator[tuple[tuple[int, int], str]]:
    for at, line in lines:
        for found in re.finditer(f"[^{ends}]+", line):
            yield (at + found.start(), at + found.end()), found.group()


def _entries(body: str) -> Iterator[tuple[Group | None, str, tuple[int, int]]]:
    """Every line that names a document, with the group of the heading it stands under, and where that is told."""
    current: Group | None = None
    heading = (0, 0)
    for at, raw in lines_of(body):
        line, span = raw.strip(), (at, at + len(raw))
        if not line:
            continue
        if _ENTRY.search(line) and len(line) <= 200 and "根据" not in line[:6]:
            own = _own_state(line)
            yield own or current, line, span if own else heading
        elif len(line) <= 40 and _HEADING.fullmatch(line) and (groups := _groups(line)):
            # 废止和失效的目录 names one group by two words; 继续有效、废止、失效目录 names several and heads no list.
            current, heading = (groups[0] if len(groups) == 1 else None), span


def _own_state(line: str) -> Group | None:
    """The group a row of a table gives in a cell of its own: 甲办法 | 样府规〔2020〕1号 | 继续有效."""
    cells = [cell.strip() for cell in re.split(r"[\t|]| {2,}|\u3000", line)]
    states = [group for cell in cells[1:] for group, words in _CELL_STATES.items() if re.fullmatch(words, cell)]
    return states[0] if len(set(states)) == 1 else None
