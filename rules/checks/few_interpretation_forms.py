"""解读形式偏少：以政府或政府办公室名义印发的政策性文件，解读形式不足3种。

依据：年度政务公开工作要点“以政府或政府办公室名义印发的政策性文件，要采取多元化形式解读政策……解读形式不得少于3种”。
判定：按文字、图解、视频动漫、音频、简明问答、专家解读、媒体专访、在线访谈、新闻发布会、场景演示归类，同类多件只算一种；达到 3 种为落实，不足为未落实。
标题称图解、视频的，页面上须确有图片、视频。
无法判定：有解读栏目没有看全；标题称图解、视频而页面上未见的，一页之中兼有图片、视频、问答或者分栏、链接写有其他形式的，标题所称形式没有归类（案例、手册、FAQ等）的，
解读页面链接到新媒体的，另有没读懂的图片视频或文件页面本身可能载有解读的，请人打开核对；查不到起草单位的，请人确认由谁起草。
不涉及：部门自己的文件；没有解读的文件（见 missing_interpretation）；解读质量。
怎么改：补充不同形式的解读，如图解、视频、简明问答、专家解读，与文件互相链接。
"""

import re
from dataclasses import replace

from crawler.archive import Corpus
from crawler.extract.consultation_titles import outside_names
from crawler.extract.interpretation import FORM_NAMES, Form, forms_named
from rules.checks._interpretation_doubts import (
    RULES_QUESTION,
    doubts,
    leads_elsewhere,
    looked_through,
    page_links,
    shown_to_a_person,
    widened,
)
from rules.checks._policies import Document, Piece, Scope, Wanted, documents, nothing_to_judge, unseen
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown

version = 5

_ENOUGH_TEXT = 200  # a page called 图解 without a picture explains in words when it holds this much text
_PICTURES = ("jpg", "jpeg", "png", "gif", "bmp", "webp")
_SOUNDS = ("mp3", "m4a", "wav", "aac", "amr")
_FILMS = ("mp4", "m3u8", "flv", "wmv", "avi", "mov")

# A form the usual classes do not hold: 案例解读, FAQ, 政策口袋书.
_OTHER_FORM = re.compile(
    r"FAQ|Q[&＆]A|案例|场景|手册|口袋书|明白[纸卡]|折页|漫画|小剧|短剧|情景|宣传片|课|说|谈|讲|答|问|报道|实录|聚焦|播报|热线|H5|小程序|数字人|指南|一点通|新规|来了"
    r"|(?<!政策)(?<!文件)(?<!文字)(?<!部门)(?<!系列)(?<!全文)(?<!负责人)(?<!第一解读人)(?<=[\u4e00-\u9fa5]{2})解读[】\]:：丨|]",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"^[\s\d一二三四五六七八九十.、．（()）]{0,8}(?:(?:记者)?(?:问题?|Q)\s?[\d一二三四五六七八九十]{0,3}\s?[:：.、]|[^\n。；]{4,50}[?？]\s*$)", re.MULTILINE | re.IGNORECASE
)
# The head of a part of a page, or a link on it, that offers a form: 【视频版】, 二、图解, 点此收听音频解读.
_PART = re.compile(
    r"(?P<text>文字)|(?P<graphic>图片|图文|图解|一图|长图|海报)|(?P<video>视频|动漫|动画|短片)|(?P<audio>音频|语音|广播|有声)|(?P<qa>问答|答疑)"
    r"|(?P<expert>专家)|(?P<media>媒体|答记者问)|(?P<interview>访谈)|(?P<press>发布会)"
)
_HEAD_OF_PART = re.compile(r"[\W\d一二三四五六七八九十]{0,8}[^\s，。；:：、]{2,12}[】\]）):：]{0,2}")
_OFFERS = re.compile(r"解读|版|图解|读懂|讲解|说明|问答|答疑|访谈|发布会|观看|收听|播报")
_NOTHING_ELSE = re.compile(r"(?:\W|图片|图文|图解|长图|海报|视频|动漫|动画|短片|音频|语音)+")
_SHORT_LINE = 40
_SHORT_ANCHOR = 16
_SEE_ALSO = re.compile(r"视频号|公众号|抖音|扫码|扫描|二维码|点击(?:观看|查看|收听)")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    scope: Scope = "drafted",
    forms: int = 3,
    workdays: int = 3,
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, scope=scope)
    held = [document for document in documents(corpus, duty, wanted) if document.pieces]
    verdicts = []
    for document in held:
        verdict = _judge(corpus, duty, wanted, document, forms, workdays)
        verdicts.append(verdict.about(document.article.identity, event=document.article.published))
    if verdicts:
        return [replace(verdict, searched=looked_through(corpus, duty, wanted, verdict)) for verdict in verdicts]
    if why := nothing_to_judge(corpus, duty, wanted):
        return [unknown(f"未见本单位已解读的政府文件，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位已解读的、以政府或政府办名义印发的政策性文件")]


