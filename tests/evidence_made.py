"""A small archive with everything evidence can hold: two runs, a confirmation, personal numbers, a file, a recorded finding."""

import gzip
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from typer.testing import CliRunner

import zwgk
from crawler.archive.closing import close_run
from crawler.archive.recorder import FetchRecord, Recorder
from crawler.items import Candidate, Outcome, PageReading, Row
from rules import tables as rule_tables
from tests.test_archive import BODY, HOME, Portal, visit

NUMBER = "11010519491231002X"
SECRET = "某户申请救助的详细情况"
QUOTE = "名单公示期为七天"
LIST_PAGE = "<html><title>预算</title><ul><li>列表</li></ul></html>".encode()
PDF = b"%PDF-1.7 made up"
FINGERPRINT = "0123456789abcdef"
PAGES = {
    "1.html": f"<html><head><title>甲</title><script>alert(1)</script></head><body onload='x()'><h1>甲公告</h1><p>{BODY}</p><p>{QUOTE}</p></body></html>",
    "2.html": f"<html><body><h1>{SECRET}公示</h1><p>{SECRET}，身份证号<b>{NUMBER[:6]}</b>{NUMBER[6:]}，{QUOTE}</p></body></html>",
    "3.html": f"<html><body><h1>丙公告</h1><p>{BODY}丙</p></body></html>",
}
SHA = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in PAGES.items()}


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


def command(*words: str | Path) -> Said:
    """The command line, in this process."""
    done = CliRunner().invoke(zwgk.app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr)


def verified(data: Path) -> Said:
    return command("evidence", "verify", "--data", data)


def made(folder: Path) -> Path:
    """Crawl twice and record a finding; the data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    portal = Portal(folder)
    _run(portal, date(2023, 3, 1), again=False)
    _run(portal, date(2023, 3, 8), again=True)
    _record(portal, [SHA["1.html"], SHA["2.html"], hashlib.sha256(PDF).hexdigest()])
    portal.archive.close()
    return folder / "data"


def crawl_once_more(data: Path) -> None:
    """A third run, which gets the same bytes again."""
    portal = Portal(data.parent)
    _run(portal, date(2023, 3, 15), again=False)
    portal.archive.close()


def unclosed(portal: Portal, day: date, *, again: bool) -> tuple[Any, Recorder, datetime]:
    run, recorder, now = portal.begin(day)
    for column in portal.site.columns:
        recorder.fetched(answer(column.url, LIST_PAGE + column.id.encode(), now, "list", column.id))
        urls = [HOME + name for name in PAGES] if column.id == "a" else []
        rows = tuple(Row(url, f"标题{url[-6]}", date(2023, 2, 20), "2023-02-20") for url in urls)
        recorder.visited(visit(column.id, column.url, rows, now), dict.fromkeys(urls, "wanted"))
    recorder.fetched(answer(HOME + "f.pdf", PDF, now, "article", "", "application/pdf"))
    recorder.fetched(FetchRecord(HOME + "gone", "GET", "article", "", None, Outcome.UNREACHABLE, "没有应答", now))
    for name, text in PAGES.items():
        url = HOME + name
        if again and name == "1.html":
            sha = recorder.fetched(
                FetchRecord(url, "GET", "article", "", 304, Outcome.OK, "", now, (("ETag", "x"),), None, confirms=SHA[name])
            )
        else:
            sha = recorder.fetched(answer(url, text.encode(), now, "article", ""))
        heading = text.split("<h1>")[1].split("</h1>")[0]
        fields = (("title", (Candidate(heading, "heading"),)), ("published", (Candidate("2023-02-20", "label"),)))
        recorder.read(url, sha, PageReading(url, fields, f"{heading}。{SECRET if name == '2.html' else BODY}", "html"), now)
    recorder.close()
    return run, recorder, now


def _run(portal: Portal, day: date, *, again: bool) -> None:
    run, _, now = unclosed(portal, day, again=again)
    close_run(portal.archive, run, portal.site, now)


def answer(url: str, payload: bytes, at: datetime, purpose: str, column: str, kind: str = "text/html") -> FetchRecord:
    headers = (("Content-Type", kind), ("Server", "made"))
    return FetchRecord(url, "GET", purpose, column, 200, Outcome.OK, "", at, headers, payload, kind)


def _record(portal: Portal, shas: list[str]) -> None:
    """What ``check --record`` would have kept."""
    at = "2023-03-08T09:00:00+08:00"
    names = ("1.html", "2.html", "f.pdf")
    evidence = [
        {"url": HOME + name, "title": "<script>题</script>", "published": None, "quote": QUOTE if n < 2 else "", "snapshot": f"sha256:{sha}", "fetched_at": at}
        for n, (name, sha) in enumerate(zip(names, shas, strict=True))
    ]  # fmt: skip
    searched = [{"column": "a", "url": HOME + "a/", "complete": True, "pages": 1, "oldest": "2023-02-20", "at": at}]
    value = {
        "row": "12", "requirement": "r", "unit": "jiaoyu", "unit_name": "区教育局", "check": "missing_feedback", "check_version": 1,
        "status": "gap", "machine_status": "gap", "lean": None, "defect": "absent", "object": None, "reason": "截至 2023-03-08 未见",
        "question": "", "advice": "", "due": "2023-03-01", "before_issue": False, "draft": False,
        "basis": [{"source": "样府办发〔2023〕1号", "clause": "（一）", "strength": "S"}], "evidence": evidence, "searched": searched,
        "second_looks": [], "fingerprint": FINGERPRINT, "quote": "",
    }  # fmt: skip
    with portal.archive.engine.begin() as db:
        db.execute(
            sa.insert(rule_tables.judgements).values(
                site="x", n=1, run=2, as_of="2023-03-08", document="none", document_digest="0", profile="0", decisions=0, digest="0",
            )
        )  # fmt: skip
        db.execute(
            sa.insert(rule_tables.findings).values(
                site="x", judgement=1, n=1, fingerprint=FINGERPRINT, unit="jiaoyu", requirement="r", check="missing_feedback",
                status="gap", value=json.dumps(value, ensure_ascii=False, sort_keys=True),
            )
        )  # fmt: skip


def warcs(data: Path) -> list[Path]:
    return sorted((data / "warc").iterdir())


def check(*paths: Path) -> None:
    """Every file passes ``warcio check``."""
    done = subprocess.run([Path(sys.executable).parent / "warcio", "check", *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def seal(data: Path, record: str) -> Said:
    return command("evidence", "seal", record, "--reason", "来函 样函〔2023〕1号", "--by", "李某", "--data", data)


def sql(data: Path, *statements: str) -> None:
    """Write to the database behind the program's back."""
    with closing(sqlite3.connect(data / "zwgk.sqlite")) as db:
        for statement in statements:
            changed = db.execute(statement).rowcount
            assert changed, statement
        db.commit()


def asked(data: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "zwgk.sqlite")) as db:
        return db.execute(query).fetchall()


def unpacked(path: Path) -> bytes:
    """All of a WARC file, unpacked member by member."""
    with gzip.open(path) as file:
        return file.read()
