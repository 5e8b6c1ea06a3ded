"""What must not be online is named in no output that is handed on: neither title, address nor words; the centre is told by number."""

import gzip
import zipfile
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest

from crawler.archive.without import Scrub
from tests.files_made import docx, paragraphs, xlsx
from tests.outside import lines, zwgk
from tests.scripted_portal import ScriptedPortal, article, list_page, scripted
from tests.test_files_crawl import linked

DOC = """
[document]
id = "doc"
title = "2023年要点"
issued = 2023-05-30
[[requirement]]
id = "2023-01"
row = 1
text = "公开预算，防止泄露个人隐私"
units = ["区教育局"]
basis = [{ source = "要点", strength = "S" }]
""" + "".join(
    f"[[requirement.check]]\nuse = {use}\n"
    for use in (
        '"unmasked_person"', '"exposed_personal_numbers"', '"exposed_private_data"', '"missing_fiscal_report"\nreport = "budget"', '"stale_column"\nkinds = ["news"]',
        '"missing_proposal_replies"',
    )
)  # fmt: skip
NUMBER = "11010519491231002X"  # the sample of GB 11643
FILLER = "说明文字。" * 40
PENALTY = """处罚决定书文号：样教罚〔2023〕8号
当事人：张某某
身份证号码：{number}
违法事实：擅自举办培训机构
处罚依据：《民办教育促进法》第六十四条
处罚内容：罚款二千元
处罚机关：区教育局
处罚决定日期：2023年8月20日"""
# Address and title of what leaks, by what leaks there.
LEAKING = {
    "a number in a penalty": ("/cf/t20230825_8801.html", "样教罚〔2023〕8号行政处罚决定公示"),
    "a member's mobile": ("/ta/t20230609_8802.html", "对区政协八届二次会议第31号提案的答复"),
    "a marked page": ("/ys/t20230410_8803.html", "区教育局2023年部门预算编制说明材料"),
    "a marked file": ("/xw/t20230411_8804.html", "区教育局关于做好有关工作安排的通知"),
    "mobiles in a file": ("/xw/t20230412_8805.html", "区教育局2023年秋季护学岗排班名单"),
    "a number in an address": (f"/xw/{NUMBER}.html", "区教育局2023年第二批补助审核结果"),
}
CLEAN = ("/xw/t20230413_9901.html", "区教育局召开全区教育工作会议")
WORDS = ("擅自举办培训机构，有关", "路线由专人登记造册")  # of the leaking items' own


@dataclass(frozen=True)
class Handed:
    """Everything that is handed on after an audit; what the centre is told by the numbers of the findings."""

    folder: Path
    told: str
    explained: str


def _portal(portal: ScriptedPortal) -> None:
    at = {key: address for key, (address, _) in LEAKING.items()}
    title = {key: name for key, (_, name) in LEAKING.items()}
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for address, name in (*LEAKING.values(), CLEAN):
        rows.setdefault(address.split("/")[1], []).append((address, name, "2023-06-09"))
        portal.routes[address] = article(name, "2023-06-09", text=FILLER)
    for column, listed in rows.items():
        portal.routes[f"/{column}/"] = list_page(listed)
    key = "a number in a penalty"
    portal.routes[at[key]] = article(title[key], "2023-08-25", text=PENALTY.format(number=NUMBER).replace("\n", "</p><p>") + f"。{WORDS[0]}")
    key = "a member's mobile"
    portal.routes[at[key]] = article(title[key], "2023-06-09", text=f"李*委员（13900001234）：{FILLER}")
    key = "a marked page"
    portal.routes[at[key]] = article(title[key], "2023-04-10", text=f"{WORDS[1]}。</p><p>（此件不予公开）</p><p>{FILLER}")
    key = "a marked file"
    portal.routes[at[key]] = linked(title[key], ("/f/8804.docx", "工作安排.docx"), text=FILLER)
    portal.routes["/f/8804.docx"] = (200, {}, docx(paragraphs("机密★一年", "关于有关工作安排", FILLER)))
    key = "mobiles in a file"
    portal.routes[at[key]] = linked(title[key], ("/f/8805.xlsx", "护学岗名单.xlsx"), text=FILLER)
    portal.routes["/f/8805.xlsx"] = (200, {}, xlsx({"名单": [["姓名", "手机号"], ["张大山", "13900001234"], ["李小河", "13900001235"]]}))


def _later(portal: ScriptedPortal) -> None:
    """A week on: what leaks says something else, one of the items is gone, and all has another date."""
    address, title = LEAKING["a marked page"]
    portal.routes[address] = article(title, "2023-04-11", text=f"{WORDS[1]}，另行通知。</p><p>（此件不予公开）</p><p>{FILLER}{FILLER}")
    gone, _ = LEAKING["mobiles in a file"]
    rows = [(at, name, "2023-06-09") for at, name in (*LEAKING.values(), CLEAN) if at.startswith("/xw/") and at != gone]
    portal.routes["/xw/"] = list_page(rows)


