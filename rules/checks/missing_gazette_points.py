"""政府公报置放点没有公布：哪里可以看到纸质公报，没有名单，或名单没有写本单位的、没有写地址。

依据：年度要点（政务服务大厅、便民服务中心、档案馆、图书馆等场所及时置放三级政府公报）；政府信息公开条例第二十五条（查阅场所）。
判定：见到公报置放点（赠阅点、查阅点）名单，写有本单位或其场所，写明地址，为合规；名单没有写到本单位的、没有写地址的、早于两年前的，为待核验。
没有见到名单的不出结果，由责任单位提供照片等佐证：要点要求的是置放，不是公布名单。
无法判定：列出了名单而页面、附件没有读到，或内容是图片。
不涉及：是否真的放有最新一期（由单位佐证）；上级和其他区县的名单；政府信息查阅点（没有写公报的）。
怎么改：公布公报置放点名单，写明场所名称、地址、开放时间；漏列的补上。
"""

import re
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from rules.asked_items import plain_title
from rules.checks._asked import is_of_other_district
from rules.checks._columns import searched
from rules.checks._oversight import organ_is_another, why_unread
from rules.checks._ownership import named_among
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.texts import is_upper, squeezed

version = 1

_TITLE = re.compile(r"公报.{0,16}(?:点|场所|地址|一览|免费取阅|免费赠阅|置放|赠阅|查阅|取阅)|(?:赠阅|置放|取阅|查阅|发放)点.{0,8}公报")
_NEVER = re.compile(r"采购|招标|征订|通知$|目录|第.{1,4}期|检查|会议|统计|指南$|制度|办法|重点|特点|亮点|试点|要点")
_ADDRESS = re.compile(r"地址|[一-鿿]{1,12}(?:路|街|大道|巷|段)[一-鿿\d]{0,8}(?:号|楼|室)|(?:路|街|大道|巷)\d{1,4}号|便民服务中心[一-鿿]{0,4}大厅|\d{1,2}楼")
_HOURS = re.compile(r"\d{1,2}[:：]\d{2}|开放时间|服务时间|工作日|上午|周[一二三四五]|[法节]定?假日")
_KEEP_YEARS: Final = 2
_READ: Final = 50_000


def check(corpus: Corpus, duty: Duty, *, places: tuple[str, ...] = (), whole: bool = False) -> list[Verdict]:
    """``places``: what the unit's places are called in a list (图书馆); ``whole``: the unit answers for the list, not for a place."""
    listed = [article for article in _lists(corpus) if _is_ours(corpus, duty, article)]
    if not listed:
        return []
    verdict = _judged(corpus, duty, listed[-1], places, whole)
    return [replace(verdict.about(f"gazette_points:{duty.year}"), searched=searched(corpus.columns(duty.unit, ("gazette",))))]


def _judged(corpus: Corpus, duty: Duty, article: Article, places: tuple[str, ...], whole: bool) -> Verdict:
    title = f"《{article.title}》"
    said = contents(corpus, article)
    text = said.text[:_READ]
    if article.state in ("failed", "skipped", "external"):
        return unknown(f"已列出{title}，但页面没有读到（{article.cause or '未读取'}）", of_article(article))
    if not (_ADDRESS.search(text) or _named(duty, text, places)) and (why := _unread(corpus, article)):
        return unknown(f"已列出{title}，但{why}", of_article(article))
    name = "" if whole else _named(duty, text, places)
    if not whole and not name and article.unit != duty.unit:
        return suspect(
            f"{title}没有写到{duty.unit_name}的置放点", of_article(article), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"{duty.unit_name}是否设有政府公报置放点，是否漏列？", advice="设有的，请门户把该处补进名单；没有设的，及时设置。",
        )  # fmt: skip
    if not _ADDRESS.search(text):
        return suspect(
            f"{title}没有写明地址", of_article(article, name), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question="公众按这份名单能找到置放点吗？", advice="补上场所名称、地址、开放时间。",
        )  # fmt: skip
    day = article.published
    if day is None or day.year < duty.year - _KEEP_YEARS:
        when = f"于 {day} 公布" if day else "没有注明日期"
        return suspect(
            f"{title}{when}，是否仍然有效须确认", of_article(article, name), lean=Status.MET,
            question="名单所列的置放点现在是否仍在置放最新的三级公报？", advice="有变动的更新名单，注明更新日期。",
        )  # fmt: skip
    where = f"写有“{name}”，" if name else ""
    hours = "地址和开放时间" if _HOURS.search(text) else "地址，没有写开放时间"
    return met(f"{title}（{day}）{where}写明{hours}；是否放有最新一期由单位佐证", of_article(article, name))


def _named(duty: Duty, text: str, places: tuple[str, ...]) -> str:
    plain = squeezed(text)
    return next((place for place in places if place in plain), "") or named_among(text, duty)


def _unread(corpus: Corpus, article: Article) -> str:
    if unread := why_unread(contents(corpus, article)):
        return f"内容在附件里，{unread}"
    return "内容是图片，没有读" if article.media else ""


def _lists(corpus: Corpus) -> tuple[Article, ...]:
    """Every list of places with the gazette, oldest first, whoever published it."""

    def found() -> tuple[Article, ...]:
        with corpus.looking():  # what is seen is judged; that no list was seen says nothing
            return tuple(corpus.articles(None, (), titled=_is_list))

    return corpus.once("gazette-points", found)


def _is_list(title: str) -> bool:
    plain = plain_title(title)
    return bool(_TITLE.search(plain)) and not _NEVER.search(plain)


def _is_ours(corpus: Corpus, duty: Duty, article: Article) -> bool:
    """The unit's own list, or one for the whole district; not one that another unit made of its own places."""
    places = corpus.site.district_names
    if is_upper(article.title, places) or is_of_other_district(article.title, places):
        return False
    organ = article.issuer or article.source
    if not article.unit and organ and organ_is_another(corpus, duty, organ) and is_upper(organ, places):
        return False
    unit = corpus.site.unit(article.unit)
    return unit is None or unit.id == duty.unit or not ({"townships", "subdistricts"} & set(unit.groups))
