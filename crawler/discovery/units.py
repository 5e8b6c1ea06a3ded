"""Who publishes: the units that a portal's 部门目录 or a file names, and the unit a text begins with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.discovery.links import MenuLink, PageFacts
from crawler.discovery.naming import meaning, plain
from crawler.tomlfile import BadInput
from crawler.urls import host_of

MAX_UNITS: Final = 500
_ENOUGH: Final = 3  # fewer names that look alike may be chance
_SHARE: Final = 0.6
_UNIT = re.compile(
    r"[\u4e00-\u9fff()]{2,20}(?:局|委|委员会|办|办公室|中心|镇|乡|街道|街道办|街道办事处|镇人民政府|乡人民政府|镇政府|乡政府|管委会|管理委员会|分局|"
    r"支队|大队|总队|站|院|联合会|总工会|公司|部|馆)"
)
_SURE = re.compile(
    r".*(?:局|委员会|镇|乡|街道|街道办|街道办事处|镇人民政府|乡人民政府|镇政府|乡政府|政府办|府办|办公室|管委会|分局)"
)
_FOREIGN_LIST = re.compile(r"链接|友情|上级|市级|省级|国务院|省政府|市政府|区县|县市区|各县|兄弟")
_OTHER_DISTRICT = re.compile(r"^[\u4e00-\u9fff]{2,6}[区县市旗](?=[\u4e00-\u9fff]{2})")
_TOWNSHIP = re.compile(r"(?:镇|乡)(?:人民政府|政府)?$")
_SUBDISTRICT = re.compile(r"街道(?:办事处|办)?$")
_WORD = re.compile(r"[a-z][a-z0-9]{1,24}")
_IDLE: Final = frozenset(
    ("index", "list", "xlist", "default", "html", "htm", "shtml", "xxgk", "zfxxgk", "zwgk", "news", "bm", "xz", "jd")
)
MAX_FILE_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit, its names, the page that lists its columns ('' when none is known here), and where its name was found."""

    id: str
    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    page: str = ""
    found: str = ""
    listed: bool = True  # whether the operator's file has it (always, when there is no file)

    @property
    def group(self) -> str:
        if _SUBDISTRICT.search(self.name):
            return "subdistricts"
        return "townships" if _TOWNSHIP.search(self.name) else "departments"


class Roster:
    """The known units, looked up by name with or without the district before it."""

    def __init__(self, units: Iterable[KnownUnit], district: tuple[str, ...]) -> None:
        self.units = tuple(units)
        self._district = district
        named: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            for name in {unit.name, unit.full_name, *unit.aliases} - {""}:
                for form in self._spellings(name):
                    named[form].add(unit.id)
        self._by_name = {name: ids.copy().pop() for name, ids in named.items() if len(ids) == 1 and len(name) >= 2}
        self._longest: dict[str, list[str]] = defaultdict(list)  # by first character
        for name in sorted(self._by_name, key=lambda name: (-len(name), name)):
            self._longest[name[0]].append(name)
        self._by_id = {unit.id: unit for unit in self.units}

    def unit(self, unit_id: str) -> KnownUnit:
        return self._by_id[unit_id]

    def named(self, text: str) -> str:
        """The id of the unit that ``text`` is the name of; '' when it is none, or several."""
        name = plain(text)
        return self._by_name.get(name, "") if name else ""

    def begun_by(self, text: str) -> tuple[str, str]:
        """(id of the unit whose name ``text`` begins with, the rest); ('', text) when it begins with none."""
        bare = plain(text)
        for name in self._longest.get(bare[:1], ()):
            if len(name) >= 3 and bare.startswith(name):
                return self._by_name[name], bare[len(name) :]
        return "", text

    def _spellings(self, name: str) -> Iterator[str]:
        bare = without_district(name, self._district)
        for form in (plain(name), plain(bare)):
            yield form
            if form.endswith("街道"):
                yield form + "办事处"
            elif form.endswith("街道办事处"):
                yield form.removesuffix("办事处")
            if form.endswith(("镇", "乡")):
                yield form + "人民政府"
            elif form.endswith(("镇人民政府", "乡人民政府")):
                yield form.removesuffix("人民政府")


def without_district(name: str, district: tuple[str, ...]) -> str:
    """区教育局 for 达州市达川区教育局: the 区 belongs to both names. 达川生态环境局, a branch of the city's, stays as it is."""
    bare = plain(name)
    for prefix in district:
        rest = bare.removeprefix(prefix)
        if rest != bare and len(rest) >= 3:
            if rest[0] in "区县市旗" or _TOWNSHIP.search(rest) or _SUBDISTRICT.search(rest):
                return rest
            if prefix[-1] in "区县市旗":
                return prefix[-1] + rest
    return bare