def _profile(base: str, folder: Path) -> Path:
    text = f'[site]\nid = "t"\nname = "示例市样本区人民政府"\nhome = "{base}/"\n[politeness]\ndelay = 0\nattachments = "all"\n[[unit]]\nid = "jiaoyu"\nname = "区教育局"\n'
    for kind, path in (("budget", "ys"), ("news", "xw"), ("penalty", "cf"), ("proposals", "ta")):
        text += f'[[column]]\nid = "{kind}"\nkind = "{kind}"\nunit = "jiaoyu"\nurl = "{base}/{path}/"\n'
    target = folder / "t.toml"
    target.write_text(text, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    kept, folder = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("handed")
    with scripted() as portal:
        _portal(portal)
        site, doc = _profile(portal.base.rstrip("/"), kept), kept / "doc.toml"
        doc.write_text(DOC, encoding="utf-8")
        words = [str(site), str(doc), "--as-of", "2023-09-20", "--data", str(kept / "data")]
        done = [zwgk("run", *words, "--out", str(folder / "first"))]
        _later(portal)
        words[3] = "2023-09-27"
        done.append(zwgk("run", *words, "--full", "--out", str(folder / "out")))
    done.append(zwgk("decide", "export", str(folder / "book.xlsx"), *words))
    done.append(zwgk("ledger", "export", str(folder / "ledger.xlsx"), *words))
    explained = ""
    for finding in lines(folder / "out" / "findings.jsonl"):
        number = finding["fingerprint"]
        done.append(zwgk("evidence", "export", number, "--out", str(folder / number), "--data", str(kept / "data")))
        explained += zwgk("explain", number, "--doc", str(doc), "--data", str(kept / "data")).out
    assert [each.code for each in done] == [0] * len(done), [each.err for each in done]
    return Handed(folder, "".join(each.out + each.err for each in done), explained)


def _plain(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    return path.read_bytes()


@pytest.mark.parametrize("what", LEAKING)
def test_no_output_names_what_leaks(handed: Handed, what: str) -> None:
    address, title = LEAKING[what]
    files = [path for path in handed.folder.rglob("*") if path.is_file()]
    assert len(files) > 60 and {path.suffix for path in files} >= {".gz", ".xlsx", ".html", ".jsonl"}
    for path in files:
        held = _plain(path)
        for word in (title, address, address.rsplit("/", 1)[1], "8804.docx", "8805.xlsx", "护学岗名单", *WORDS, "13900001234", NUMBER):
            assert word.encode() not in held, (word, path)
    assert title not in handed.told and address not in handed.told


def test_what_does_not_leak_is_named(handed: Handed) -> None:
    address, title = CLEAN
    changes = lxml.html.document_fromstring((handed.folder / "out" / "changes.html").read_bytes()).text_content()
    assert "变更 1 条" in changes and "未再见到 1 条" in changes  # counted, and not named
    assert any(line["title"] == title and line["url"].endswith(address) for line in lines(handed.folder / "out" / "articles.jsonl"))
    assert any(title.encode() in path.read_bytes() for path in (handed.folder / "out").rglob("*.html"))


def test_a_leak_is_told_by_kind_and_count_and_how_to_find_it(handed: Handed) -> None:
    found = {f["check"]: f for f in lines(handed.folder / "out" / "findings.jsonl") if f["status"] in ("gap", "suspect")}
    assert "身份证号 1 处" in found["unmasked_person"]["reason"] and "手机号 1 个" in found["exposed_personal_numbers"]["reason"]
    for check in ("unmasked_person", "exposed_personal_numbers"):
        assert "凭本问题的编号向信息公开主管机构" in found[check]["reason"] + found[check]["advice"]
        assert [e["url"] for e in found[check]["evidence"]] == [""] and found[check]["fingerprint"]


def test_the_centre_finds_the_item_by_the_number(handed: Handed) -> None:
    for what in ("a number in a penalty", "a member's mobile"):
        address, title = LEAKING[what]
        assert title in handed.explained and address in handed.explained


def test_addresses_are_taken_out_however_a_list_writes_them() -> None:
    scrub = Scrub(("某镇临时救助对象公示",), ("http://a.cn/i/t20230601_77.html",), "（略）")
    page = '<a href="../i/t20230601_77.html">某镇临时救助对象公示</a>{"u":"\\/i\\/t20230601_77.html","t":"\\u67d0\\u9547\\u4e34\\u65f6\\u6551\\u52a9\\u5bf9\\u8c61\\u516c\\u793a"}'
    for code in ("utf-8", "gb18030"):
        left = scrub.of(page.encode(code)).decode(code)
        assert "77.html" not in left and "救助" not in left and "\\u67d0" not in left
