"""The closed words of 公开事项目录: the 26 fields of the pilot, the channels of publication, the marks of a tick."""

import re
from typing import Final

# 基层政务公开标准指引 26 fields; several districts add others, which stay without a code.
FIELDS: Final[dict[str, str]] = {
    "major_project": "重大建设项目",
    "public_resources": "公共资源(?:交易|配置)",
    "fiscal": "财政预决算|财政信息",
    "work_safety": "安全生产",
    "taxation": "税收(?:管理)?|税务",
    "land_compensation": "(?:农村集体土地|土地)?征(?:地|收)(?:信息)?补偿|征地",
    "house_expropriation": "国有土地上?(?:的)?房屋征收",
    "public_housing": "保障性?住房|住房保障",
    "rural_houses": "农村危(?:旧)?房(?:改造)?",
    "environment": "生态环境|环境保护",
    "culture": "公共文化(?:服务)?|公共文化体育",
    "legal_services": "公共法律服务",
    "poverty": "扶贫|乡村振兴|脱贫攻坚",
    "relief": "救灾|自然灾害救助",
    "food_drug": "食品药品",
    "city_management": "城市综合执法|城市管理(?:综合)?执法|综合行政执法",
    "employment": "就业(?:创业)?|公共就业",
    "social_insurance": "社会保险",
    "social_assistance": "社会救助",
    "elderly_care": "养老服务",
    "household": "户籍管理",
    "farm_subsidies": "涉农(?:补贴|资金)",
    "compulsory_education": "义务教育",
    "health": "医疗卫生|卫生健康",
    "municipal_services": "市政(?:公用)?服务|市政公用",
    "natural_resources": "自然资源|国土空间规划",
}
_FIELD_OF = re.compile("|".join(f"(?P<{code}>{words})" for code, words in FIELDS.items()))

CHANNELS: Final[dict[str, str]] = {
    "website": "政府网站|门户网站|网站",
    "gazette": "政府公报|公报",
    "new_media": "两微一端|微信|微博|客户端|公众号|新媒体",
    "press": "发布会|听证会",
    "broadcast": "广播|电视",
    "print": "纸质(?:媒体|媒介|载体)|报刊|报纸",
    "reading_point": "公开查阅点|查阅点|档案馆|图书馆",
    "service_center": "(?:政务|行政|便民)服务(?:中心|大厅)",
    "convenience_station": "便民服务(?:站|点|室)",
    "visit": "入户|现场",
    "board": "公示栏|电子屏|公开栏|宣传栏|公告栏",
    "push": "精准推送|推送",
    "other": "其他",
}
_CHANNEL_OF = re.compile("|".join(f"(?P<{code}>{words})" for code, words in CHANNELS.items()))
_EMPTY_BOX: Final = "□☐◻▢○〇◯口"
_FULL_BOX: Final = "■☑☒√✓✔●★▇◼▣◆"
_LOOKS_FULL: Final = "*tTRnþ"  # what a ticked box of a symbol font becomes when the font is lost
_PIECES = re.compile(
    rf"(?P<box>[{_EMPTY_BOX}{_FULL_BOX}])|(?<![A-Za-z])(?P<like>[{re.escape(_LOOKS_FULL)}])(?=\s?[一-鿿])"
)
_TICK = re.compile(rf"[{_FULL_BOX}]|^(?:是|有|Y|1)$|^[Vv]$")


def field_of(words: str) -> str:
    """The code of the field a heading names (义务教育领域基层政务公开标准目录); '' when it names none, or several."""
    plain = re.sub(r"\s+", "", words[:300])
    if not re.search("领域|目录", plain):
        return ""
    head = plain[: plain.index("领域")] if "领域" in plain else plain
    found = {match.lastgroup or "" for match in _FIELD_OF.finditer(head)}
    return found.pop() if len(found) == 1 else ""


def is_ticked(cell: str) -> bool:
    """Whether a cell under 全社会, 主动, 县级 is ticked."""
    return bool(_TICK.search(cell.strip()))


def channels_in(cell: str) -> tuple[str, ...]:
    """The channels a cell ticks, or names where it has no boxes, by their codes in the order of the standard."""
    marks = list(_PIECES.finditer(cell))
    boxes = [mark for mark in marks if mark["box"]]
    if not boxes:
        return _named(cell)
    starts = [mark for mark in marks if mark["box"] or mark["like"]]
    ends = [*(mark.start() for mark in starts[1:]), len(cell)]
    ticked = [
        cell[mark.end() : end]
        for mark, end in zip(starts, ends, strict=True)
        if mark["like"] or mark["box"] in _FULL_BOX
    ]
    return _named("、".join(ticked))


def _named(words: str) -> tuple[str, ...]:
    plain = re.sub(r"\s+", "", words)
    found = {match.lastgroup for match in _CHANNEL_OF.finditer(plain)}
    return tuple(code for code in CHANNELS if code in found)
