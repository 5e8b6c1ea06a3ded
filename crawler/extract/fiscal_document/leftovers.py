"""模板字样、没有写完的句子、漏填的数字、空白页。 What was left of the template.

Shapes read: 上海市普陀区XX2024年度 · 增加（减少）5万元 · 主要原因是。 · （如持平作持平表述） · 支出合计万元，占%. Not left over: 138****1234 (a mask),
X101 (a road), 增加（减少）in a table's head, 主要原因是： with the reason in the next line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.fiscal_document.model import DocumentError, ErrorKind
from crawler.extract.fiscal_document.money import AMOUNT
from crawler.extract.running import Running
from crawler.files.model import FilePart, Place

_MARK: Final = r"(?:[XxＸｘ×╳]{2,12}|[□○]{2,12}|〔\s{0,3}〕)"
_PLACEHOLDER = re.compile(rf"(?<![A-Za-z0-9%.×□○])(?P<mark>{_MARK})(?![A-Za-z×□○])")
_SLOT_BEHIND = re.compile(
    r"(?:局|委|办|厅|中心|部门|单位|镇|乡|街道|区|县|市|万元|万|元|%|年|月|个|辆|台|家|次|人|项|批|件|平方|（类）|（款）|（项）|（部门）|（单位）"
    r"|概况|20\d\d|主要|经费|支出|收入|科目|财政|本部|预算|决算|[。，；：]|等)"
)
_SLOT_BEFORE = re.compile(
    r"(?:市|区|县|为|是|共|有|约|增加|减少|增长|下降|总计|合计|支出|收入|占|的|完成|：|；|，|。|包括|（|金额|预算|决算|费|设|年|）)$"
)
_INSTRUCTION = re.compile(
    r"（(?:如|若)?[^（）。]{0,12}(?:持平作持平表述|持平的?不用说明|不涉及的?不列|不涉及的?可?删除?)[^（）]{0,8}）"
    r"|(?:若|如)无，?则写|作下述说明|按上述格式依次|请?根据(?:本部门|本单位)?实际情况填[写列报]|此处填写|由主管部门根据[^。]{0,30}填写"
)
_CHOICE = re.compile(
    r"(?P<choice>(?:增加|减少|增长|下降|上升|降低)[（/](?:或)?(?:增加|减少|增长|下降|上升|降低|持平)(?:[、/或](?:增加|减少|持平))?）?"
    r"|(?:大于|小于|等于|高于|低于)[（/](?:大于|小于|等于|高于|低于)(?:[、/或](?:大于|小于|等于))?）?)"
    r"(?=\d|[XxＸ×]|(?:年初)?预算数|(?:的)?(?:主要)?原因)"
)
_OPEN_REASON = re.compile(r"(?P<open>(?:主要)?原因(?:是|为|：|在于)：?(?:由于)?)(?P<stop>[。；，、]|…{1,4}|\.{3,12})")
_OPEN_USE = re.compile(r"(?P<open>主要(?:用于|包括|是用于)：?)(?P<stop>[。；]|…{1,4}[。；，]?|\.{3,12})")
_NO_NUMBER = re.compile(
    r"(?P<open>(?:为|增加|减少|合计|总计|共计|总额|安排)(?:万元|元)(?=[，。；、])|(?:占|增长|下降|降低|完成预算的?|完成年初预算的?)%)"
)
_BLANKS = re.compile(r"(?P<open>(?:为|是|增加|减少|合计|总计|共计|占|共有)_{2,20})")
_MAX_EACH: Final = 40
_MANY_BLANKS: Final = 3


def leftover_errors(run: Running) -> Iterator[DocumentError]:
    """Placeholders, instructions, unmade choices, sentences without an end, amounts without a number."""
    yield from _placeholders(run)
    for match in _first(_INSTRUCTION, run):
        yield _error(run, ErrorKind.PLACEHOLDER, match, "模板的填写说明没有删去", True)
    for match in _first(_CHOICE, run):
        yield _error(run, ErrorKind.PLACEHOLDER, match, "模板的“增加（减少）”之类没有选定", True)
    for pattern in (_OPEN_REASON, _OPEN_USE):
        for match in _first(pattern, run):
            yield _error(run, ErrorKind.OPEN_SENTENCE, match, "句子没有写完", match["stop"] not in "，、")
    yield from _missing_numbers(run)


def blank_pages(parts: Sequence[FilePart]) -> Iterator[DocumentError]:
    """Pages between others that show nothing but a page number. Never certain: a picture on the page is not read."""
    pages = [(n, part) for n, part in enumerate(parts) if re.match(r"第\d+页", part.label) and not part.hidden]
    filled = [n for n, part in pages if not _empty(part)]
    for n, part in pages:
        if _empty(part) and filled and filled[0] < n < filled[-1]:
            yield DocumentError(
                ErrorKind.BLANK_PAGE, Place(n, 0, len(part.text)), part.label, f"{part.label}没有内容", False
            )


def _empty(part: FilePart) -> bool:
    words = re.sub(r"[\s\d\-—–－·第页/]", "", part.text)
    return not words and not any(cell.strip() for table in part.tables for row in table.rows for cell in row)


def _placeholders(run: Running) -> Iterator[DocumentError]:
    """XX where a name or a number belongs. Certain where the words beside it say which."""
    last = -1
    for match in _first(_PLACEHOLDER, run):
        sentence, _ = run.sentence(match.start(), reach=60)
        if sentence == last:
            continue  # several in one sentence are one slip
        last = sentence
        behind = _SLOT_BEHIND.match(run.text, match.end())
        before = _SLOT_BEFORE.search(run.text, max(0, match.start() - 6), match.start())
        certain = behind is not None and (before is not None or match.start() in run.line_starts)
        yield _error(run, ErrorKind.PLACEHOLDER, match, "模板字样没有替换", certain)


def _missing_numbers(run: Running) -> Iterator[DocumentError]:
    """Amounts whose number is missing. Many of them mean that the figures were not read, not that none were written."""
    found = [*_first(_NO_NUMBER, run), *_first(_BLANKS, run)]
    amounts = sum(1 for _ in re.finditer(AMOUNT, run.text))
    certain = len(found) <= _MANY_BLANKS and amounts >= 10 * len(found)
    for match in found:
        yield _error(run, ErrorKind.OPEN_SENTENCE, match, "数字漏填", certain)


def _first(pattern: re.Pattern[str], run: Running) -> list[re.Match[str]]:
    matches: list[re.Match[str]] = []
    for match in pattern.finditer(run.text):
        matches.append(match)
        if len(matches) == _MAX_EACH:
            break
    return matches


def _error(run: Running, kind: ErrorKind, match: re.Match[str], message: str, certain: bool) -> DocumentError:
    line = run.line_starts[max(bisect_right(run.line_starts, match.start()) - 1, 0)] if run.line_starts else 0
    start = max(run.sentence(match.start(), reach=40)[0], match.start() - 40, min(line, match.start()))
    return DocumentError(
        kind,
        run.place(match.start(), match.end()),
        run.quote(start, min(len(run.text), match.end() + 20)),
        message,
        certain,
    )
