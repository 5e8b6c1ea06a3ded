"""未见年度重点项目清单：没有见到本年度的重点（重大）建设项目清单。

依据：年度要点第（五）项（重大建设项目批准实施领域全流程公开）；政府信息公开条例第二十条第十项；清单本身没有明文要求，公布期限（3月31日）是推算的。
判定：见到本年度、本区的清单，能读到项目，为合规；到期而各栏目看全了仍未见的，为有问题，依据只是推算的，报告中列为待核验。
无法判定：栏目没有看全；清单在没有读到的附件或图片里。期限当日及以前未见的，为未到期。
不涉及：上级的清单、往年的清单，招商、储备、专项债项目清单，进展通报；清单列得全不全。
怎么改：在“重大建设项目”栏目公布本年度清单，列明项目名称、代码、建设单位。
"""

from dataclasses import replace
from datetime import date

from crawler.archive import Corpus
from crawler.extract.project import title_says_list
from rules.checks._candidate import Candidate, Fit, absent
from rules.checks._columns import searched
from rules.checks._project_lists import everyones, yearly_lists
from rules.evidence import of_article
from rules.model import Duty, Verdict, met, not_due, unknown

version = 2


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("major_project", "plan", "notices", "policy"),
    due_month: int = 3,
    due_day: int = 31,
) -> Verdict:
    due = date(duty.year, due_month, due_day)
    verdict = _judged(corpus, duty, kinds, due)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"project_list:{duty.year}", due=due), searched=looked)


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], due: date) -> Verdict:
    with corpus.looking():  # whoever's column shows the list
        found = yearly_lists(corpus, duty, kinds)
    if read := next((shown for shown in found if shown.reading.rows), None):
        return met(f"已见《{read.article.title}》，读到 {len(read.reading.rows)} 个项目", of_article(read.article))
    if found:
        return unknown(f"已列出《{found[0].article.title}》，但{found[0].why}", of_article(found[0].article))
    if corpus.as_of <= due:
        return not_due(f"年度重点项目清单的期限按 {due} 推算，目前未到期", due=due)
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why)
    advice = "在“重大建设项目”栏目公布本年度清单，列明项目名称、代码、建设单位。"
    what = f"{duty.year}年重点（重大）建设项目清单"
    return absent(corpus, duty, kinds, what, f"期限 {due} ", _nearest(corpus, duty, kinds), advice=advice)


def _nearest(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Candidate | None:
    """The newest list of another year or level."""
    with corpus.looking():
        articles = everyones(corpus, kinds, date(duty.year - 3, 1, 1))
    near = next((a for a in reversed(articles) if title_says_list(a.title)), None)
    return Candidate(near, Fit.NEAR, "不是本年度、本区的") if near else None
