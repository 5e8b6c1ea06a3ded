"""What is said of errors found inside a report: each quoted, with where it stands and what it should be."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from crawler.archive import Article, SeenFile
from crawler.files.model import Place
from rules.evidence import of_article, of_file
from rules.model import Defect, Evidence, Status, Verdict, gap, suspect

SHOWN: Final = 3  # errors told in the reason
_PROOFS: Final = 12  # errors quoted as evidence
_WORDS: Final = 60


class Error(Protocol):
    """What fiscal and annual readings report alike."""

    @property
    def place(self) -> Place: ...
    @property
    def quote(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def computed(self) -> str: ...


class Placed(Protocol):
    """The body of a page or one of its files (``file``) that can say where a place in it is."""

    @property
    def file(self) -> SeenFile | None: ...
    def where(self, place: Place) -> str: ...


def accused(
    article: Article,
    what: str,
    certain: Sequence[tuple[Placed, Error]],
    doubtful: Sequence[tuple[Placed, Error]],
    *,
    defect: Defect,
    question: str,
    advice: str,
    others: Iterable[Evidence] = (),
) -> Verdict:
    """A gap where any error is certain, else a question. ``what`` is said of their number: 处数字不符."""
    told = certain or doubtful
    sentences = [_sentence(source, error) for source, error in told[:SHOWN]]
    listed = "；".join(f"{n}）{sentence}" for n, sentence in enumerate(sentences, 1)) if len(told) > 1 else sentences[0]
    more = f"；其余 {len(told) - SHOWN} 处见证据" if len(told) > SHOWN else ""
    also = f"；另有 {len(doubtful)} 处请核对" if certain and doubtful else ""
    reason = f"《{article.title}》有 {len(told)} {what}：{listed}{more}{also}"
    proofs = [of_article(article), *(_proof(article, source, error) for source, error in (*certain, *doubtful)[:_PROOFS])]
    if certain:
        return gap(reason, *proofs, *others, defect=defect, advice=advice)
    return suspect(reason, *proofs, *others, lean=Status.GAP, defect=defect, question=question, advice=advice)


def _proof(article: Article, source: Placed, error: Error) -> Evidence:
    """The words as they stand in the file or on the page, under a title that says what is wrong with them."""
    shown = of_file(source.file, article, error.quote) if source.file else of_article(article, error.quote)
    return replace(shown, title=f"{source.where(error.place)}：{error.message}")


def _sentence(source: Placed, error: Error) -> str:
    """附件《x》第5页“收入总计9万元”：文字写……，表中为……."""
    quote = error.quote if len(error.quote) <= _WORDS else error.quote[:_WORDS] + "…"
    shown = f"“{quote}”" if quote and quote not in error.message else ""
    known = f"，应为{error.computed}" if error.computed and error.computed not in error.message else ""
    return f"{source.where(error.place)}{shown}：{error.message}{known}"


def distinct(
    errors: Iterable[tuple[Placed, Error]], key: Callable[[Error], tuple[str, ...]] = lambda e: (e.quote, e.message)
) -> list[tuple[Placed, Error]]:
    """Each error once: a report is often offered in two formats."""
    found: dict[tuple[str, ...], tuple[Placed, Error]] = {}
    for source, error in errors:
        found.setdefault(key(error), (source, error))
    return list(found.values())
