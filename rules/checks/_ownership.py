"""Whose report a title speaks of: the judged unit's, another's, the district's, an institution below, or nobody knows."""

import re
from enum import StrEnum
from functools import lru_cache

from crawler.site import Site, UnitTable
from rules.model import Duty
from rules.texts import squeezed

_BELOW = re.compile(
    r"(?:学校|中学|小学|幼儿园|中心校|职中|党校|医院|卫生院|保健院|卫生室|敬老院|福利院|图书馆|文化馆|博物馆|档案馆|体育馆|"
    r"[\u4e00-\u9fa5]{2,}(?:中心|事务所|服务站|监测站|管理站|推广站|管理所|大队|中队|林场|水库|协会))$"
)


_PARTY = re.compile(
    r"中共|[\u4e00-\u9fa5]{0,6}[区县市]委(?!员会)|.{0,4}(?:工商联|工会|妇联|团委|残联|政协|人大|纪委|法院|检察院)"
)
_BUREAU_ENDS = ("局", "委", "委员会", "办", "办公室")
_COMMON = re.compile(
    r"(?:局|委|委员会|办公室|办|人民政府|政府|办事处|街道|镇|乡|中心|和|与|及|工作|管理|服务|事务|行政)"
)


class Whose(StrEnum):
    OWN = "own"
    OTHER = "other"  # another unit of the profile
    BELOW = "below"  # an institution below the unit, or one the profile does not judge
    DISTRICT = "district"
    UNNAMED = "unnamed"  # the title names nobody
    UNCLEAR = "unclear"  # a name the profile does not know


class Likeness(StrEnum):
    ALIKE = "alike"  # shares what distinguishes the unit's name
    POSSIBLE = "possible"  # an unknown institution of the same sort
    NONE = "none"


def whose(site: Site, duty: Duty, subject: str) -> Whose:
    """Whose it is by the institution ``subject`` that its title names."""
    if not subject:
        return Whose.UNNAMED
    names = duty.names or (duty.unit_name,)
    if any(subject in _spellings(site.district_names, name) for name in names):
        return Whose.OWN
    if is_district(site, subject):
        return Whose.DISTRICT
    if unit := named_unit(site, subject):
        return Whose.OWN if unit.id == duty.unit else Whose.OTHER
    # 区教育局机关幼儿园 is below; 青禾镇财政所, 区教育局系统 may be the unit itself under a longer name.
    return Whose.BELOW if _BELOW.search(subject) else Whose.UNCLEAR


def named_among(words: str, duty: Duty, *, without_level: bool = False) -> str:
    """The longest name of the judged unit in ``words`` of what many units publish together; '' when none. ``without_level``: 教育局, too."""
    names = {squeezed(name) for name in duty.names or (duty.unit_name,)}
    if without_level:
        names |= {name[1:] for name in names if name[:1] in "区县市" and len(name) > 4}
    plain = squeezed(words)
    return next((name for name in sorted(names, key=lambda name: (-len(name), name)) if name in plain), "")


def may_be(site: Site, duty: Duty, subject: str) -> Likeness:
    """Whether a name the profile does not know may be the judged unit's: short (教育局), old or new (区教育和体育局)."""
    names = [re.sub(r"\s+", "", name) for name in (duty.names or (duty.unit_name,))]
    plain = _without_place(site, subject)
    cores = [_core(_without_place(site, name)) for name in names]
    if any(core and (core in plain or _shared(core, _core(plain)) >= 2) for core in cores):
        return Likeness.ALIKE
    # A bureau of another name may be this one before or after a reform; a township keeps its name, so does the party.
    bureau = re.search(r"(?:局|委|委员会|办|办公室)$", plain) and not _PARTY.match(subject)
    return Likeness.POSSIBLE if bureau and any(name.endswith(_BUREAU_ENDS) for name in names) else Likeness.NONE


def _without_place(site: Site, name: str) -> str:
    """教育局 of 样本区教育局, 区教育局 and 示例市样本区教育局."""
    prefix = next((p for p in site.district_names if name.startswith(p) and len(name) > len(p) + 1), "")
    return re.sub(r"^[区县市旗]", "", name.removeprefix(prefix))


def _core(name: str) -> str:
    """What distinguishes a name from others of its sort: 教育, 卫生健康, 青禾."""
    return _COMMON.sub("", name)


def _shared(one: str, other: str) -> int:
    """How many characters two cores share, where both begin alike (卫健, 卫生健康; 教育体育, 教育)."""
    return len(set(one) & set(other)) if one[:1] == other[:1] else 0


def named_unit(site: Site, subject: str) -> UnitTable | None:
    """The unit that ``subject`` spells, with or without the district's name before it."""
    spellings = [subject, re.sub(r"(?:人民)?政府$", "", subject), re.sub(r"办事处$", "", subject)]
    for spelling in dict.fromkeys(spellings):
        if unit := site.unit_named(spelling):
            return unit
        for prefix in site.district_names:
            rest = spelling.removeprefix(prefix)
            # 达川区教育局 where the profile says 区教育局: the last character of the district's name belongs to both.
            if rest != spelling and rest and (unit := site.unit_named(prefix[-1] + rest)):
                return unit
    return None


def is_district(site: Site, subject: str) -> bool:
    """Whether ``subject`` is the district itself or its government."""
    plain = re.sub(r"(?:人民)?政府$", "", subject)
    return plain in site.district_names or plain in ("区", "县", "全区", "全县", "我区", "我县", "本区", "区级", "县级")


@lru_cache(maxsize=512)
def _spellings(prefixes: tuple[str, ...], name: str) -> frozenset[str]:
    """Every way ``name`` is written: with the district's name, with its city's, as a place or as its government."""
    plain = re.sub(r"\s+", "", name)
    forms = {plain}
    if re.search(r"[镇乡]$", plain):
        forms |= {plain + "人民政府", plain + "政府"}
    if re.search(r"[镇乡](?:人民)?政府$", plain):
        forms.add(re.sub(r"(?:人民)?政府$", "", plain))
    if plain.endswith("街道"):
        forms |= {plain + "办事处", plain + "办"}
    if plain.endswith("街道办事处"):
        forms |= {plain.removesuffix("办事处"), plain.removesuffix("事处")}
    written = set(forms)
    for prefix in prefixes:
        for form in forms:
            written.add(prefix + form)
            if form[0] == prefix[-1]:
                written.add(prefix[:-1] + form)
            if city := re.match(r"^.{2,6}?[市州盟]", prefix):
                written.add(city.group() + form)
    return frozenset(written)