def read_units(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """(official name, aliases) of each line of ``path``; aliases follow after tabs or commas. Raises BadInput."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: 打不开：{error.strerror}") from None
    if len(raw) > MAX_FILE_BYTES:
        raise BadInput(f"{path}: 文件过大（超过 1 MB）")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = raw[: error.start].count(b"\n") + 1
        raise BadInput(f"{path}:{at}: 不是 UTF-8 编码的文本") from None
    found: list[tuple[str, tuple[str, ...]]] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        names = [name.strip() for name in re.split(r"[\t,，、]", line) if name.strip()]
        if not names or line.lstrip().startswith("#"):
            continue
        for name in names:
            if not re.search(r"[\u4e00-\u9fff]", name) or len(name) > 60:
                raise BadInput(f"{path}:{number}: “{name[:60]}”不是单位名称")
            if (first := seen.setdefault(plain(name), number)) != number:
                raise BadInput(f"{path}:{number}: 名称“{name}”与第 {first} 行重复")
        found.append((names[0], tuple(names[1:])))
    if not found or len(found) > MAX_UNITS:
        raise BadInput(f"{path}: 应有 1 到 {MAX_UNITS} 个单位，每行一个")
    return found


def looks_like_unit(text: str, district: tuple[str, ...], city: str) -> bool:
    """Whether ``text`` is the name of a unit of this district, not of its city, of another district or of the state."""
    name = plain(text)
    bare = without_district(name, district)
    if not _UNIT.fullmatch(bare) or meaning(text) or re.search(r"省|国家|全国|中国", bare):
        return False
    if bare != name or bare[0] in "区县旗":
        return True
    if city and bare.startswith(city):
        return bool(re.match(rf"{re.escape(city)}[\u4e00-\u9fff]{{2,8}}局[\u4e00-\u9fff]{{1,6}}分局", bare))
    return not _OTHER_DISTRICT.match(bare)


def unit_links(facts: PageFacts, district: tuple[str, ...], city: str) -> list[MenuLink]:
    """The links of ``facts`` that name units in a list of units."""
    boxes: dict[int, list[MenuLink]] = defaultdict(list)
    for link in facts.links:
        if not link.dated and link.text:
            boxes[link.box].append(link)
    found: list[MenuLink] = []
    for links in boxes.values():
        alike = [link for link in links if looks_like_unit(link.text, district, city)]
        sure = {plain(link.text) for link in alike if _SURE.fullmatch(plain(link.text))}
        if len(sure) < _ENOUGH or len(alike) < _SHARE * len(links):
            continue
        if not any(_FOREIGN_LIST.search(heading) for link in links for heading in link.path):
            found += alike
    return found


def assemble(
    pages: list[PageFacts],
    listed: list[tuple[str, tuple[str, ...]]],
    district: tuple[str, ...],
    city: str,
    hosts: frozenset[str],
) -> tuple[KnownUnit, ...]:
    """The units of the file (if any) and those of the portal's unit lists, with ids made from their pages' addresses."""
    drafts = [KnownUnit("", *_called(name, district), aliases, found="名单文件") for name, aliases in listed]
    known = {
        plain(without_district(n, district)): at
        for at, d in enumerate(drafts)
        for n in (d.name, d.full_name, *d.aliases)
        if n
    }
    for facts in pages:
        for link in unit_links(facts, district, city):
            key = plain(without_district(link.text, district))
            at = known.get(key, known.get(key + "办事处", known.get(key.removesuffix("人民政府"), -1)))
            inside = link.url if host_of(link.url) in hosts else ""
            if at < 0:
                if len(drafts) >= MAX_UNITS:
                    break
                known[key] = len(drafts)
                name, full = _called(link.text, district)
                drafts.append(KnownUnit("", name, full, page=inside, found=facts.url, listed=not listed))
            elif not drafts[at].page:
                drafts[at] = replace(drafts[at], page=inside)
    return tuple(_with_ids(drafts))


def _called(printed: str, district: tuple[str, ...]) -> tuple[str, str]:
    """(name in the district, name as printed when that is longer)."""
    name = without_district(printed, district)
    return name, printed if name != plain(printed) else ""


def _with_ids(drafts: list[KnownUnit]) -> Iterator[KnownUnit]:
    """Ids from the last speaking word of a unit's address when no other unit has it, else numbers."""
    words = [word_of(draft.page) for draft in drafts]
    for number, (draft, word) in enumerate(zip(drafts, words, strict=True), 1):
        yield replace(draft, id=word if word and words.count(word) == 1 else f"u{number:03d}")


def word_of(url: str) -> str:
    """The last speaking word of an address, lower case; '' when it has none."""
    parts = [part for part in unquote(urlsplit(url).path).lower().split("/") if part]
    for part in reversed(parts[-2:]):
        tokens = [token for token in _WORD.findall(part) if token not in _IDLE]
        if tokens:
            return str(tokens[-1])
    return ""
