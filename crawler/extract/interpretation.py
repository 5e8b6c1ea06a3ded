"""政策解读的判读：是不是解读、解读哪份文件、什么形式、谁起草的。 Whether an item explains a document, which one, in which form.

读得出：“《某办法》政策解读”“一图读懂《某办法》”“视频解读：某办法”“政策问答：……”“《某办法》八问八答”“在线访谈：……”“区司法局组织起草《某办法》”
“起草单位：区教育局”。书名号内的字属于文件：《视频监控管理办法》解读不是视频。
读不出：标题和开头都没有写明文件名的，不猜是哪一份；图片、视频里的字。
不是解读：解读工作的通知和通报、培训、宣讲新闻、视频会议、征求意见公告。
依据：国办发〔2016〕80号（3个工作日）；本年度工作要点（不少于3种形式）。
"""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from crawler.extract.consultation_titles import outside_names
from crawler.extract.place import Passage, kept, passage

version = 4  # 3: remembers where its words stand · 4: 八问八答 is a form, whatever its numeral

Form = Literal["text", "graphic", "video", "audio", "qa", "expert", "media", "interview", "press", "scenario"]
FORM_NAMES: Final[dict[Form, str]] = {
    "text": "文字解读", "graphic": "图解", "video": "视频动漫", "audio": "音频解读", "qa": "简明问答", "expert": "专家解读", "media": "媒体专访",
    "interview": "在线访谈", "press": "新闻发布会", "scenario": "场景演示",
}  # fmt: skip

MAX_TEXT: Final = 60_000
_HEAD: Final = 1_500  # characters at the top in which an interpretation names its document
_MAX_PLACES: Final = 50  # numbers whose places are kept
_TAIL: Final = 600  # characters at the end in which a document names who drafted it

