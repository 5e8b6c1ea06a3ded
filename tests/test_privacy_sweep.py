"""The sweep finds what is planted wherever it stands, and no output of a run holds a planted number in any form."""

import gzip
import json
import re
import shutil
import sqlite3
import stat
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from stdnum import luhn
from stdnum.cn import ric

from crawler.archive import Archive
from crawler.files.concealed import concealed
from crawler.site import load
from rules import privacy
from rules.sweeping import sweep
from tests.files_made import docx, paragraphs, xlsx
from tests.outside import lines, zwgk
from tests.scripted_portal import ScriptedPortal, article, list_page, scripted
from tests.test_files_crawl import linked, profile

DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开预算，表述规范，防止泄露个人隐私"
units = ["区教育局"]
basis = [{ source = "要点", strength = "S" }]
[[requirement.check]]
use = "missing_fiscal_report"
report = "budget"
[[requirement.check]]
use = "stale_column"
kinds = ["news"]
[[requirement.check]]
use = "contradicting_fields"
[[requirement.check]]
use = "exposed_private_data"
[[requirement.check]]
use = "wrong_wording"
"""
_BODIES = [f"51170319{year}0101{n:03d}" for year, n in ((80, 103), (81, 205), (82, 307), (83, 401), (84, 503), (85, 605), (86, 701))]
IDS = [body + ric.calc_check_digit(body + "0") for body in _BODIES]
MOBILE = "13900001234"
CARD = "622848000000000000" + luhn.calc_check_digit("622848000000000000")
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SECRET = "转移路线由专人送达"


def forms(number: str) -> list[str]:
    """A number in the forms people write."""
    if len(number) == 18:
        parts = (number[:6], number[6:14], number[14:]), (number[:6], number[6:10], number[10:14], number[14:])
        grouped = [mark.join(part) for part in parts for mark in (" ", "-", "\u00a0", "–", ".", "　")]
        return [number, number.lower(), number.translate(_WIDE), *grouped, *(each.translate(_WIDE) for each in grouped)]
    if len(number) == 11:
        parts3 = (number[:3], number[3:7], number[7:])
        return [number, number.translate(_WIDE), *(mark.join(parts3) for mark in " -.")]
    return [number, number.translate(_WIDE), " ".join(number[n : n + 4] for n in range(0, len(number), 4))]


@dataclass(frozen=True)
class Seeded:
    """A finished run of a small portal with planted numbers, its report and its leads."""

    folder: Path
    out: Path
    leads: list[dict[str, object]]
    printed: str


def planted(portal: ScriptedPortal) -> None:
    """Numbers in titles, bodies, tables, file names, hidden sheets, comments, deleted words and properties; one marked item."""
    title = "区教育局2023年部门预算公开说明"
    rows = [("/i/1.html", title, "2023-04-10"), (f"/i/3-{IDS[6]}.html", "区教育局2023年部门预算补充说明", "2023-04-11")]
    portal.routes["/ys/"] = list_page(rows)
    portal.routes["/xw/"] = list_page([("/i/2.html", f"区教育局公示张大山{IDS[0].translate(_WIDE)}", "2023-04-12"), ("/i/4.html", "区教育局关于报送值守安排的通知", "2023-04-13")])
    grouped = f"{IDS[1][:6]} {IDS[1][6:10]} {IDS[1][10:14]} {IDS[1][14:]}"
    body = f"申请人：张大山，手机 {MOBILE}，身份证号{grouped}，一卡通账号 {CARD}。" + "说明文字。" * 40
    portal.routes["/i/1.html"] = linked(title, ("/f/list.xlsx", "名单.xlsx"), ("/f/note.docx", "说明.docx"), text=body)
    portal.routes["/i/2.html"] = article(f"区教育局公示张大山{IDS[0].translate(_WIDE)}", "2023-04-12", text=f"拟资助张大山，ID{IDS[0]}。" + "说明。" * 60)
    portal.routes[f"/i/3-{IDS[6]}.html"] = article("区教育局2023年部门预算补充说明", "2023-04-11")
    portal.routes["/i/4.html"] = article("区教育局关于报送值守安排的通知", "2023-04-13", text=f"请各校报送，{SECRET}。\n（此件不予公开）\n依照中华人民共合国的法律。" + "说明。" * 60)
    portal.routes["/f/list.xlsx"] = (200, {}, _book())
    portal.routes["/f/note.docx"] = (200, {}, docx(_changed(), {"word/comments.xml": _comment()}))


def _book() -> bytes:
    sheets = {"公示": [["姓名", "学校"], ["张*", "青禾中心校"]], "底表": [["姓名", "身份证号"], ["张大山", IDS[2]]]}
    return xlsx(sheets, {"底表": "hidden"})


def _changed() -> str:
    gone = f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>原为身份证号 {IDS[3]}</w:delText></w:r></w:del><w:r><w:t>现为某某</w:t></w:r></w:p>'
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>身份证号 {IDS[4]}</w:t></w:r></w:p>"
    return paragraphs("预算公开说明") + gone + hidden


def _comment() -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = f"身份证号 {IDS[5]} 待核"
    return f'<w:comments xmlns:w="{space}"><w:comment w:id="0"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>'


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    folder = tmp_path_factory.mktemp("seeded")
    with scripted() as portal:
        planted(portal)
        site, doc, data, out = profile(portal, folder, 'attachments = "all"'), folder / "doc.toml", folder / "data", folder / "out"
        doc.write_text(DOC, encoding="utf-8")
        told = [zwgk("run", str(site), str(doc), "--as-of", "2023-09-20", "--data", str(data), "--out", str(out))]
    told.append(zwgk("privacy", "sweep", str(site), "--data", str(data), "--out", str(folder / "leads.jsonl")))
    told.append(zwgk("decide", "export", str(folder / "book.xlsx"), str(site), str(doc), "--as-of", "2023-09-20", "--data", str(data)))
    for n, finding in enumerate(f for f in lines(out / "findings.jsonl") if f["evidence"]):
        told.append(zwgk("evidence", "export", finding["fingerprint"], "--out", str(folder / f"export{n}"), "--data", str(data)))
    assert [done.code for done in told] == [0] * len(told), [done.err for done in told]
    printed = "".join(done.out + done.err for done in told)
    return Seeded(folder, out, lines(folder / "leads.jsonl"), printed)


def test_every_planted_place_is_found(seeded: Seeded) -> None:
    found = {(re.sub("《.*?》", "", str(lead["place"])), lead["kind"]) for lead in seeded.leads}
    assert found >= {
        ("正文", "identity"), ("正文", "mobile"), ("正文", "bank_card"), ("标题", "identity"), ("网址", "identity"), ("正文", "not_public"), ("标题和正文", "wording"),
        ("附件隐藏工作表", "identity"), ("附件批注", "identity"), ("附件修订中删去的文字", "identity"), ("附件隐藏文字", "identity"),
    }  # fmt: skip
    assert {lead["first_seen"] for lead in seeded.leads} == {"2023-09-20"}


def test_leads_are_readable_by_their_owner_only_and_never_lie_in_a_report(seeded: Seeded) -> None:
    assert stat.S_IMODE((seeded.folder / "leads.jsonl").stat().st_mode) == 0o600
    done = zwgk("privacy", "sweep", str(seeded.folder / "t.toml"), "--data", str(seeded.folder / "data"), "--out", str(seeded.out / "leads2.jsonl"))
    assert done.code == 2 and "报告文件夹" in done.err


def _plain(path: Path) -> bytes:
    """What a file holds, unpacked."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    return path.read_bytes()