def _judge(corpus: Corpus, duty: Duty, wanted: Wanted, document: Document, forms: int, workdays: int) -> Verdict:
    shown: set[Form] = set()
    named: set[Form] = set()
    for piece in document.pieces:
        present, claimed = _forms(corpus, piece)
        shown |= present
        named |= claimed
    evidence = [of_article(a) for a in (document.article, *(p.article for p in document.pieces))]
    if len(shown) >= forms:
        return met(f"{document.name}的解读有 {len(shown)} 种形式：{_in_words(shown)}", *evidence)
    published = document.article.published
    due = workdays_after(published, workdays) if published else None
    if due and not due.surely_before(duty.as_of):
        return not_due(f"{document.name}于 {published} 发布，解读材料仍可在 {due} 前补齐", *evidence[:1], due=due.rolled)
    wide = widened(corpus, document, wanted)
    if len(wide.pieces) > len(document.pieces):
        return _judge(corpus, duty, wanted, wide, forms, workdays)
    reason = f"{document.name}的解读只有 {len(shown)} 种形式（{_in_words(shown)}），不足 {forms} 种"
    if len(shown | named) >= forms:
        doubt = _in_words(named - shown)
        question = f"标题所称或页面所含的{doubt}，是否可以算作相应形式的解读？"
        return suspect(f"{reason}；另有标题称{doubt}而页面上未见，或页面含有而标题未称", *evidence, lean=Status.GAP, question=question)
    more = _more(corpus, document)
    if more:
        question = "这些解读是否还有其他形式，应当另算一种？"
        return suspect(f"{reason}；但{more}", *evidence, lean=Status.GAP, question=question)
    if found := doubts(corpus, duty, wide):
        return shown_to_a_person(document, found[0], f"{reason}；", Status.GAP)
    if why := unseen(corpus, duty, wanted.interpretation_kinds, published, due.rolled if due else None):
        return unknown(f"{reason}，但不能确定：{why}", *evidence)
    if wanted.scope == "undrafted":
        question = "该文件由哪个单位起草？"
        return suspect(reason, *evidence, lean=Status.GAP, question=question, defect=Defect.TOO_FEW_FORMS)
    advice = f"再补充 {forms - len(shown)} 种形式的解读，如{_in_words(set(FORM_NAMES) - shown - {'scenario', 'press'}, 4)}"
    if not document.sets_rules:
        return suspect(reason, *evidence, lean=Status.GAP, question=RULES_QUESTION, defect=Defect.TOO_FEW_FORMS, advice=advice)
    return gap(reason, *evidence, defect=Defect.TOO_FEW_FORMS, advice=advice)


def _forms(corpus: Corpus, piece: Piece) -> tuple[set[Form], set[Form]]:
    """The forms a piece shows, and those it only claims: by its title, the names of its columns and what its page holds."""
    article = piece.article
    columns = [column.name for c in article.columns if (column := corpus.seen_column(c))]
    claimed: set[Form] = {form for words in (article.title, *columns) for form in forms_named(words)}
    endings = {attachment.media_type for attachment in article.attachments}
    picture = "image" in article.media or article.body_kind == "image" or bool(endings & set(_PICTURES))
    film = "video" in article.media or article.body_kind == "video" or bool(endings & set(_FILMS))
    sound = "audio" in article.media or bool(endings & set(_SOUNDS))
    present: set[Form] = set()
    if article.state != "read":
        return present, claimed or {"text"}
    if article.body_kind == "image":
        claimed.add("graphic")
    if article.body_kind == "video":
        claimed.add("video")
    held_in_text: set[Form] = {"qa"} if len(_QUESTIONS.findall(piece.text)) > 1 else set()
    words = bool(piece.text.strip()) or bool(article.attachments)
    held: dict[Form, bool] = {"graphic": picture, "video": film, "audio": sound}
    for form in claimed:
        if held.get(form, words or picture or film or sound):
            present.add(form)
    if not present and words and (not claimed or len(piece.text) >= _ENOUGH_TEXT):
        present.add("text")
    # A page may hold further forms its title does not name: a person must say whether they count.
    if len(piece.text) >= _ENOUGH_TEXT and claimed and claimed <= held.keys():
        held_in_text.add("text")
    held_in_text |= _offered(corpus, piece)
    for attachment in article.attachments:
        held_in_text |= set(forms_named(attachment.name))
    return present, claimed | held_in_text | {form for form, there in held.items() if there}


def _offered(corpus: Corpus, piece: Piece) -> set[Form]:
    """The forms that a page offers in parts of its own, or behind links to what we did not read."""
    lines = [line.strip() for line in piece.text.splitlines() if len(line) <= _SHORT_LINE]
    heads = [head for line in lines for head in re.split(r"[\s|｜/]+", line) if _HEAD_OF_PART.fullmatch(head)]
    anchors = [words for _, words in page_links(corpus, piece.article) if len(words) <= _SHORT_ANCHOR]
    found: set[Form] = set()
    for words in (*heads, *anchors):
        if _OFFERS.search(words) or _NOTHING_ELSE.fullmatch(words):
            found |= {form for form in FORM_NAMES for told in _PART.finditer(words) if told.lastgroup == form}
    return found


def _more(corpus: Corpus, document: Document) -> str:
    """What tells of a form that was not counted; '' when nothing does."""
    for piece in document.pieces:
        other = _OTHER_FORM.finditer("" if forms_named(piece.article.title) else outside_names(piece.article.title))
        if told := next((found.group() for found in other if found.group() not in document.article.title), ""):
            return f"《{piece.article.title}》标题所称“{told}”没有归入任何一种"
        if leads_elsewhere(corpus, piece.article):
            return f"《{piece.article.title}》有指向新媒体的链接"
        if where := _SEE_ALSO.search(piece.text):
            return f"《{piece.article.title}》正文写有“{where.group()}”"
    return ""


def _in_words(forms: set[Form], at_most: int = len(FORM_NAMES)) -> str:
    return "、".join([name for form, name in FORM_NAMES.items() if form in forms][:at_most]) or "无"
