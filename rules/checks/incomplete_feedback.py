"""采纳情况不完整：发布了采纳情况，但没有写明收到多少、采纳多少、为什么没有采纳。

依据：年度政务公开工作要点“发布意见采纳情况”；《重大行政决策程序暂行条例》第十八条、第三十二条。
判定：正文或附件写明收到和采纳的数量，有未采纳的写明理由；或者写明未收到意见，为落实。缺其中任何一项，为未落实，并指明所缺。
同一事项发布多条的，以写得最完整的一条为准。
无法判定：页面没有读到，或读不出发布日期。具体内容在没有读到的附件或图片中的，或正文、附件另有说法而读不懂的，请人打开核对。
内容在链接的页面上的，一并答复几件事项而所缺不明的，或另有同名、名称相近的信息写明了的，也请人核验。
不涉及：只说明本期没有公开征求意见的；是否按期发布（见 missing_feedback）；征求意见座谈会等动态报道；听证会的情况。
怎么改：在采纳情况正文中补充“共收到意见×条，采纳×条，未采纳×条及理由”；没有收到意见的，写明“未收到意见”。
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import outside_names, title_says
from crawler.extract.feedback import asked_nobody, read_feedback, tells_of_opinions
from crawler.urls import identity_key
from rules.checks._consultations import Answer, answers, same_matter, since_of
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, suspect, unknown
from rules.pairing import ALIKE, Candidate, alike, everywhere, names_it, unread
from rules.texts import has_name, subjects_in, title_cores

version = 5

_LEADS = re.compile(r"采纳|意见|建议|反馈|结果|情况|详|点击|查看|链接|此处|全文|附件|https?:|汇总|表")
_ORDERS = re.compile(r"关于(?:做好|加强|规范|进一步|开展|报送)[^》]{0,30}(?:工作|情况)?的通知|工作(?:提示|要求|方案)$")  # how units are to do it

ADVICE = "在采纳情况中补充{missing}；没有收到意见的，写明“未收到意见”"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    feedback_kinds: tuple[str, ...] = ("feedback", "consultation"),
    also_kinds: tuple[str, ...] = ("notices",),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*feedback_kinds, *also_kinds)))
    given = [a for a in answers(corpus, duty.unit, looked, duty.applies_from) if a.article.unit == duty.unit]
    given = [a for a in given if not _tells_of_a_hearing(a) and not _ORDERS.search(outside_names(a.article.title)) and not asked_nobody(a.article.title, a.text)]
    verdicts = []
    for matter in same_matter(corpus, given):
        fullest = min((_with_files(corpus, answer) for answer in matter), key=_completeness)
        verdicts.append(_judge(corpus, duty, fullest).about(fullest.answer.article.identity, event=fullest.answer.article.published))
    if verdicts:
        return verdicts
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位发布的意见采纳情况，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有发布意见采纳情况")]


@dataclass(frozen=True, slots=True)
class _Whole:
    """An answer read with its files: ``answer.reading`` is the fullest of what body and files say."""

    answer: Answer
    contents: Contents
    file: str = ""  # the file that says it, '' when the body does


def _with_files(corpus: Corpus, answer: Answer) -> _Whole:
    whole = contents(corpus, answer.article)
    best = _Whole(answer, whole)
    for file in whole.files:
        if not best.answer.reading.missing or not file.is_read:
            continue
        said = read_feedback(answer.article.title, file.text)
        if len(said.missing) < len(best.answer.reading.missing):
            best = _Whole(replace(answer, reading=said), whole, file.name)
    return best


def _completeness(whole: _Whole) -> tuple[int, int, date, str]:
    """Sort key: what says everything first, then what was read, then the earliest."""
    article = whole.answer.article
    return len(whole.answer.reading.missing), article.state != "read", article.published or date.max, article.identity


def _judge(corpus: Corpus, duty: Duty, whole: _Whole) -> Verdict:
    article, reading = whole.answer.article, whole.answer.reading
    shown = of_article(article, reading.quote)
    name = f"“{article.title}”" + (f"的附件《{whole.file}》" if whole.file else "")
    if article.state != "read":
        return unknown(f"{name}的页面没有读到，不能核对内容", shown)
    if article.published is None:
        return unknown(f"读不出{name}的发布日期，不能确定是否属于本期", shown)
    if reading.none_received:
        return met(f"{name}写明未收到意见", shown)
    if reading.received is not None and reading.adopted is not None and reading.adopted > reading.received:
        reason = f"{name}写明收到 {reading.received} 条、采纳 {reading.adopted} 条，前后不一致"
        return suspect(reason, shown, lean=Status.GAP, question="收到和采纳的数量各是多少？", defect=Defect.MISSING_ELEMENT)
    if not reading.missing:
        reasons = "，并说明了未采纳的理由" if reading.reasons else ""
        return met(f"{name}写明收到 {reading.received} 条、采纳 {reading.adopted} 条{reasons}", shown)
    return _incomplete(corpus, duty, whole, f"“{article.title}”", shown)


def _incomplete(corpus: Corpus, duty: Duty, whole: _Whole, name: str, shown: Evidence) -> Verdict:
    missing = "、".join(whole.answer.reading.missing)
    advice = ADVICE.format(missing=missing)
    if unread := _unread(corpus, whole):
        return suspect(
            f"{name}的正文未见{missing}，内容可能在{unread}中", shown, lean=Status.MET, defect=Defect.MISSING_ELEMENT,
            question=f"内容在{unread}中，需打开核对：是否写明{missing}？", advice=advice,
        )  # fmt: skip
    title = whole.answer.article.title
    told = next((f.name for f in whole.contents.files if f.is_read and read_feedback(title, f.text).unclear), "")
    if whole.answer.reading.unclear or told:
        where = f"附件《{told}》" if told else "正文"
        return suspect(
            f"{name}未见{missing}，但{where}另有说法", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"{where}的说法是否算写明了{missing}？", advice=advice,
        )  # fmt: skip
    if several := _several(whole):
        return suspect(
            f"{name}未见{missing}，一并答复了{several}件事项", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"所答复的各件事项是否都写明了{missing}？", advice=advice,
        )  # fmt: skip
    if other := _fuller(corpus, duty, whole):
        return suspect(
            f"{name}未见{missing}，另有“{other.title}”", shown, of_article(other), lean=Status.MET, defect=Defect.MISSING_ELEMENT,
            question=f"该信息是否为同一事项的采纳情况，写明了{missing}？", advice=advice,
        )  # fmt: skip
    where = "正文和附件" if whole.contents.files else ""
    return gap(f"{name}{where}未见{missing}", shown, defect=Defect.MISSING_ELEMENT, advice=advice)


def _several(whole: _Whole) -> int:
    """How many drafts one item answers, when they are several; else 0."""
    named = len(title_cores(whole.answer.article.title)) if has_name(whole.answer.article.title) else 0
    several = max(named, 0 if named else len(subjects_in(whole.contents.text)))
    return several if several > 1 else 0


def _fuller(corpus: Corpus, duty: Duty, whole: _Whole) -> Article | None:
    """Another item, of whatever column, that may tell of the same opinions what is missing: whole, or unread and a result."""
    article = whole.answer.article
    places, cores = corpus.site.district_names, title_cores(article.title)
    linked = {other.identity for other in (*corpus.links_from(article), *corpus.links_to(article))}
    for other in everywhere(corpus, since_of(article.published or duty.applies_from)):
        if other.identity == article.identity or other.unit not in (duty.unit, "") or title_says(other.title) == "call":
            continue
        like = alike(cores, title_cores(other.title), places)
        bare = not title_cores(other.title) and title_says(other.title) == "result" and names_it(cores, Candidate(other, corpus.text(other)), places)
        if other.identity not in linked and like < ALIKE and not bare:
            continue
        text = contents(corpus, other).text
        says = title_says(other.title)
        if tells_of_opinions(text) or (says == "result" and not read_feedback(other.title, text).missing):
            return other
        if says in ("result", "either") and unread(other):
            return other
    return None


def _unread(corpus: Corpus, whole: _Whole) -> str:
    """Where the missing part may stand that nobody read, in words; '' when all was read."""
    article = whole.answer.article
    if files := whole.contents.unread:
        return f"附件《{files[0].name}》" if files[0].name else "附件"
    if _leads_away(corpus, article):
        return "链接的页面"
    pictured = set(article.media) or article.body_kind in ("image", "video")
    refers = whole.answer.reading.refers_to_file and not whole.contents.files
    return "附件或图片" if pictured or refers or (article.body_kind == "file" and not whole.contents.files) else ""


def _leads_away(corpus: Corpus, article: Article) -> bool:
    """Whether the item links to a page nobody looked at, by words that may lead to the result."""
    page = corpus.page(article)
    columns = corpus.column_addresses
    files = {attachment.url for attachment in article.attachments}
    return any(
        url not in files and identity_key(url) not in columns and corpus.article_at(url) is None and _LEADS.search(anchor)
        for url, anchor in (page.links if page else ())
    )


def _tells_of_a_hearing(answer: Answer) -> bool:
    """The report of a hearing (听证会) answers no call for opinions unless it counts them."""
    reading = answer.reading
    silent = reading.received is None and reading.adopted is None
    return "听证" in outside_names(answer.article.title) and silent
