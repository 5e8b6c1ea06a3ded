"""Export: a folder that opens anywhere, is checked without this program, and holds no personal number unless asked for."""

import subprocess
from pathlib import Path

import lxml.html
import pytest

from crawler.mask import mask
from reports.screenshot import program
from tests import evidence_made as made
from tests.conftest import Audit
from tests.evidence_made import FINGERPRINT, NUMBER, QUOTE, SECRET, SHA, command, sql, verified
from tests.outside import lines, tree
from tests.test_archive import HOME


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
    made.check(out / "evidence.warc.gz")
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
    made.check(tmp_path / "raw" / "evidence.warc.gz")
    assert NUMBER[6:] not in (tmp_path / "raw" / "index.html").read_text("utf-8")
    assert made.asked(data, "select n, action, subject, who from crawl_custody") == [(1, "unmasked", FINGERPRINT, "李某")]
    assert verified(data).code == 0
    sql(data, "update crawl_custody set who = '王某'")
    assert "保管记录：第 1 条被改动" in verified(data).out


def test_sealed_evidence_is_exported_as_sealed(data: Path, tmp_path: Path) -> None:
    made.seal(data, SHA["2.html"])
    assert export(data, tmp_path / "out").code == 0
    text = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "已依法封存" in text and "李某" in text and SECRET not in text
    value = made.asked(data, "select value from rule_finding")[0][0]
    assert "已依法封存" in value
    assert export(data, tmp_path / "raw", "--unmasked", "--by", "李某").code == 0
    assert SECRET.encode() not in made.unpacked(tmp_path / "raw" / "evidence.warc.gz")


def test_altered_evidence_is_not_exported(data: Path, tmp_path: Path) -> None:
    offset = made.asked(data, f"select offset + length / 2 from crawl_fetch where run = 1 and url = '{HOME}1.html'")[0][0]
    held = bytearray(made.warcs(data)[0].read_bytes())
    held[offset] ^= 1
    made.warcs(data)[0].write_bytes(held)
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
    if not program():
        pytest.skip("没有 chromium：apt install chromium")
    said = export(data, tmp_path / "out", "--screenshot")
    assert said.code == 0, said.err
    pictures = sorted((tmp_path / "out" / "copies").glob("*.png"))
    assert len(pictures) == 2 and all(p.read_bytes().startswith(b"\x89PNG") and p.stat().st_size > 5000 for p in pictures)
    assert pictures[0].name in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_every_finding_of_the_demo_can_be_exported(demo: Audit, tmp_path: Path) -> None:
    of_status = {f["status"]: f["fingerprint"] for f in lines(demo.out / "findings.jsonl")}
    assert len(of_status) > 5
    for status, fingerprint in of_status.items():
        said = command("evidence", "export", fingerprint, "--out", tmp_path / status, "--data", demo.data)
        assert said.code == 0, (status, said.err)
        made.check(tmp_path / status / "evidence.warc.gz")