@pytest.mark.parametrize("number", [*IDS, MOBILE, CARD])
def test_no_output_holds_a_planted_number_in_any_form(seeded: Seeded, number: str) -> None:
    files = [path for path in seeded.folder.rglob("*") if path.is_file() and "data" not in path.parts]
    assert len(files) > 20 and any(path.suffix == ".gz" for path in files) and any(path.suffix == ".xlsx" for path in files)
    written = [_plain(path) for path in files] + [seeded.printed.encode(), *(path.name.encode() for path in files)]
    for form in forms(number):
        assert not any(form.encode() in each for each in written), form


def test_what_is_marked_is_named_in_no_report(seeded: Seeded) -> None:
    marked = next(str(lead["url"]) for lead in seeded.leads if lead["kind"] == "not_public")
    assert marked.endswith("/i/4.html")
    for path in (path for path in seeded.out.rglob("*") if path.is_file()):
        text = path.read_text("utf-8")
        assert marked not in text and SECRET not in text and "报送值守安排" not in text, path


def test_a_second_sweep_gives_the_same_lines(seeded: Seeded, tmp_path: Path) -> None:
    archive = Archive.open(seeded.folder / "data", "t")
    swept = sweep(archive, load(str(seeded.folder / "t.toml")))
    archive.close()
    assert [json.loads(privacy.line(lead)) for lead in swept.leads] == seeded.leads
    assert all(isinstance(lead.first_seen, date) for lead in swept.leads)


def test_a_damaged_record_is_told_and_the_others_are_looked_at(seeded: Seeded, tmp_path: Path) -> None:
    shutil.copytree(seeded.folder / "data", tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "zwgk.sqlite") as db:
        name, offset, length = db.execute("select warc, offset, length from crawl_fetch where url like '%/i/4.html'").fetchone()
    kept = tmp_path / "data" / "warc" / name
    content = kept.read_bytes()
    kept.write_bytes(content[:offset] + b"\0" * length + content[offset + length :])
    archive = Archive.open(tmp_path / "data", "t")
    swept = sweep(archive, load(str(seeded.folder / "t.toml")))
    archive.close()
    others = {str(lead["id"]) for lead in seeded.leads if not str(lead["url"]).endswith("/i/4.html")}
    assert swept.damaged == 1 and {lead.id for lead in swept.leads} == others
    assert any("1 条存档记录已损坏" in line for line in privacy.told(swept))


def test_damaged_files_conceal_nothing() -> None:
    assert concealed(b"PK\x03\x04broken") == () == concealed(b"") == concealed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
