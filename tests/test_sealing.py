"""Sealing: the bytes are gone wherever they stood, the rest is as it was, and a kill at any moment leaves one or the other."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from crawler.archive import Archive
from tests import evidence_made as made
from tests.evidence_made import SECRET, SHA, command, verified
from tests.outside import ROOT, tree
from tests.test_archive import HOME, Portal


def test_what_is_sealed_is_gone_and_told_as_sealed(data: Path) -> None:
    before = dict(made.asked(data, "select run || '/' || n, sha256 from crawl_fetch"))
    said = made.seal(data, SHA["2.html"])
    assert said.code == 0, said.err
    assert "记录 2 条" in said.out
    made.check(*made.warcs(data))
    for path in made.warcs(data):
        held = made.unpacked(path)
        assert SECRET.encode() not in held and "来函 样函〔2023〕1号".encode() in held, path
    for path in data.iterdir():
        assert path.is_dir() or SECRET.encode() not in path.read_bytes(), path
    blobs = [row[0] for table in ("crawl_reading", "crawl_text") for row in made.asked(data, f"select value from {table}")]
    assert blobs and not any(SECRET.encode() in zlib.decompress(blob) for blob in blobs)
    found = verified(data)
    assert found.code == 0, found.out
    assert found.out.count("已依法封存（") == 2 and "李某" in found.out
    assert dict(made.asked(data, "select run || '/' || n, sha256 from crawl_fetch")) == before
    with_archive = Archive.open(data, "x")
    assert with_archive.payload(SHA["2.html"]) is None
    for name in ("1.html", "3.html"):
        kept = with_archive.payload(SHA[name])
        assert kept and kept[0] == made.PAGES[name].encode()
    with_archive.close()


def test_a_record_is_named_in_three_ways_and_sealed_once(data: Path) -> None:
    n, file, offset = made.asked(data, f"select n, warc, offset from crawl_fetch where run = 2 and url = '{HOME}2.html'")[0]
    assert made.seal(data, f"{file}:{offset}").code == 0
    again = made.seal(data, f"2/{n}")
    assert again.code == 0 and "此前已封存" in again.out
    assert "此前已封存" in made.seal(data, f"sha256:{SHA['2.html']}").out
    assert len(made.asked(data, "select * from crawl_custody")) == 1


def test_sealed_bytes_that_come_again_are_not_kept(data: Path) -> None:
    made.seal(data, SHA["2.html"])
    made.crawl_once_more(data)
    for path in made.warcs(data):
        assert SECRET.encode() not in made.unpacked(path)
    assert not [blob for (blob,) in made.asked(data, "select value from crawl_reading") if SECRET.encode() in zlib.decompress(blob)]
    said = verified(data)
    assert said.code == 0 and said.out.count("已依法封存（") == 3
    assert made.asked(data, f"select state, cause from crawl_wanted where run = 3 and url = '{HOME}2.html'") == [("failed", "已依法封存")]


def test_a_page_confirmed_by_the_server_is_sealed_with_the_record_it_confirms(data: Path) -> None:
    n = made.asked(data, "select n from crawl_fetch where run = 2 and status = 304")[0][0]
    assert "记录 1 条" in made.seal(data, f"2/{n}").out
    assert verified(data).code == 0
    archive = Archive.open(data, "x")
    assert archive.payload(SHA["1.html"]) is None
    archive.close()


def test_nothing_is_called_absent_where_something_is_sealed(data: Path) -> None:
    portal = Portal(data.parent)
    run = portal.archive.runs()[-1]
    assert portal.corpus(run).unseen("jiaoyu", ["budget"]) is None
    portal.archive.close()
    made.seal(data, SHA["2.html"])
    portal = Portal(data.parent)
    assert "已依法封存" in (portal.corpus(run).unseen("jiaoyu", ["budget"]) or "")
    assert {a.title for a in portal.corpus(run).articles()} == {"甲公告", "丙公告", "（已依法封存）"}
    portal.archive.close()


def test_titles_of_a_sealed_list_are_withheld(data: Path) -> None:
    sha = made.asked(data, "select sha256 from crawl_fetch where purpose = 'list' and column = 'a'")[0][0]
    assert made.seal(data, sha).code == 0
    assert {title for (title,) in made.asked(data, "select title from crawl_listed")} == {"（已依法封存）"}
    assert verified(data).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("9/9", "--reason", "r", "--by", "b"),
        ("nonsense", "--reason", "r", "--by", "b"),
        ("1/1", "--by", "b"),
        ("1/1", "--reason", "r"),
        ("1/1", "--reason", " \n", "--by", "b"),
        ("1/4", "--reason", "r", "--by", "b"),  # no answer, nothing stored
    ],
)
def test_wrong_words_seal_nothing(data: Path, words: tuple[str, ...]) -> None:
    before = tree(data / "warc") | tree(data / "manifests")
    said = command("evidence", "seal", *words, "--data", data)
    assert said.code == 2 and said.out == "" and len(said.err.splitlines()) == 1, said
    assert tree(data / "warc") | tree(data / "manifests") == before


def test_an_altered_file_is_not_sealed(data: Path) -> None:
    with made.warcs(data)[0].open("r+b") as file:
        file.truncate(1500)
    said = made.seal(data, SHA["3.html"])
    assert said.code == 2 and "evidence verify" in said.err
    assert not made.asked(data, "select * from crawl_custody")


STEPS = (
    "crawler.archive.sealing._copy",
    "crawler.archive.sealing._tombstone",
    "crawler.archive.withholding.withhold",
    "crawler.archive.custody.append",
    "crawler.archive.manifest.restate",
    "crawler.archive.manifest._put",
    "crawler.archive.generations.clear",
    "crawler.archive.manifest.sync_folder",
)
KILLED = """
import importlib, os, sys
name, when, data = sys.argv[1:4]
place, _, function = name.rpartition(".")
module = importlib.import_module(place)
work = getattr(module, function)
calls = 0
def dies(*args, **kwargs):
    global calls
    calls += 1
    if when == "before" and (function != "clear" or calls > 1):  # the first clears away before the sealing
        os._exit(9)
    done = work(*args, **kwargs)
    if when == "after" and (function != "clear" or calls > 1):
        os._exit(9)
    return done
setattr(module, function, dies)
import zwgk
sys.argv = ["zwgk", "evidence", "seal", sys.argv[4], "--reason", "r", "--by", "b", "--data", data]
zwgk.main()
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_leaves_the_old_state_or_the_new_one(data: Path, step: str, when: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, step, when, str(data), SHA["2.html"]], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert done.returncode == 9, done.stderr
    said = verified(data)
    assert said.code == 0, said.out
    is_new = bool(made.asked(data, "select * from crawl_custody"))
    assert ("已依法封存（" in said.out) is is_new
    registered = [data / "warc" / name for (name,) in made.asked(data, "select file from crawl_warc")]
    assert any(SECRET.encode() in made.unpacked(path) for path in registered) is not is_new
    assert made.seal(data, SHA["2.html"]).code == 0
    said = verified(data)
    assert said.code == 0 and said.out.count("已依法封存（") == 2 and "尚未删除" not in said.out and "未被采用" not in said.out
    assert not any(SECRET.encode() in made.unpacked(path) for path in made.warcs(data))
