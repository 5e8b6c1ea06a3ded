"""Cases of checks as data: a small district, a real archive built through the public API, one judgement.

A case file (``tests/checks/<check>.toml``) lists columns, visits and articles; the harness writes them as a crawl would
have and opens the closed run.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from crawler.archive import Archive, Corpus, Run
from crawler.archive.closing import close_run
from crawler.archive.recorder import FetchRecord, Recorder, item_state
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.items import AttachmentLink, Candidate, Outcome, PageReading, Row, Visit
from crawler.site import Site, load
from rules.catalogue import checks
from rules.model import Duty, Requirement, Verdict

CHECKS = Path(__file__).parent / "checks"
HOME = "http://127.0.0.1:9/"
CHINA = timezone(timedelta(hours=8))
UNITS = """
[[unit]]
id = "jiaoyu"
name = "区教育局"
aliases = ["区教委"]
groups = ["departments"]
[[unit]]
id = "caizheng"
name = "区财政局"
groups = ["departments"]
[[unit]]
id = "weijian"
name = "区卫生健康局"
aliases = ["区卫健局"]
groups = ["departments"]
[[unit]]
id = "zhengfuban"
name = "区政府办公室"
aliases = ["区政府办"]
groups = ["departments"]
[[unit]]
id = "sifa"
name = "区司法局"
groups = ["departments"]
[[unit]]
id = "qinghe"
name = "青禾镇"
aliases = ["青禾镇人民政府"]
groups = ["townships"]
[[unit]]
id = "dongmen"
name = "东门街道"
aliases = ["东门街道办事处"]
groups = ["subdistricts"]
"""


@dataclass(frozen=True)
class Case:
    """One case of a check file, with what the file gives to all its cases filled in."""

    check: str
    name: str
    data: dict[str, Any]

    @property
    def expected(self) -> list[str]:
        expect = self.data["expect"]
        return [expect] if isinstance(expect, str) else list(expect)


def all_cases() -> Iterator[Case]:
    """Every case of every file, in order."""
    for path in sorted(CHECKS.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data.pop("case"):
            merged = {**data, **case, "column": [*data.get("column", ()), *case.get("column", ())]}
            merged["params"] = {**data.get("params", {}), **case.get("params", {})}
            yield Case(data["check"], case["name"], merged)


def site_of(case: Case, folder: Path) -> Site:
    """The district of a case: fixed units, the case's columns."""
    lines = [f'[site]\nid = "case"\nname = "示例市样本区人民政府"\nhome = "{HOME}"\n[politeness]\ndelay = 0\n', UNITS]
    for column in case.data["column"]:
        unit = column.get("unit", case.data.get("unit", "jiaoyu"))
        lines.append(f'[[column]]\nid = "{column["id"]}"\nkind = "{column["kind"]}"\nurl = "{HOME}{column["id"]}/"')
        lines.append(f'unit = "{unit}"' if unit else "")
        lines.append(f'name = "{column["name"]}"' if "name" in column else "")
        lines.append(f"window_days = {column['window_days']}" if "window_days" in column else "")
    if "elsewhere" in case.data:
        lines.append(case.data["elsewhere"])
    path = folder / "site.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load(str(path))


def corpus_of(case: Case, folder: Path) -> Corpus:
    """A closed run that saw what the case says; ``before`` are earlier runs, each with its own ``crawled`` and articles."""
    site = site_of(case, folder)
    archive = Archive.open(folder / "data", site.id, create=True)
    for earlier in case.data.get("before", ()):
        _crawled(archive, site, Case(case.check, case.name, {"as_of": case.data["as_of"], **earlier}))
    return Corpus(archive, site, _crawled(archive, site, case), case.data["as_of"])


def _crawled(archive: Archive, site: Site, case: Case) -> Run:
    day = case.data.get("crawled", case.data["as_of"])
    now = datetime.combine(day, datetime.min.time(), CHINA).replace(hour=9)
    run = archive.begin(site, now.date(), case.data.get("mode", "full"), site.columns, now)
    recorder = Recorder(archive, run)
    for column in site.columns:
        _visit(recorder, site, case, column.id, column.url, now)
    for n, article in enumerate(case.data.get("article", ())):
        _read(recorder, case, n, article, now)
    recorder.close()
    close_run(archive, run, site, now)
    return replace(run, state="closed")


def judged(case: Case, folder: Path) -> list[Verdict]:
    """What the check says, sorted by object."""
    corpus = corpus_of(case, folder)
    unit = corpus.site.unit(case.data.get("unit", "jiaoyu"))
    assert unit is not None
    requirement = Requirement(
        id="case",
        row=1,
        clause="",
        task="",
        text=case.data.get("text", ""),
        responsible=unit.name,
        deadline=None,
        open_list=False,
        units=(unit.name,),
    )
    duty = Duty(
        requirement=requirement,
        unit=unit.id,
        unit_name=unit.name,
        as_of=corpus.as_of,
        applies_from=case.data.get("applies_from", date(corpus.as_of.year, 1, 1)),
        issued=case.data.get("issued"),
        due=case.data.get("due"),
        groups=unit.groups,
        names=(unit.name, *unit.aliases),
    )
    params = {k: tuple(v) if isinstance(v, list) else v for k, v in case.data["params"].items()}
    result = checks()[case.check].run(corpus, duty, **params)
    verdicts = list(result) if isinstance(result, (list, tuple)) else [result]
    return sorted(verdicts, key=lambda v: _order(corpus, v))


