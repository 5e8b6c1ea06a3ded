"""A case built and judged: a small district, a real archive written through the public API, one check.

A case lists columns, visits and articles; they are written as a crawl would have written them, and the closed run is opened.
"""

from dataclasses import replace
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
from rules.lab.cases import Case
from rules.lab.made_reports import made
from rules.model import Duty, Requirement, Verdict

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
id = "shenji"
name = "区审计局"
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
    for attempt in case.data.get("attempt", ()):
        _attempted(recorder, attempt, now)
    for n, article in enumerate(case.data.get("article", ())):
        _read(recorder, case, n, article, now)
    recorder.close()
    close_run(archive, run, site, now)
    return replace(run, state="closed")


def judged(case: Case, folder: Path) -> list[Verdict]:
    """What the check says, sorted by object."""
    corpus = corpus_of(case, folder)
    duty = duty_of(case, corpus)
    params = {k: tuple(v) if isinstance(v, list) else v for k, v in case.data["params"].items()}
    result = checks()[case.check].run(corpus, duty, **params)
    verdicts = list(result) if isinstance(result, (list, tuple)) else [result]
    return sorted(verdicts, key=lambda v: _order(corpus, v))


def duty_of(case: Case, corpus: Corpus) -> Duty:
    """What the case's unit owes. Raises ValueError for a unit that the small district does not have."""
    plain = duty_for(corpus, case.data.get("unit", "jiaoyu"), case.data.get("text", ""))
    told = {name: case.data[name] for name in ("applies_from", "issued", "due") if name in case.data}
    return replace(plain, **told)


def duty_for(corpus: Corpus, unit_id: str, text: str = "") -> Duty:
    """What a unit owes under a requirement of which only the text is known, from the first of the year on."""
    unit = corpus.site.unit(unit_id)
    if unit is None:
        raise ValueError(f"没有单位“{unit_id}”")
    requirement = Requirement(
        id="case",
        row=1,
        clause="",
        task="",
        text=text,
        responsible=unit.name,
        deadline=None,
        open_list=False,
        units=(unit.name,),
    )
    return Duty(
        requirement=requirement,
        unit=unit.id,
        unit_name=unit.name,
        as_of=corpus.as_of,
        applies_from=date(corpus.as_of.year, 1, 1),
        groups=unit.groups,
        names=tuple(dict.fromkeys(name for name in (unit.name, unit.full_name, *unit.aliases) if name)),
    )


def _order(corpus: Corpus, verdict: Verdict) -> str:
    """Verdicts about articles in the order of the articles' titles, others by object."""
    article = corpus.article(verdict.object) if verdict.object else None
    return article.title if article else verdict.object or ""


def _visit(recorder: Recorder, site: Site, case: Case, column: str, url: str, now: datetime) -> None:
    told: dict[str, Any] = next((v for v in case.data.get("visit", ()) if v["column"] == column), {})
    rows = tuple(_row(n, a) for n, a in enumerate(case.data.get("article", ())) if column in _columns(a))
    dates = [row.published for row in rows if row.published]
    outcome = Outcome(told.get("outcome", "ok" if rows else "empty"))
    answered = outcome in (Outcome.OK, Outcome.EMPTY)
    if answered:
        recorder.fetched(_fetch(url, "list", column, told.get("html", f"<title>{column}</title>"), now))
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


def _attempted(recorder: Recorder, told: dict[str, Any], now: datetime) -> None:
    """One attempt, or ``times`` of them, at an address (the home page when none is told); ``hour`` is that of the day."""
    status, outcome = told.get("status", 200), Outcome(told.get("outcome", "ok"))
    at = now.replace(hour=told.get("hour", now.hour))
    plain = _fetch(told.get("url", HOME), told.get("purpose", "home"), "", told.get("html", ""), at)
    answered = outcome is not Outcome.UNREACHABLE
    record = replace(plain, status=status if answered else None, outcome=outcome, cause=told.get("cause", ""))
    for _ in range(told.get("times", 1)):
        recorder.fetched(record if answered else replace(record, payload=None))


def _columns(article: dict[str, Any]) -> tuple[str, ...]:
    named = article["column"]
    return (named,) if isinstance(named, str) else tuple(named)


def _address(n: int, article: dict[str, Any]) -> str:
    return str(article.get("url", f"{HOME}item-{n}.html"))


def _row(n: int, article: dict[str, Any]) -> Row:
    published = article.get("published")
    return Row(_address(n, article), article["title"], published, published.isoformat() if published else "")


def _read(recorder: Recorder, case: Case, n: int, article: dict[str, Any], now: datetime) -> None:
    url = _address(n, article)
    if "body" in article:  # a made-up report as the page's own text
        article = {**article, "text": "\n".join(part.text for part in made(article["body"]))}
    state = article.get("state", "read")
    if state in ("external", "file"):
        return
    if state != "read":
        recorder.item_done(url, state, article.get("cause", "HTTP 500"), "", now)
        return
    text, html = _body(article)
    sha = recorder.fetched(_fetch(url, "article", "", f"<title>{article['title']}</title>{html}", now))
    # ``headings``: what the page calls itself where that is another thing than its row.
    headings = article.get("headings", [article["title"]])
    fields = [("title", tuple(Candidate(words, "heading") for words in headings))]
    for name, key in (
        ("published", "published"),
        ("source", "source"),
        ("issuer", "issuer"),
        ("doc_number", "doc_number"),
        ("validity", "validity"),
        ("disclosure", "disclosure"),
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
        text=text,
        body_kind=article.get("body_kind", "html" if text else "empty"),
        attachments=tuple(_link(n, i, file) for i, file in enumerate(article.get("attachments", ()))),
        links=tuple((titles.get(target, target), target) for target in article.get("links", ())),
        media=tuple(article.get("media", ())),
        encoding="utf-8",
    )
    recorder.read(url, sha, reading, now)
    for i, file in enumerate(article.get("attachments", ())):
        if isinstance(file, dict):
            _keep_file(recorder, url, _link(n, i, file), file, now)


def _body(article: dict[str, Any]) -> tuple[str, str]:
    """The body as text and as HTML: ``text``, and behind it ``rows`` as a table."""
    text, rows = article.get("text", "").strip(), article.get("rows", ())
    if not rows:
        return text, article.get("text", "")
    lines = "\n".join("\t".join(row) for row in rows)
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"{text}\n{lines}".strip(), f'<div class="content">{paragraphs}<table>{cells}</table></div>'


def _link(n: int, i: int, file: str | dict[str, Any]) -> AttachmentLink:
    """A file of article ``n``: its name alone (nobody asked for it), or a table {name, text, tables, state, cause} or
    {name, like, …}: a made-up report, see ``rules.lab.made_reports``."""
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
    if "like" in file:
        parts = tuple(made(file))
        reading = FileReading(link.media_type, FileState(state), "", parts, len(parts))
        sha = recorder.fetched(_fetch(link.url, "file", "", repr(file), now))
        recorder.file_read(sha, reading, tables=True)
        recorder.file_done(link.url, Outcome.OK, "", sha, now, reading.state)
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
