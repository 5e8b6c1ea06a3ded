"""政策解读不及时：解读材料没有在文件公布后的限定工作日内发布。

依据：国办发〔2016〕80号，解读材料于文件公布后3个工作日内发布；年度政务公开工作要点“同步组织、同步审签、同步部署”。
判定：以最早的一件解读为准，文件发布之日起 3 个工作日内（含调休上班日，当日不计）发布的，为落实；晚于此，为逾期。
无法判定：文件或解读读不出发布日期；有解读栏目没有看全，可能另有更早的解读。查不到起草单位的，请人确认由谁起草；更早的图片视频没有读懂、
文件页面本身可能载有解读、日期前后不一致、文件看不出是否设定规则的，请人核验；所见解读是系列之二之三、更新转载的，
或者写明先在别处发布、访谈发布会在期限内举行的，因栏目合并移来的，也请人核验。
不涉及：没有解读的文件（见 missing_interpretation）；名称只是相似、未经确认的解读。
怎么改：今后将解读材料与文件同步起草、同步发布。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.dates import find_dates
from crawler.extract.interpretation import forms_named
from rules.checks._interpretation_doubts import RULES_QUESTION, doubts, looked_through, shown_to_a_person, widened
from rules.checks._policies import Document, Scope, Wanted, documents, nothing_to_judge, unseen
from rules.deadlines import workdays_after, workdays_between
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, not_applicable, suspect, unknown
from rules.texts import squeezed

version = 5


# A later one of several, or one that was put on the site again.
_LATER_ONE = re.compile(
    r"之(?:[二三四五六七八九十]|[2-9]|1\d)|[（(](?:[二三四五六七八九十]|[2-9]|1\d|中|下|续)[）)]|[二三四五六七八九][)）]?$"
    r"|第(?:[二三四五六七八九十]|[2-9]|1\d)[期篇讲集回季辑弹场次]|再(?:解读|谈|读|问|看|说)|[续]|更新|补充|修订版|新版|升级版|重新|重发|转载|二次|回顾|回放|汇总|合集|完整版"
)
_FIRST_ELSEWHERE = re.compile(
    r"首发|首次(?:在|于|发布|公开|公布|上线|刊|推送|播)|原(?:发布|公布|公开|刊发|推送)(?:时间|日期|日)|原载|原文(?:刊|载|发)|转载?自|来源[:：]\s?[^\n]{0,12}(?:微信|公众号|视频号|[日晚早]报|报社|电视台|广播|微博|融媒|客户端|新闻网)"
    r"|(?:微信|公众号|视频号|抖音|微博|日报|电视台|电台)[^。；;\n]{0,24}(?:发布|推送|播出|首发|刊发|刊登|刊载|直播)"
    r"|(?:已|曾|先)[^。；;\n]{0,20}(?:发布|推送|刊登|刊发)[^。；;\n]{0,6}(?:解读|图解|问答)|解读[^。；;\n]{0,12}(?:已|曾|先)[^。；;\n]{0,20}(?:发布|推送|刊登|刊发)"
    r"|(?:本解读|本文|本图解|本视频|本期)[^。；;\n]{0,40}(?:发布|公布|公开|推送|播出|刊)|(?:解读|图解)(?:材料)?[^。；;\n]{0,6}同步[^。；;\n]{0,20}(?:发布|公布|公开|推送|刊)"
    r"|(?<!下)[刊载][于在][^。；;\n]{0,24}(?:[报刊网台]|客户端|公众号)"
    r"|栏目(?:已|经|的)?(?:合并|整合|调整|撤并|归并|迁移|改版|更名)|(?:并入|归并到|合并到|迁移?至|移至|调整至)(?:本|该|此|这)|(?:历史|原有|存量|旧版|网站|平台)[^。；;\n]{0,12}(?:迁移|迁入|改版)"
)
# What was said aloud before it was written down, with the day beside it.
_SAID_ALOUD = re.compile(r"发布会|通气会|吹风会|访谈|做客|直播|行风热线|问政")
_DAY = re.compile(r"(?:(?P<year>20\d{2})\s?[年./-]\s?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?[月./-]\s?(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)")
_SENTENCE = re.compile(r"[^。；;\n]+")
_HELD: frozenset[str] = frozenset({"press", "interview", "media", "video", "audio"})


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
    workdays: int = 3,
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)
    held = [document for document in documents(corpus, duty, wanted) if document.pieces]
    if held:
        told = [_judge(corpus, duty, wanted, d, workdays).about(d.article.identity, event=d.article.published) for d in held]
        return [replace(verdict, searched=looked_through(corpus, duty, wanted, verdict)) for verdict in told]
    if why := nothing_to_judge(corpus, duty, wanted):
        return [unknown(f"未见本单位已解读的政策性文件，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位已解读的政策性文件")]


def _judge(corpus: Corpus, duty: Duty, wanted: Wanted, document: Document, workdays: int) -> Verdict:
    shown = of_article(document.article)
    published = document.article.published
    dated = [(day, p.article) for p in document.pieces if (day := p.article.published)]
    if published is None:
        return unknown(f"读不出{document.name}的发布日期，不能计算解读的期限", shown)
    if not dated:
        return unknown(f"读不出{document.name}解读材料的发布日期", shown, of_article(document.pieces[0].article))
    day, first = min(dated, key=lambda found: (found[0], found[1].identity))
    due = workdays_after(published, workdays)
    days = workdays_between(published, day)
    if day <= due.rolled:
        when = "当日" if day == published else ("此前" if day < published else f"第 {days} 个工作日")
        return met(f"{document.name}于 {published} 发布，解读于{when}（{day}）发布", shown, of_article(first))
    if len(dated) < len(document.pieces):
        return unknown(f"{document.name}另有读不出发布日期的解读，不能认定逾期", shown, of_article(first))
    if not due.surely_before(day):
        return unknown(f"{document.name}的解读期限（{due}）落在放假安排尚未公布的年份", shown, of_article(first))
    wide = widened(corpus, document, wanted)
    if len(wide.pieces) > len(document.pieces):
        return _judge(corpus, duty, wanted, wide, workdays)
    late_reason = f"{document.name}已见的解读最早为 {day}（应于 {due} 前发布），"
    if earlier := doubts(corpus, duty, document=wide, until=due.rolled):
        return shown_to_a_person(document, earlier[0], late_reason, Status.MET)
    if any(note.startswith("published") for a in (document.article, first) for note in a.conflicts):
        question = "文件和解读实际是哪一天发布的？"
        reason = f"{late_reason}但页面与列表的日期不一致"
        return suspect(reason, shown, of_article(first), lean=Status.GAP, question=question, defect=Defect.OVERDUE)
    if told := _told_earlier(corpus, document, first, due.rolled):
        question = "该文件此前是否已经发布过解读？"
        evidence = (shown, of_article(first))
        return suspect(f"{late_reason}但{told}", *evidence, lean=Status.MET, question=question, defect=Defect.OVERDUE)
    if why := unseen(corpus, duty, wanted.interpretation_kinds, published):
        return unknown(f"{document.name}的解读最早见于 {day}，是否另有更早的不能确定：{why}", shown, of_article(first))
    reason = f"{document.name}于 {published} 发布，解读应于 {due} 前发布，{day} 才发布，已是第 {days} 个工作日"
    if wanted.scope == "undrafted":
        question = "该文件由哪个单位起草？"
        return suspect(reason, shown, of_article(first), lean=Status.GAP, question=question, defect=Defect.OVERDUE)
    if not document.sets_rules:
        return suspect(reason, shown, of_article(first), lean=Status.GAP, question=RULES_QUESTION, defect=Defect.OVERDUE)
    return late(reason, shown, of_article(first), due=due.rolled)


def _told_earlier(corpus: Corpus, document: Document, first: Article, due: date) -> str:
    """What in the first interpretation we see tells that there was an earlier one; '' when nothing does."""
    if (first.first_seen and first.first_seen <= due) or any(day <= due for day in first.dated_before):
        return "以前采集时已见到它，或当时标注的日期更早"
    name = squeezed(document.article.title)
    for found in _LATER_ONE.finditer(squeezed(first.title)):
        if found.group() not in name:
            return f"标题写有“{found.group()}”，不像第一件"
    text = corpus.text(first)
    if told := _FIRST_ELSEWHERE.search(text):
        return f"正文写有“{told.group()}”，可能先在别处发布"
    published = document.article.published
    if published and _HELD & set(forms_named(first.title)):
        held = next((day for day, _, _ in find_dates(text) if published <= day <= due), None)
        if held:
            return f"正文写有 {held}，访谈、发布会可能在期限内举行"
    if published and (held := _said_aloud(text, published, due)):
        return f"正文写有 {held} 的访谈、发布会"
    return ""


def _said_aloud(text: str, since: date, until: date) -> date | None:
    """The day of a news conference or talk that a text reports, when it lies between the two. A day without its year is of ``since``'s."""
    spoken = (sentence.group() for sentence in _SENTENCE.finditer(text) if _SAID_ALOUD.search(sentence.group()))
    for found in (found for sentence in spoken for found in _DAY.finditer(sentence)):
        try:
            day = date(int(found["year"] or since.year), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if since <= day <= until:
            return day
    return None
