"""有名无实的图解视频：标题称图解、视频、音频的解读，页面上没有图片、视频、音频。

依据：年度政务公开工作要点“视频动漫解读和场景演示等形式，解读形式不得少于3种”。只有标题而没有图和视频的，不成其为一种形式。
判定：标题称图解、一图读懂、视频、动漫、音频的解读，页面正文或附件中确有图片、视频、音频，或有指向它们的链接，为落实。没有的，请人打开确认。
无法判定：页面没有读到；页面源代码中有延迟加载、播放器、内嵌页面的痕迹，存下的网页显示不出。
不涉及：标题没有说是图解、视频的解读；图片视频的内容、清晰度、能不能播放；形式够不够（见 few_interpretation_forms）。
怎么改：重新上传图片、视频，发布后打开页面看一遍。
"""

import re
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.interpretation import FORM_NAMES, Form, forms_named
from rules.checks._explained import Explained, Read, each_explained
from rules.checks._policies import Scope, Wanted
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

ADVICE: Final = "重新上传标题所称的图片或视频，发布后打开页面核对"
_SHOWN: Final[dict[Form, tuple[str, ...]]] = {"graphic": ("image", "video"), "video": ("video",), "audio": ("audio", "video")}
_ENDINGS: Final[dict[Form, re.Pattern[str]]] = {
    "graphic": re.compile(r"^(?:jpe?g|png|gif|bmp|webp|tiff?|pdf|pptx?|docx?|zip|rar)$"),
    "video": re.compile(r"^(?:mp4|m3u8|flv|wmv|avi|mov|swf|zip|rar)$"),
    "audio": re.compile(r"^(?:mp3|m4a|wav|aac|amr|mp4|zip|rar)$"),
}
_LEADS_ON = re.compile(r"mp\.weixin|weibo\.|douyin\.|kuaishou\.|bilibili\.|/video|/tv|\.(?:mp4|m3u8|mp3|html5?)\b|h5", re.IGNORECASE)
_ANCHOR = re.compile(r"图解|图片|长图|视频|动漫|音频|点击|观看|收听|查看")
# What a page loads by script, or shows in a frame, stands in no stored body.
_LOADED_LATER = re.compile(
    rb"data-(?:src|original|url|lazy)|srcset|<iframe|<frame|<embed|<object|<canvas|<svg|background(?:-image)?\s*:\s*url|player|\.mp4|\.m3u8|\.mp3|\.swf|lazyload",
    re.IGNORECASE,
)


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)
    return each_explained(corpus, duty, wanted, _judge)


def _judge(explained: Explained) -> Verdict:
    claiming = [(read, form) for read in explained.pieces for form in forms_named(read.piece.article.title) if form in _SHOWN]
    name = explained.document.name
    if not claiming:
        return not_applicable(f"{name}的解读没有标题称图解、视频、音频的", *explained.shown[:1])
    lacking = [(read, form) for read, form in claiming if not _is_there(explained.corpus, read, form)]
    if not lacking:
        return met(f"{name}标题称图解、视频、音频的解读，页面上都有", *explained.shown)
    read, form = lacking[0]
    article = read.piece.article
    shown = explained.shown[0], of_article(article)
    if article.state != "read":
        return unknown(f"“{article.title}”的页面没有读到（{article.cause or '没有采集'}）", *shown)
    if why := _not_shown_by_the_archive(explained.corpus, article):
        return unknown(f"“{article.title}”的页面上没有读出{FORM_NAMES[form]}，但{why}", *shown)
    return suspect(
        f"“{article.title}”的标题称{FORM_NAMES[form]}，页面上未见", *shown, lean=Status.GAP, defect=Defect.BROKEN,
        question=explained.asks(f"打开页面，能不能看到{FORM_NAMES[form]}？"), advice=ADVICE,
    )  # fmt: skip


def _is_there(corpus: Corpus, read: Read, form: Form) -> bool:
    """Whether the page shows what its title announces, offers it as a file, or leads to it."""
    article = read.piece.article
    if set(_SHOWN[form]) & {*article.media, article.body_kind}:
        return True
    if any(_ENDINGS[form].match(file.media_type.lower()) for file in article.attachments):
        return True
    page = corpus.page(article)
    return any(_LEADS_ON.search(url) or _ANCHOR.search(anchor) for url, anchor in page.links) if page else False


def _not_shown_by_the_archive(corpus: Corpus, article: Article) -> str:
    """Why the stored page does not show all that a browser would; '' when it does."""
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    if kept is None:
        return "网页原文没有存下"
    return "页面有延迟加载或播放器，存下的网页显示不出" if _LOADED_LATER.search(kept[0]) else ""