# What a title or a column's name says of the form; a piece that names none is text.
_FORMS: Final[tuple[tuple[Form, re.Pattern[str]], ...]] = (
    ("graphic", re.compile(r"一图|一张图|图说|图解|图文|长图|图表|海报|图片解读")),
    ("video", re.compile(r"(?:微|短)?视频(?!监控|会|调度|点位|图像|资源)|动漫|动画|短片|微课|H5", re.IGNORECASE)),
    ("audio", re.compile(r"音频|广播解读|有声|播客")),
    ("qa", re.compile(r"问答|答疑|[一二三四五六七八九十百几\d]问(?!题)|快问快答|有问必答|你问我答|热点问题解答")),
    ("expert", re.compile(r"专家(?:解读|观点|视角|谈|说)")),
    ("media", re.compile(r"媒体(?:专访|解读|报道|视角|聚焦)|答记者问|记者专访")),
    ("interview", re.compile(r"访谈|直播(?!带货)")),
    ("press", re.compile(r"发布会|通气会|吹风会")),
    ("scenario", re.compile(r"场景(?:演示|化|式)|情景(?:剧|演示|再现)?")),
)
_EXPLAINS = re.compile(
    r"解读|读懂|看懂|图解|图说|明白卡|政策说明|答记者问|政策问答|简明问答|专家(?:观点|视角)|媒体专访|吹风会|场景演示|[一二三四五六七八九十百\d]{1,3}问[一二三四五六七八九十百\d]{1,3}答|快问快答|^\[?[^\[\]:|丨]{0,6}(?:"
    + "|".join(pattern.pattern for _, pattern in _FORMS)
    + r")[^\[\]:|丨]{0,4}[\]:|丨]",
    re.IGNORECASE,
)
# Words of a form that other titles use too: they explain something when a document is named, and the title is no notice.
_NAMED_FORM = re.compile("|".join(pattern.pattern for _, pattern in _FORMS), re.IGNORECASE)
# 关于推进某事的实施意见的解读: what is made or pushed on is the document's matter, not the explaining.
_KIND_OF_DOCUMENT: Final = "(?:意见|通知|办法|方案|规定|措施|细则|规划|决定|条例|计划|预案|标准)"
_ABOUT_EXPLAINING = re.compile(
    r"解读(?:工作|培训|检查|制度|专栏|活动|方案|机制|进)|政策解读.{0,12}(?:工作|培训|通报|制度|推进会)|宣讲|"
    r"(?:开展|组织|召开|举办|参加).{0,24}(?:解读|访谈|培训)(?!.{0,8}发布会)|"
    rf"(?:做好|加强|推进)(?!.{{2,60}}{_KIND_OF_DOCUMENT}》?的?(?:政策|文件|文字|图文)?解读(?:材料)?$).{{0,24}}(?:解读|访谈|培训)(?!.{{0,8}}发布会)|视频会|(?:通知|通报|总结|公告|声明|通告)$"
)
_NAME = re.compile(r"《([^《》]{2,120}(?:《[^《》]{1,100}》[^《》]{0,60})?)》")
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}\s?[〔\[［【（(﹝]\s?(?:19|20)\d{2}\s?[〕\]］】）)﹞]\s?(?:第\s?)?\d{1,5}\s?号"
)
_ORG: Final = r"[\u4e00-\u9fa5]{1,20}?(?:局|委员会|委|办公室|办事处|街道办|办|中心|人民政府|政府|街道|镇|乡)"
_DRAFTER_LABEL = re.compile(
    rf"(?:起草|拟稿|草拟|承办|主办|文件制定)(?:单位|部门|机构|机关)\s?[:：]\s?(?P<org>{_ORG})(?=$|[\s，。；,;）)|、])",
    re.MULTILINE,
)
_EXPLAINER_LABEL = re.compile(
    rf"解读(?:单位|部门|机构|机关)\s?[:：]\s?(?P<org>{_ORG})(?=$|[\s，。；,;）)|、])", re.MULTILINE
)
_DRAFTED = re.compile(
    rf"(?:^|[，。；,;：:、由]|按照要求|近日)(?P<org>{_ORG})(?:会同[^，。；]{{0,40}}|联合[^，。；]{{0,40}})?(?:负责|牵头|组织|研究|具体|认真)*(?:起草|草拟|拟定|编制|制定)(?:了|形成|的)?(?=《|本|该|文件|实施|$|，|。)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What one item says as an interpretation.

    ``forms`` are those its title names (text when it names none). ``documents`` are the names between 《 》 in its title,
    else those at the top of its text. ``numbers`` are all 发文字号 it mentions: its document's and those of the bases.
    ``drafted_by`` is the unit it says drafted the document, ``explained_by`` the one it says explains it, both as written.
    ``passages`` (document, number, drafted_by, explained_by): where in the text that stands.
    """

    is_interpretation: bool
    forms: tuple[Form, ...] = ()
    documents: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    drafted_by: str = ""
    explained_by: str = ""
    passages: tuple[Passage, ...] = field(default=(), compare=False)


def read_interpretation(title: str, text: str) -> Interpretation:
    """Read one item. Whether it is an interpretation is asked of its title; of one in a column for them, see the checks."""
    rest = outside_names(title)
    text = text[:MAX_TEXT]
    documents = _NAME.findall(title) or list(dict.fromkeys(_NAME.findall(text[:_HEAD])))
    explains = bool(_EXPLAINS.search(rest) or (_NAMED_FORM.search(rest) and ("◇" in rest or "政策" in rest)))
    label = _EXPLAINER_LABEL.search(text)
    drafter = _drafter(text)
    numbers = list(_NUMBER.finditer(text))
    named = [] if _NAME.search(title) else list(_NAME.finditer(text[:_HEAD]))
    return Interpretation(
        is_interpretation=explains and not _ABOUT_EXPLAINING.search(rest),
        forms=forms_named(title) or ("text",),
        documents=tuple(documents),
        numbers=tuple(dict.fromkeys(found.group() for found in numbers)),
        drafted_by=_bare_drafter(drafter),
        explained_by=label["org"] if label else "",
        passages=kept(
            *(passage("document", text, *found.span(1)) for found in named),
            *(passage("number", text, *found.span()) for found in numbers[:_MAX_PLACES]),
            passage("drafted_by", text, drafter.end("org") - len(_bare_drafter(drafter)), drafter.end("org"))
            if drafter
            else None,
            passage("explained_by", text, *label.span("org")) if label else None,
        ),
    )


def speaks_of_explaining(title: str) -> bool:
    """Whether a title tells of explaining as work or news: a training, an inspection, a notice about it."""
    return bool(_ABOUT_EXPLAINING.search(outside_names(title)))


def forms_named(words: str) -> tuple[Form, ...]:
    """The forms a title or a column's name tells, without text."""
    rest = outside_names(words)
    return tuple(form for form, pattern in _FORMS if pattern.search(rest))


def read_drafter(text: str) -> str:
    """Who drafted the document, as an interpretation or the document itself says; '' when it does not."""
    return _bare_drafter(_drafter(text[:MAX_TEXT]))


def drafter_of_document(text: str) -> str:
    """Who drafted a document by its own words: a label at its top or its end. Its articles speak of other drafting."""
    plain = text[:MAX_TEXT]
    for part in (plain[:_HEAD], plain[-_TAIL:]):
        if match := _DRAFTER_LABEL.search(part):
            return match["org"]
    return ""


def _drafter(text: str) -> re.Match[str] | None:
    for pattern in (_DRAFTER_LABEL, _DRAFTED):
        for match in pattern.finditer(text):
            if not match["org"].startswith(("我", "本", "该", "各", "有关", "相关")):
                return match
    return None


def _bare_drafter(match: re.Match[str] | None) -> str:
    return match["org"].removeprefix("由") if match else ""
