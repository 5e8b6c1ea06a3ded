"""Evidence: whatever is altered is named, what is lawful is not accused."""

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.archive.closing import close_run
from crawler.archive.manifest import read
from crawler.rereading import read_again
from tests import evidence_made as made
from tests.conftest import Audit
from tests.evidence_made import SHA, command, sql, verified
from tests.outside import tree, zwgk
from tests.test_archive import CHINA, HOME, Portal

# ---- whole


def test_an_untouched_archive_is_whole(data: Path) -> None:
    before = tree(data / "warc") | tree(data / "manifests")
    said = verified(data)
    assert (said.code, said.err) == (0, "")
    assert "没有发现改动" in said.out and "清单 2 份" in said.out
    assert tree(data / "warc") | tree(data / "manifests") == before


def test_the_demo_passes_warcio_and_verify(demo: Audit) -> None:
    made.check(*made.warcs(demo.data))
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
    with made.warcs(data)[0].open("r+b") as file:
        file.truncate(1500)


def flipped(data: Path) -> None:
    offset = made.asked(data, f"select offset + length / 2 from crawl_fetch where run = 1 and url = '{HOME}3.html'")[0][0]
    path = made.warcs(data)[0]
    held = bytearray(path.read_bytes())
    held[offset] ^= 1
    path.write_bytes(held)


def repacked(data: Path) -> None:
    offset = made.asked(data, f"select offset from crawl_fetch where run = 1 and url = '{HOME}3.html'")[0][0]
    path = made.warcs(data)[0]
    held = bytearray(path.read_bytes())
    held[offset + 4] ^= 1  # the time in the head of the gzip member: it unpacks to the same bytes
    path.write_bytes(held)


def swapped(data: Path) -> None:
    one, other = made.warcs(data)
    one.rename(data / "aside")
    other.rename(one)
    (data / "aside").rename(other)


def longer(data: Path) -> None:
    with made.warcs(data)[0].open("ab") as file:
        file.write(b"more")


def foreign(data: Path) -> None:
    shutil.copy(made.warcs(data)[0], data / "warc" / "x-0009-000.warc.gz")


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
    "file missing": (lambda d: made.warcs(d)[1].unlink(), ("x-0002-000.warc.gz 缺失",)),
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
            "drop table crawl_manifest; drop table crawl_custody; drop table crawl_file; alter table crawl_listed drop column validity; update alembic_version set version_num = '0002'"
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
    recorder.fetched(made.answer(HOME + "search", b"<html>none</html>", made.datetime(2023, 3, 8, 10, tzinfo=CHINA), "second", ""))
    recorder.close()
    said = verified(data)
    assert said.code == 0 and "尚未列入清单" in said.out
    portal.archive.close()
    made.crawl_once_more(data)
    said = verified(data)
    assert said.code == 0 and "清单 4 份" in said.out and "尚未列入" not in said.out
    sql(data, "delete from crawl_fetch where purpose = 'second'")
    assert "登记行缺少" in verified(data).out


def test_reading_again_with_a_newer_reader_is_no_alteration(data: Path) -> None:
    portal = Portal(data.parent)
    assert read_again(portal.archive, portal.site, made.datetime(2023, 3, 9, tzinfo=CHINA)) == 3
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
