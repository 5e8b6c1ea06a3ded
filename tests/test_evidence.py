"""Evidence: whatever is altered is named, what is lawful is not accused, what is sealed is gone, what is exported opens anywhere."""

import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from crawler.archive import Archive
from crawler.archive.closing import close_run
from crawler.archive.manifest import read
from crawler.mask import mask
from crawler.rereading import read_again
from tests import evidence_made as made
from tests.conftest import Audit
from tests.evidence_made import FINGERPRINT, NUMBER, QUOTE, SECRET, SHA, command, sql, verified
from tests.outside import ROOT, tree, zwgk
from tests.test_archive import HOME, Portal

WARCIO = Path(sys.executable).parent / "warcio"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.made(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole.parent, tmp_path / "copy")
    return tmp_path / "copy" / "data"


def warcs(data: Path) -> list[Path]:
    return sorted((data / "warc").iterdir())


def check(*paths: Path) -> None:
    done = subprocess.run([WARCIO, "check", *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# ---- whole


def test_an_untouched_archive_is_whole(data: Path) -> None:
    before = tree(data / "warc") | tree(data / "manifests")
    said = verified(data)
    assert (said.code, said.err) == (0, "")
    assert "没有发现改动" in said.out and "清单 2 份" in said.out
    assert tree(data / "warc") | tree(data / "manifests") == before


def test_the_demo_passes_warcio_and_verify(demo: Audit) -> None:
    check(*warcs(demo.data))
    said = zwgk("evidence", "verify", "--data", str(demo.data))
    assert said.code == 0, said.out
    assert "没有发现改动" in said.out


def test_manifests_are_canonical_json_and_chained(data: Path) -> None:
    paths = sorted((data / "manifests").iterdir())
    documents = [json.loads(path.read_text("utf-8")) for path in paths]
    for path, document in zip(paths, documents, strict=True):
        assert list(document) == sorted(document)
        streamed: dict[str, list[object]] = {}
        for name, value in read(path):
            streamed.setdefault(name, []).append(value)
        assert all(streamed.get(n, []) == (v if isinstance(v, list) else [v]) for n, v in document.items())
    rows = made.asked(data, "select sha256, previous from crawl_manifest order by n")
    assert documents[0]["previous"] == "" and documents[1]["previous"] == rows[0][0] == rows[1][1]


def test_two_crawls_of_the_same_bytes_differ_only_in_what_time_tells(tmp_path: Path) -> None:
    one, other = made.made(tmp_path / "one"), made.made(tmp_path / "other")
    sets = [json.loads((d / "manifests" / "x-0001.json").read_text("utf-8"))["rows"] for d in (one, other)]
    assert sets[0] == sets[1]


# ---- altered


def cut(data: Path) -> None:
    with warcs(data)[0].open("r+b") as file:
        file.truncate(1500)


def flipped(data: Path) -> None:
    offset = made.asked(data, f"select offset + length / 2 from crawl_fetch where run = 1 and url = '{HOME}3.html'")[0][0]
    path = warcs(data)[0]
    held = bytearray(path.read_bytes())
    held[offset] ^= 1
    path.write_bytes(held)


def repacked(data: Path) -> None:
    offset = made.asked(data, f"select offset from crawl_fetch where run = 1 and url = '{HOME}3.html'")[0][0]
    path = warcs(data)[0]
    held = bytearray(path.read_bytes())
    held[offset + 4] ^= 1  # the time in the head of the gzip member: it unpacks to the same bytes
    path.write_bytes(held)


def swapped(data: Path) -> None:
    one, other = warcs(data)
    one.rename(data / "aside")
    other.rename(one)
    (data / "aside").rename(other)


def longer(data: Path) -> None:
    with warcs(data)[0].open("ab") as file:
        file.write(b"more")


def foreign(data: Path) -> None:
    shutil.copy(warcs(data)[0], data / "warc" / "x-0009-000.warc.gz")


def forged_seal(data: Path) -> None:
    assert command("evidence", "seal", SHA["3.html"], "--reason", "r", "--by", "b", "--data", data).code == 0
    sql(data, "delete from crawl_custody")


def manifest_edited(data: Path) -> None:
    path = data / "manifests" / "x-0001.json"
    path.write_bytes(path.read_bytes().replace(b'"status":200', b'"status":201', 1))


def later_reading(data: Path) -> None:
    sql(data, "insert into crawl_reading select site, sha256, url, reader, version + 1, value from crawl_reading limit 1")


def other_text(data: Path) -> None:
    sql(data, f"update crawl_text set value = x'{zlib.compress('另一种说法'.encode()).hex()}' where rowid = 1")


def other_reading(data: Path) -> None:
    sql(data, f"update crawl_reading set value = x'{zlib.compress(b'{}').hex()}' where url = '{HOME}3.html'")


Tampering = Callable[[Path], object]
ALTERED: dict[str, tuple[Tampering, tuple[str, ...]]] = {
    "file cut": (cut, ("x-0001-000.warc.gz 被截短", "缺失")),
    "byte changed": (flipped, ("x-0001-000.warc.gz 的字节被改动", f"第 1 次采集第 7 次抓取（{HOME}3.html）")),
    "record packed anew": (repacked, (f"{HOME}3.html", "头部信息被改动")),
    "files swapped": (swapped, ("x-0001-000.warc.gz", "x-0002-000.warc.gz")),
    "file missing": (lambda d: warcs(d)[1].unlink(), ("x-0002-000.warc.gz 缺失",)),
    "file longer": (longer, ("末尾多出 4 字节",)),
    "file of nobody": (foreign, ("x-0009-000.warc.gz 在数据库中没有登记",)),
    "fetch deleted": (lambda d: sql(d, "delete from crawl_fetch where run = 1 and n = 3"), ("第 1 次采集第 3 次抓取", "登记行缺少")),
    "fetch address": (lambda d: sql(d, "update crawl_fetch set url = 'http://z/' where run = 2 and n = 3"), ("第 2 次采集第 3 次抓取", "网址被改动")),
    "fetch digest": (lambda d: sql(d, f"update crawl_fetch set sha256 = '{'0' * 64}' where n = 3"), ("校验码被改动",)),
    "fetch time": (lambda d: sql(d, "update crawl_fetch set fetched_at = '2020-01-01T00:00:00+08:00' where n = 3"), ("其他各项被改动",)),
    "fetch place": (lambda d: sql(d, "update crawl_fetch set offset = offset + 1 where n = 3"), ("位置被改动",)),
    "fetch added": (
        lambda d: sql(d, "delete from crawl_fetch where run = 1 and n = 4", "update crawl_fetch set n = 4 where run = 1 and n = 3"),
        ("第 1 次采集第 3 次抓取", "第 1 次采集第 4 次抓取"),
    ),
    "visit edited": (lambda d: sql(d, "update crawl_visit set complete = 0 where run = 1 and column = 'a'"), ("访问凭据（crawl_visit，第 1 次采集，column a）：被改动",)),
    "visit deleted": (lambda d: sql(d, "delete from crawl_visit where run = 2 and column = 'a'"), ("crawl_visit，第 2 次采集，column a）：缺少",)),
    "visit added": (lambda d: sql(d, "insert into crawl_visit select site, run, 'zz', " + VISIT + " from crawl_visit limit 1"), ("column zz）：清单中没有",)),
    "run edited": (lambda d: sql(d, "update crawl_run set as_of = '2023-03-02' where run = 1"), ("采集批次（crawl_run，第 1 次采集）：被改动",)),
    "article edited": (lambda d: sql(d, "update crawl_article set title = '改' where title = '丙公告'"), ("信息（crawl_article", "被改动")),
    "article deleted": (lambda d: sql(d, "delete from crawl_article where title = '丙公告'"), ("信息（crawl_article", "缺少")),
    "list row edited": (lambda d: sql(d, f"update crawl_listed set title = '改' where url = '{HOME}1.html'"), ("列表行（crawl_listed，第 1 次采集，栏目 a）：被改动",)),
    "list row deleted": (lambda d: sql(d, f"delete from crawl_listed where url = '{HOME}1.html'"), ("应有 3 行，现有 2 行",)),
    "presence shortened": (lambda d: sql(d, "update crawl_place set last_run = 1"), ("信息所在栏目（crawl_place，第 2 次采集，栏目 a）：应有 3 行，现有 0 行",)),
    "page state edited": (lambda d: sql(d, "update crawl_wanted set state = 'failed' where run = 2"), ("crawl_wanted，第 2 次采集",)),
    "reading edited": (other_reading, ("读取结果（crawl_reading", f"{HOME}3.html", "被改动")),
    "reading deleted": (lambda d: sql(d, f"delete from crawl_reading where url = '{HOME}3.html'"), ("读取结果（crawl_reading", "缺少")),
    "reading put over another": (later_reading, ("读取结果（crawl_reading", "后来添加")),
    "text edited": (other_text, ("正文（crawl_text", "被改动")),
    "text deleted": (lambda d: sql(d, "delete from crawl_text where rowid = 1"), ("正文（crawl_text", "缺少")),
    "file row deleted": (lambda d: sql(d, "delete from crawl_warc where run = 1"), ("存档登记（crawl_warc，x-0001-000.warc.gz）：缺少",)),
    "manifest edited": (manifest_edited, ("x-0001.json 被改动",)),
    "manifest missing": (lambda d: (d / "manifests" / "x-0001.json").unlink(), ("x-0001.json 缺失",)),
    "manifest struck from the chain": (lambda d: sql(d, "delete from crawl_manifest where n = 1"), ("不衔接",)),
    "last manifest struck": (lambda d: sql(d, "delete from crawl_manifest where n = 2"), ("第 2 次采集没有清单",)),
    "manifest row edited": (lambda d: sql(d, "update crawl_manifest set run = 2 where n = 1"), ("与文件 x-0001.json 不符",)),
    "sealed without a log": (forged_seal, ("没有这次封存", "保管记录")),
}  # fmt: skip
VISIT = (
    "outcome, complete, dialect, pages_declared, pages_fetched, rows_declared, rows, undated, oldest, newest, stopped_because, "
    "note, single, begun, ended, known_rows, page_class"
)


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_altered_is_named(data: Path, name: str) -> None:
    tamper, words = ALTERED[name]
    tamper(data)
    said = verified(data)
    assert said.code == 1, said.out
    assert "发现改动" in said.out
    for word in words:
        assert any(line.startswith("被改动") and word in line for line in said.out.splitlines()), (word, said.out)


def test_only_what_was_altered_is_named(data: Path) -> None:
    flipped(data)
    lines = [line for line in verified(data).out.splitlines() if line.startswith("被改动")]
    assert len(lines) == 2, lines  # the file and the record


def test_a_hash_noted_elsewhere_tells_a_chain_that_was_written_anew(data: Path) -> None:
    head = made.asked(data, "select sha256 from crawl_manifest where n = 1")[0][0]
    assert command("evidence", "verify", "--data", data, "--expect", head).code == 0
    said = command("evidence", "verify", "--data", data, "--expect", "0" * 64)
    assert said.code == 1 and "链中没有" in said.out


def test_for_programs_the_same_as_json(data: Path) -> None:
    sql(data, "update crawl_visit set rows = 99 where run = 1 and column = 'a'")
    said = command("evidence", "verify", "--data", data, "--json")
    told = json.loads(said.out)
    assert said.code == 1 and told["altered_in_all"] == 1 and told["altered"][0]["what"] == "row"


# ---- lawful


def test_runs_of_an_older_version_have_no_manifest_and_that_is_no_error(data: Path) -> None:
    sql(data, "delete from crawl_manifest")
    shutil.rmtree(data / "manifests")
    said = verified(data)
    assert said.code == 0 and said.out.count("无清单") == 2
    made.crawl_once_more(data)
    said = verified(data)
    assert said.code == 0 and said.out.count("无清单") == 2 and "清单 1 份" in said.out
    flipped(data)
    assert f"{HOME}3.html" in verified(data).out and verified(data).code == 1


def test_a_database_of_the_older_schema_is_verified(data: Path) -> None:
    shutil.rmtree(data / "manifests")
    with made.closing(made.sqlite3.connect(data / "zwgk.sqlite")) as db:
        db.executescript(
            "drop table crawl_manifest; drop table crawl_custody; update alembic_version set version_num = '0002'"
        )
    assert verified(data).code == 0


def test_an_open_run_and_a_dead_one_accuse_nobody(data: Path) -> None:
    portal = Portal(data.parent)
    run, _, now = made.unclosed(portal, made.date(2023, 3, 15), again=False)
    said = verified(data)
    assert said.code == 0 and "尚未完成" in said.out
    portal.archive.abandon(run, now, "改变")
    portal.archive.close()
    said = verified(data)
    assert said.code == 0 and "清单 3 份" in said.out


def test_a_second_look_is_stated_when_it_ends_or_when_the_next_run_closes(data: Path) -> None:
    portal = Portal(data.parent)
    run = portal.archive.runs()[-1]
    recorder = made.Recorder(portal.archive, run)
    recorder.fetched(made.answer(HOME + "search", b"<html>none</html>", made.datetime(2023, 3, 8, 10, tzinfo=made_zone()), "second", ""))
    recorder.close()
    said = verified(data)
    assert said.code == 0 and "尚未列入清单" in said.out
    portal.archive.close()
    made.crawl_once_more(data)
    said = verified(data)
    assert said.code == 0 and "清单 4 份" in said.out and "尚未列入" not in said.out
    sql(data, "delete from crawl_fetch where purpose = 'second'")
    assert "登记行缺少" in verified(data).out


def made_zone() -> made.Any:
    from tests.test_archive import CHINA

    return CHINA


def test_reading_again_with_a_newer_reader_is_no_alteration(data: Path) -> None:
    portal = Portal(data.parent)
    assert read_again(portal.archive, portal.site, made.datetime(2023, 3, 9, tzinfo=made_zone())) == 3
    portal.archive.close()
    said = verified(data)
    assert said.code == 0, said.out
    sql(data, "update crawl_article set title = '改' where rowid = 1")
    assert verified(data).code == 1


def test_closing_again_after_a_kill_writes_the_manifest_anew(data: Path) -> None:
    portal = Portal(data.parent)
    run, _, now = made.unclosed(portal, made.date(2023, 3, 15), again=False)
    (data / "manifests" / "x-0003.json").write_text("half", encoding="utf-8")
    said = verified(data)
    assert said.code == 0 and "x-0003.json 尚未登记" in said.out
    close_run(portal.archive, run, portal.site, now)
    portal.archive.close()
    assert verified(data).code == 0


# ---- seal


def seal(data: Path, record: str) -> made.Said:
    return command("evidence", "seal", record, "--reason", "来函 样函〔2023〕1号", "--by", "李某", "--data", data)


def test_what_is_sealed_is_gone_and_told_as_sealed(data: Path) -> None:
    before = dict(made.asked(data, "select run || '/' || n, sha256 from crawl_fetch"))
    said = seal(data, SHA["2.html"])
    assert said.code == 0, said.err
    assert "记录 2 条" in said.out
    check(*warcs(data))
    for path in warcs(data):
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
    assert seal(data, f"{file}:{offset}").code == 0
    again = seal(data, f"2/{n}")
    assert again.code == 0 and "此前已封存" in again.out
    assert "此前已封存" in seal(data, f"sha256:{SHA['2.html']}").out
    assert len(made.asked(data, "select * from crawl_custody")) == 1


def test_sealed_bytes_that_come_again_are_not_kept(data: Path) -> None:
    seal(data, SHA["2.html"])
    made.crawl_once_more(data)
    for path in warcs(data):
        assert SECRET.encode() not in made.unpacked(path)
    assert not [blob for (blob,) in made.asked(data, "select value from crawl_reading") if SECRET.encode() in zlib.decompress(blob)]
    said = verified(data)
    assert said.code == 0 and said.out.count("已依法封存（") == 3
    assert made.asked(data, f"select state, cause from crawl_wanted where run = 3 and url = '{HOME}2.html'") == [("failed", "已依法封存")]


def test_a_page_confirmed_by_the_server_is_sealed_with_the_record_it_confirms(data: Path) -> None:
    n = made.asked(data, "select n from crawl_fetch where run = 2 and status = 304")[0][0]
    assert "记录 1 条" in seal(data, f"2/{n}").out
    assert verified(data).code == 0
    archive = Archive.open(data, "x")
    assert archive.payload(SHA["1.html"]) is None
    archive.close()


def test_nothing_is_called_absent_where_something_is_sealed(data: Path) -> None:
    portal = Portal(data.parent)
    run = portal.archive.runs()[-1]
    assert portal.corpus(run).unseen("jiaoyu", ["budget"]) is None
    portal.archive.close()
    seal(data, SHA["2.html"])
    portal = Portal(data.parent)
    assert "已依法封存" in (portal.corpus(run).unseen("jiaoyu", ["budget"]) or "")
    assert {a.title for a in portal.corpus(run).articles()} == {"甲公告", "丙公告", "（已依法封存）"}
    portal.archive.close()


def test_titles_of_a_sealed_list_are_withheld(data: Path) -> None:
    sha = made.asked(data, "select sha256 from crawl_fetch where purpose = 'list' and column = 'a'")[0][0]
    assert seal(data, sha).code == 0
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
    cut(data)
    said = seal(data, SHA["3.html"])
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
        [sys.executable, "-c", KILLED, step, when, str(data), SHA["2.html"]], cwd=ROOT, env={**made_env()}, capture_output=True
    )
    assert done.returncode == 9, done.stderr
    said = verified(data)
    assert said.code == 0, said.out
    is_new = bool(made.asked(data, "select * from crawl_custody"))
    assert ("已依法封存（" in said.out) is is_new
    registered = [data / "warc" / name for (name,) in made.asked(data, "select file from crawl_warc")]
    assert any(SECRET.encode() in made.unpacked(path) for path in registered) is not is_new
    assert seal(data, SHA["2.html"]).code == 0
    said = verified(data)
    assert said.code == 0 and said.out.count("已依法封存（") == 2 and "尚未删除" not in said.out and "未被采用" not in said.out
    assert not any(SECRET.encode() in made.unpacked(path) for path in warcs(data))


def made_env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


# ---- export


def export(data: Path, out: Path, *words: str) -> made.Said:
    return command("evidence", "export", FINGERPRINT, "--out", out, "--data", data, *words)


def test_an_export_opens_offline_and_says_everything(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = export(data, out)
    assert said.code == 0, said.err
    for path in out.rglob("*.html"):
        page = lxml.html.document_fromstring(path.read_bytes())
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //img | //link | //base"), path
        for element in page.iter():
            assert not [n for n in element.attrib if n.startswith("on") or n in ("src", "srcset", "data", "poster")], path
        style = "".join(page.xpath("//style/text()"))
        assert "url(" not in style and "@import" not in style
        for link in page.xpath("//a/@href"):
            assert link.startswith(("http://127.0.0.1:9/", "#")) or (path.parent / link).resolve().is_file(), link
    text = lxml.html.document_fromstring((out / "index.html").read_bytes()).text_content()
    for words in ("区教育局", "未见", "样府办发〔2023〕1号", "已看全，1 页", "第 2 次采集", "前一次", "后一次", SHA["1.html"], "Server: made", "304"):
        assert words in text, words
    marks = lxml.html.document_fromstring((out / "index.html").read_bytes()).xpath("//mark/text()")
    assert marks == [QUOTE, QUOTE]


def test_an_export_is_checked_without_this_program(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(data, out)
    check(out / "evidence.warc.gz")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=out, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    listed = {line.split("  ", 1)[1] for line in (out / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == set(tree(out)) - {"SHA256SUMS"}
    assert "sha256sum -c SHA256SUMS" in (out / "说明.txt").read_text("utf-8")


def test_two_exports_are_the_same_bytes(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "one")
    export(data, tmp_path / "other")
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_personal_numbers_stay_in_the_house_unless_asked_for(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = export(data, out)
    assert "未附 2 条" in said.out
    held = made.unpacked(out / "evidence.warc.gz")
    assert b"<h1>" in held and NUMBER[6:].encode() not in held and made.PDF not in held
    for path in out.rglob("*"):
        assert path.is_dir() or NUMBER[6:].encode() not in path.read_bytes(), path
    text = (out / "index.html").read_text("utf-8")
    assert mask(NUMBER) in text and "含个人号码，原始内容未附" in text and "不能确认是否含个人号码" in text
    assert not made.asked(data, "select * from crawl_custody")


def test_raw_bytes_are_handed_out_by_name_and_logged(data: Path, tmp_path: Path) -> None:
    said = export(data, tmp_path / "no", "--unmasked")
    assert said.code == 2 and "--by" in said.err and not (tmp_path / "no").exists()
    assert not made.asked(data, "select * from crawl_custody")
    assert export(data, tmp_path / "raw", "--unmasked", "--by", "李某").code == 0
    held = made.unpacked(tmp_path / "raw" / "evidence.warc.gz")
    assert NUMBER[6:].encode() in held and made.PDF in held
    check(tmp_path / "raw" / "evidence.warc.gz")
    assert NUMBER[6:] not in (tmp_path / "raw" / "index.html").read_text("utf-8")
    assert made.asked(data, "select n, action, subject, who from crawl_custody") == [(1, "unmasked", FINGERPRINT, "李某")]
    assert verified(data).code == 0
    sql(data, "update crawl_custody set who = '王某'")
    assert "保管记录：第 1 条被改动" in verified(data).out


def test_sealed_evidence_is_exported_as_sealed(data: Path, tmp_path: Path) -> None:
    seal(data, SHA["2.html"])
    assert export(data, tmp_path / "out").code == 0
    text = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "已依法封存" in text and "李某" in text and SECRET not in text
    value = made.asked(data, "select value from rule_finding")[0][0]
    assert "已依法封存" in value
    assert export(data, tmp_path / "raw", "--unmasked", "--by", "李某").code == 0
    assert SECRET.encode() not in made.unpacked(tmp_path / "raw" / "evidence.warc.gz")


def test_altered_evidence_is_not_exported(data: Path, tmp_path: Path) -> None:
    offset = made.asked(data, f"select offset + length / 2 from crawl_fetch where run = 1 and url = '{HOME}1.html'")[0][0]
    held = bytearray(warcs(data)[0].read_bytes())
    held[offset] ^= 1
    warcs(data)[0].write_bytes(held)
    said = export(data, tmp_path / "out")
    assert said.code == 1 and "被改动" in said.err and not (tmp_path / "out").exists()


def test_wrong_words_export_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    for said in (
        export(data, tmp_path / "full"),
        command("evidence", "export", "f" * 16, "--out", tmp_path / "o", "--data", data),
        command("evidence", "export", FINGERPRINT, "--out", tmp_path / "o", "--data", tmp_path / "nowhere"),
    ):
        assert said.code == 2 and len(said.err.splitlines()) == 1, said
    assert not (tmp_path / "o").exists() and tree(tmp_path / "full") == {"mine.txt": b"mine"}


def test_without_a_browser_the_pictures_are_left_out(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZWGK_CHROMIUM", "no-such-browser")
    said = export(data, tmp_path / "out", "--screenshot")
    assert said.code == 0 and "没有 chromium" in said.out and not list((tmp_path / "out").rglob("*.png"))


def test_pictures_are_taken_of_our_own_rendering(data: Path, tmp_path: Path) -> None:
    from reports.screenshot import program

    if not program():
        pytest.skip("没有 chromium：apt install chromium")
    said = export(data, tmp_path / "out", "--screenshot")
    assert said.code == 0, said.err
    pictures = sorted((tmp_path / "out" / "copies").glob("*.png"))
    assert len(pictures) == 2 and all(p.read_bytes().startswith(b"\x89PNG") and p.stat().st_size > 5000 for p in pictures)
    assert pictures[0].name in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_every_finding_of_the_demo_can_be_exported(demo: Audit, tmp_path: Path) -> None:
    from tests.outside import lines

    of_status = {f["status"]: f["fingerprint"] for f in lines(demo.out / "findings.jsonl")}
    assert len(of_status) > 5
    for status, fingerprint in of_status.items():
        said = command("evidence", "export", fingerprint, "--out", tmp_path / status, "--data", demo.data)
        assert said.code == 0, (status, said.err)
        check(tmp_path / status / "evidence.warc.gz")