def _order(corpus: Corpus, verdict: Verdict) -> str:
    """Verdicts about articles in the order of the articles' titles, others by object."""
    article = corpus.article(verdict.object) if verdict.object else None
    return article.title if article else verdict.object or ""


def _visit(recorder: Recorder, site: Site, case: Case, column: str, url: str, now: datetime) -> None:
    told = next((v for v in case.data.get("visit", ()) if v["column"] == column), {})
    rows = tuple(_row(n, a) for n, a in enumerate(case.data.get("article", ())) if column in _columns(a))
    dates = [row.published for row in rows if row.published]
    outcome = Outcome(told.get("outcome", "ok" if rows else "empty"))
    answered = outcome in (Outcome.OK, Outcome.EMPTY)
    if answered:
        recorder.fetched(_fetch(url, "list", column, f"<title>{column}</title>", now))
    visit = Visit(
        column=column,
        url=url,
        outcome=outcome,
        complete=told.get("complete", answered),
        dialect="plain",
        pages_declared=1,
        pages_fetched=1 if answered else 0,
        rows_declared=len(rows),
        rows=len(rows),
        undated=len(rows) - len(dates),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        stopped_because=told.get("note", "已到末页"),
        begun=now,
        ended=now,
        found=rows,
        single=told.get("single", False),
    )
    recorder.visited(visit, {row.url: item_state(site, row.url, row.title) for row in rows})


def _columns(article: dict[str, Any]) -> tuple[str, ...]:
    named = article["column"]
    return (named,) if isinstance(named, str) else tuple(named)


def _address(n: int, article: dict[str, Any]) -> str:
    return article.get("url", f"{HOME}item-{n}.html")


def _row(n: int, article: dict[str, Any]) -> Row:
    published = article.get("published")
    return Row(_address(n, article), article["title"], published, published.isoformat() if published else "")


def _read(recorder: Recorder, case: Case, n: int, article: dict[str, Any], now: datetime) -> None:
    url = _address(n, article)
    state = article.get("state", "read")
    if state in ("external", "file"):
        return
    if state != "read":
        recorder.item_done(url, state, article.get("cause", "HTTP 500"), "", now)
        return
    sha = recorder.fetched(
        _fetch(url, "article", "", f"<title>{article['title']}</title>{article.get('text', '')}", now)
    )
    fields = [("title", (Candidate(article["title"], "heading"),))]
    for name, key in (
        ("published", "published"),
        ("source", "source"),
        ("issuer", "issuer"),
        ("doc_number", "doc_number"),
        ("validity", "validity"),
        ("written", "written"),
        ("index_number", "index_number"),
        ("related", "related"),
        ("lost_attachment", "lost_attachment"),
    ):
        if key in article:
            fields.append((name, (Candidate(str(article[key]), "label"),)))
    titles = {a["title"]: _address(i, a) for i, a in enumerate(case.data["article"])}
    reading = PageReading(
        url=url,
        fields=tuple(fields),
        text=article.get("text", "").strip(),
        body_kind=article.get("body_kind", "html" if article.get("text") else "empty"),
        attachments=tuple(_link(n, i, file) for i, file in enumerate(article.get("attachments", ()))),
        links=tuple((titles.get(target, target), target) for target in article.get("links", ())),
        media=tuple(article.get("media", ())),
        encoding="utf-8",
    )
    recorder.read(url, sha, reading, now)
    for i, file in enumerate(article.get("attachments", ())):
        if isinstance(file, dict):
            _keep_file(recorder, url, _link(n, i, file), file, now)


def _link(n: int, i: int, file: str | dict[str, Any]) -> AttachmentLink:
    """A file of article ``n``: its name alone (nobody asked for it), or a table {name, text, tables, state, cause}."""
    name = file if isinstance(file, str) else file["name"]
    ending = name.rsplit(".", 1)[-1]
    return AttachmentLink(f"{HOME}files/{n}-{i}.{ending}", name, ending)


def _keep_file(recorder: Recorder, page: str, link: AttachmentLink, file: dict[str, Any], now: datetime) -> None:
    """What a crawl keeps of a file. ``state``: read (one part a text, or with ``tables``), scanned, unreadable, failed."""
    recorder.offered(page, {link.url: "wanted"})
    state = file.get("state", "read")
    if state == "failed":
        recorder.file_done(link.url, Outcome.ERROR, file.get("cause", "HTTP 500"), "", now)
        return
    texts = [file["text"]] if isinstance(file.get("text"), str) else file.get("text", [""])
    tables = tuple(FileTable(tuple(tuple(row) for row in rows)) for rows in file.get("tables", ()))
    parts = tuple(FilePart(f"第{k}页", text.strip(), tables if k == 1 else ()) for k, text in enumerate(texts, 1))
    reading = FileReading(
        link.media_type, FileState(state), file.get("cause", ""), parts, len(parts), file.get("heading", ""),
    )  # fmt: skip
    sha = recorder.fetched(_fetch(link.url, "file", "", repr(file), now))
    recorder.file_read(sha, reading, tables=True)
    recorder.file_done(link.url, Outcome.OK, reading.cause, sha, now, reading.state)


def _fetch(url: str, purpose: str, column: str, body: str, now: datetime) -> FetchRecord:
    return FetchRecord(
        url=url,
        method="GET",
        purpose=purpose,
        column=column,
        status=200,
        outcome=Outcome.OK,
        cause="",
        at=now,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        payload=body.encode(),
        media_type="text/html",
    )
