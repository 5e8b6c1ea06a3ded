"""What the checks make of a pair: each kind asks the functions its checks ask, in the order in which they ask them.

``firm``: the check takes it for the answer by itself; ``unsure``: a person is asked; an item of which nothing is said is missed.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from crawler.archive import Article, Corpus
from rules.checks._audits import announcements, report_answers, unit_answers, work_reports
from rules.checks._candidate import Candidate, Fit
from rules.checks._consultations import Asked, answered, answers, certain, consultations, namesakes, since_of
from rules.checks._feedback_doubts import elsewhere, unclear
from rules.checks._inspections import answers as answers_batch
from rules.checks._inspections import plans, results
from rules.checks._interpretation_doubts import doubts, widened
from rules.checks._policies import Document, Scope, Wanted, documents
from rules.checks._project_lists import Projects, everyones, sighted, yearly_lists
from rules.checks._recruitments import recruitings
from rules.checks._recruitments import steps_of as recruitment_steps
from rules.checks._tenders import steps_of as tender_steps
from rules.checks._tenders import tenderings
from rules.checks.unlinked_decision import document_of, final_documents
from rules.lab.building import corpus_of, duty_for, duty_of
from rules.lab.figures import Share
from rules.lab.pairs import FIRM, MISSED, PLANTED, UNSURE, Offered, Planted, Situation
from rules.model import Duty
from rules.pairing import Pair, Pairing, ranked

_ASKED_IN: Final = ("consultation", "feedback", "notices")  # the columns of missing_feedback
_AUDITS: Final = ("audit",)
_INSPECTIONS: Final = ("double_random", "enforcement")
_LISTS: Final = ("major_project", "plan", "notices", "policy")
_PROJECTS: Final = ("major_project", "public_resources", "license", "notices")
_DOCUMENTS: Final = ("policy", "normative", "decision")
_LOOK_BACK: Final = 250  # days


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one item, and why."""

    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said of each item, by identity. ``note`` says why nothing could be asked, '' when it could."""

    told: dict[str, Told]
    note: str = ""

    def of(self, identity: str) -> Told:
        return self.told.get(identity, Told(MISSED, self.note or "没有列为候选"))


@dataclass(frozen=True, slots=True)
class Judged:
    """One item beside a wanted one: what the label says, what is recorded of it, and what was said. ``part``: of which set."""

    kind: str
    part: str
    name: str
    wanted: str
    title: str
    partner: bool
    recorded: str
    told: Told

    @property
    def is_wrong(self) -> bool:
        return not self.partner and self.told.outcome == FIRM

    @property
    def is_missed(self) -> bool:
        """Whether it is a partner that the pairing does not take by itself, asked about or not."""
        return self.partner and self.told.outcome != FIRM


@dataclass(frozen=True, slots=True)
class Score:
    """``asked``: partners of which a person decides; they count for no precision, and as missed for recall. ``in_vain``: the same
    of what is no partner."""

    pairs: int
    right: int
    wrong: int
    asked: int
    in_vain: int

    @property
    def silent(self) -> int:
        """Partners of which nothing is said."""
        return self.pairs - self.right - self.asked

    @property
    def precision(self) -> Share:
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        return Share(self.right, self.pairs)


def score(judged: Iterable[Judged]) -> Score:
    """Count what was judged."""
    told = Counter((each.partner, each.told.outcome) for each in judged)
    return Score(
        pairs=sum(count for (partner, _), count in told.items() if partner),
        right=told[True, FIRM],
        wrong=told[False, FIRM],
        asked=told[True, UNSURE],
        in_vain=told[False, UNSURE],
    )


Ask = Callable[[Corpus, Duty, Article, dict[str, Any]], Answered]


def judge_situation(situation: Situation) -> tuple[Judged, ...]:
    """Build the situation as an archive and ask."""
    with tempfile.TemporaryDirectory(prefix="zwgk-pairs-") as folder:
        corpus = corpus_of(situation.case, Path(folder))
        wanted = corpus.article_at(situation.wanted)
        if wanted is None:
            raise ValueError(f"{situation.name}：所求的信息不在存档中")
        said = ask(situation.kind, corpus, duty_of(situation.case, corpus), wanted, situation.asked)
        return tuple(
            Judged(situation.kind, situation.part, situation.name, wanted.title, each.title, each.partner, each.found, _of(corpus, said, each))
            for each in situation.offered
        )


def judge_planted(corpus: Corpus, table: Iterable[Planted]) -> Iterator[Judged]:
    """Every planted pair, and of every wanted item whatever else the pairing takes for its answer."""
    titles = {article.title: article for article in corpus.articles(None, ())}
    for planted in table:
        said = ask(planted.kind, corpus, duty_for(corpus, planted.unit), titles[planted.wanted], _decides(planted))
        partners = {titles[title].identity for title in planted.partners}
        told = {identity: said.of(identity) for identity in (*sorted(partners), *said.told)}
        for identity, each in told.items():
            article = corpus.article(identity)
            if article and (identity in partners or each.outcome != MISSED):
                partner = identity in partners
                recorded = FIRM if partner else MISSED
                yield Judged(planted.kind, PLANTED, planted.asked, planted.wanted, article.title, partner, recorded, each)


def _decides(planted: Planted) -> dict[str, Any]:
    if planted.kind == "inspection":
        return {"batch": int(planted.asked)}
    return {"project" if planted.kind == "project" else "of": planted.asked}


def ask(kind: str, corpus: Corpus, duty: Duty, wanted: Article, asked: dict[str, Any]) -> Answered:
    """Everything the pairing of ``kind`` says of what may answer ``wanted``."""
    return _ASKS[kind](corpus, duty, wanted, asked)


def _of(corpus: Corpus, said: Answered, offered: Offered) -> Told:
    article = corpus.article_at(offered.address)
    return said.of(article.identity) if article else Told(MISSED, "不在存档中")


# ---- one kind each


def _feedback(corpus: Corpus, duty: Duty, wanted: Article, _: dict[str, Any]) -> Answered:
    since = since_of(duty.applies_from)
    held = consultations(corpus, duty.unit, _ASKED_IN, since)
    asked = _asked(held, wanted)
    if asked is None:
        return Answered({}, "没有读作征求意见")
    given = answers(corpus, duty.unit, _ASKED_IN, since)
    pairing = answered(corpus, asked, given, held)
    sure = certain(duty, pairing, given)
    if not sure:
        wide = elsewhere(corpus, asked, duty, given)
        pairing, given = ranked((*pairing.pairs, *wide.pairing.pairs)), (*given, *wide.given)
        sure = certain(duty, pairing, given)
    found = {pair.article.identity: _told(UNSURE, pair) for pair in (*pairing.pairs, *namesakes(corpus, asked, duty.unit, _ASKED_IN))}
    others = [other for other in held if other is not asked]
    known = {call.article.identity for other in others for call in other.calls}
    known |= {pair.article.identity for other in others for pair in answered(corpus, other, given).firm}
    for article, why in unclear(corpus, asked, duty, ("feedback", "consultation"), known):
        found.setdefault(article.identity, Told(UNSURE, why))
    return Answered(found | {pair.article.identity: _told(FIRM, pair) for pair in sure})


def _interpretation(corpus: Corpus, duty: Duty, wanted: Article, asked: dict[str, Any]) -> Answered:
    for scope in ("drafted", "undrafted"):
        judged = _wanted(asked, scope)
        document = next((d for d in documents(corpus, duty, judged) if d.article.identity == wanted.identity), None)
        if document:
            return _explained(corpus, duty, document, judged)
    return Answered({}, "没有读作应当解读的文件")


def _explained(corpus: Corpus, duty: Duty, document: Document, judged: Wanted) -> Answered:
    wide = widened(corpus, document, judged)
    found = {d.article.identity: Told(UNSURE, d.why) for d in doubts(corpus, duty, wide) if d.article}
    return Answered(found | {piece.article.identity: Told(FIRM, "、".join(piece.reasons)) for piece in wide.pieces})


def _rectification(corpus: Corpus, duty: Duty, wanted: Article, asked: dict[str, Any]) -> Answered:
    of_report = asked.get("of") == "report"
    since = duty.applies_from.fromordinal(duty.applies_from.toordinal() - _LOOK_BACK)
    made = work_reports(corpus, _AUDITS, since) if of_report else announcements(corpus, duty, _AUDITS)
    audit = next((each for each in made if each.article.identity == wanted.identity), None)
    if audit is None:
        return Answered({}, "没有读作本单位的审计公告")
    found = (report_answers if of_report else unit_answers)(corpus, duty, _AUDITS, audit)
    return Answered({each.article.identity: _fit(each) for each in found})


def _inspection(corpus: Corpus, duty: Duty, wanted: Article, asked: dict[str, Any]) -> Answered:
    since = duty.applies_from.replace(year=duty.year - 1, month=10, day=1)
    plan = next((each for each in plans(corpus, duty, _INSPECTIONS, since) if each.article.identity == wanted.identity), None)
    if plan is None or len(plan.plan.batches) < asked["batch"]:
        return Answered({}, "没有读出这一批")
    batch = plan.plan.batches[asked["batch"] - 1]
    shown = results(corpus, duty, _INSPECTIONS, duty.applies_from)
    return Answered({
        each.article.identity: Told(FIRM, "批次或任务相符") if answers_batch(batch, each, plan.plan.batches) else Told(MISSED, "批次和任务都对不上")
        for each in shown
    })  # fmt: skip


def _project(corpus: Corpus, duty: Duty, wanted: Article, asked: dict[str, Any]) -> Answered:
    lists = [shown for shown in yearly_lists(corpus, duty, _LISTS) if shown.article.identity == wanted.identity]
    projects = Projects(tuple(row for shown in lists for row in shown.reading.rows), corpus.site.district_names)
    key = next((key for key, row in projects.rows.items() if row.name == asked["project"]), None)
    if key is None:
        return Answered({}, "没有从清单读出这个项目")
    seen = sighted(corpus, projects, everyones(corpus, _PROJECTS, duty.applies_from.replace(year=duty.year - 4)))
    return Answered({each.article.identity: Told(FIRM, each.said.item) for each in seen.get(key, ())})


def _decision(corpus: Corpus, duty: Duty, wanted: Article, _: dict[str, Any]) -> Answered:
    held = consultations(corpus, duty.unit, _ASKED_IN, duty.applies_from.replace(year=duty.year - 1))
    asked = _asked(held, wanted)
    if asked is None:
        return Answered({}, "没有读作征求意见")
    document = document_of(corpus, asked, final_documents(corpus, duty, _DOCUMENTS))
    return Answered({document.identity: Told(FIRM, "名称相同")} if document else {})


def _recruitment(corpus: Corpus, duty: Duty, wanted: Article, _: dict[str, Any]) -> Answered:
    everyone = recruitings(corpus, duty.applies_from.replace(year=duty.year - 2))
    notice = next((each for each in everyone if each.article.identity == wanted.identity), None)
    return _steps(recruitment_steps(corpus, notice, everyone)) if notice else Answered({}, "没有读作招聘公告")


def _tender(corpus: Corpus, duty: Duty, wanted: Article, _: dict[str, Any]) -> Answered:
    everyone = tenderings(corpus, duty.applies_from.replace(year=duty.year - 2))
    opening = next((each for each in everyone if each.article.identity == wanted.identity), None)
    return _steps(tender_steps(corpus, opening, everyone)) if opening else Answered({}, "没有读作招标公告")


def _steps(pairing: Pairing) -> Answered:
    return Answered({pair.article.identity: _told(FIRM if pair.firm else UNSURE, pair) for pair in pairing.pairs})


_ASKS: Final[dict[str, Ask]] = {
    "feedback": _feedback,
    "interpretation": _interpretation,
    "rectification": _rectification,
    "inspection": _inspection,
    "project": _project,
    "decision": _decision,
    "recruitment": _recruitment,
    "tender": _tender,
}


def _asked(held: Iterable[Asked], wanted: Article) -> Asked | None:
    return next((each for each in held if any(call.article.identity == wanted.identity for call in each.calls)), None)


def _wanted(asked: dict[str, Any], scope: Scope) -> Wanted:
    return Wanted(("policy", "normative"), ("interpretation", "policy"), own=asked.get("own", False), scope=scope)


def _told(outcome: str, pair: Pair) -> Told:
    return Told(outcome, f"{'、'.join(pair.reasons)}（{pair.confidence:.2f}）")


def _fit(found: Candidate) -> Told:
    outcome = {Fit.MET: FIRM, Fit.NEAR: MISSED, Fit.STATED: MISSED}.get(found.fit, UNSURE)
    return Told(outcome, found.why)
