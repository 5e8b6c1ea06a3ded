"""The pages: safe, complete, offline, the same bytes every time."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from crawler.files.model import FileMember, FilePart, FileReading, FileState
from crawler.mask import mask
from reports import html, view
from reports.rendering import MAX_CHARACTERS, render
from reports.shown import View
from reports.wording import MARKS
from rules.model import STATUS_LABELS, Status
from tests import report_made as made

INK = re.compile(r"\.(\w+) \{ color: #([0-9a-f]{6}); background: #([0-9a-f]{6}); \}")


def _report(folder: Path, units: int = 4, rows: int = 18) -> tuple[Path, View]:
    site = made.site_of(folder, units)
    corpus = made.corpus_of(site)
    shown = view.build(made.judgement_of(site, rows), corpus, site)
    out = folder / "out"
    html.write(shown, corpus, out)
    return out, shown


def written(folder: Path) -> Path:
    """A whole made-up report."""
    return _report(folder)[0]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, View]:
    return _report(tmp_path_factory.mktemp("report"))


def _pages(out: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for path in sorted(out.rglob("*.html")):
        yield path, _page(path)


@cache
def _page(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_bytes())


def test_hostile_words_stay_words(report: tuple[Path, View]) -> None:
    for path, page in _pages(report[0]):
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //img | //link | //base"), path
        handlers = [name for element in page.iter() for name in element.attrib if name.lower().startswith("on")]
        assert not handlers, path
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]", path.read_text("utf-8")), path
    text = _page(report[0] / "index.html").text_content()
    assert "<script>alert('x')</script>关于“公开”的通知 & 其他" in text


def test_no_address_but_http_becomes_a_link_and_nothing_is_loaded(report: tuple[Path, View]) -> None:
    for path, page in _pages(report[0]):
        for element in page.iter():
            for name in ("src", "srcset", "data", "poster", "background", "action"):
                assert element.get(name) is None, path
        for link in page.xpath("//a/@href"):
            assert urlsplit(link).scheme in ("", "http"), (path, link)
        style = "".join(page.xpath("//style/text()"))
        assert "url(" not in style, path
        assert "@import" not in style, path
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']"), path


def test_personal_numbers_are_masked_everywhere(report: tuple[Path, View]) -> None:
    for path, _ in _pages(report[0]):
        text = path.read_text("utf-8")
        assert made.PHONE not in text, path
        assert made.CITIZEN not in text, path


def test_every_internal_link_leads_to_a_page_and_a_place(report: tuple[Path, View]) -> None:
    checked = 0
    for path, page in _pages(report[0]):
        for link in page.xpath("//a/@href"):
            if urlsplit(link).scheme:
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.is_relative_to(report[0].resolve()), (path, link)
            assert target.is_file(), (path, link)
            if anchor:
                assert _page(target).xpath("//*[@id=$id]", id=anchor), (path, link)
            checked += 1
    assert checked > 500


def test_anchors_are_unique_on_each_page(report: tuple[Path, View]) -> None:
    for path, page in _pages(report[0]):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_pages_are_built_for_everybody(report: tuple[Path, View]) -> None:
    for path, page in _pages(report[0]):
        assert page.get("lang") == "zh-CN", path
        assert len(page.xpath("//h1")) == 1, path
        skip = page.xpath("//body/*[1][@class='skip']/@href")
        assert skip == ["#main"], path
        assert page.xpath("//main[@id='main']"), path
        for table in page.xpath("//table"):
            assert table.xpath("./caption"), path
            assert table.xpath(".//th"), path
        assert not page.xpath("//th[not(@scope)]"), path
        levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_print_has_no_english_words_for_statuses(report: tuple[Path, View]) -> None:
    for path, page in _pages(report[0]):
        words = set(re.findall(r"[a-z_]{3,}", " ".join(page.xpath("//main//*[not(self::style)]/text()"))))
        assert not words & {status.value for status in Status}, path


def _printed(page: lxml.html.HtmlElement) -> dict[str, int]:
    found = {}
    for item in page.xpath("//ul[@class='counts'][1]/li"):
        found[item.xpath("./span")[0].text_content().split()[-1]] = int(item.xpath("./b/text()")[0])
    return found


def test_printed_figures_of_the_first_page_are_the_sums_of_the_unit_pages(report: tuple[Path, View]) -> None:
    out, shown = report
    first = _printed(_page(out / "index.html"))
    sums = dict.fromkeys(STATUS_LABELS.values(), 0)
    for unit in shown.units:
        for label, number in _printed(_page(out / unit.path)).items():
            sums[label] += number
    assert first == sums
    assert sum(first.values()) == len(shown.findings)


def test_every_finding_is_printed_on_its_units_page_with_its_number(report: tuple[Path, View]) -> None:
    out, shown = report
    for finding in shown.findings:
        block = _page(out / finding.unit_link).get_element_by_id(finding.anchor)
        if finding.mark.status is not Status.NOT_DUE:
            assert finding.fingerprint in block.text_content()
        assert " ".join(finding.reason.split()) in " ".join(block.text_content().split())


def test_flags_and_basis_are_said_in_words(report: tuple[Path, View]) -> None:
    out, shown = report
    for finding in shown.findings:
        block = _page(out / finding.unit_link).get_element_by_id(finding.anchor).text_content()
        assert ("适用范围待确认" in block) == finding.draft
        assert ("事项发生在文件印发前，不计分" in block) == finding.before_issue
        if finding.mark.status is Status.GAP:
            assert "（五）（文件原文）" in block
            assert "没有看全，1 页" in block


def test_the_fold_shows_its_content_in_print_and_its_targets_on_screen(report: tuple[Path, View]) -> None:
    out, shown = report
    page = _page(out / shown.units[0].path)
    following = page.xpath("//details[@class='fold']/following-sibling::*[1]")
    assert [element.get("class") for element in following] == ["folded"]
    style = page.xpath("string(//style)")
    screen_only = style[style.index("@media screen {") :].split("}")[0]
    assert ".fold:not([open]) + .folded > *:not(:target) { display: none; " in screen_only
    assert "thead { display: table-header-group; }" in style
    assert "@page { size: A4;" in style


def test_row_pages_print_the_requirement_word_for_word(report: tuple[Path, View]) -> None:
    out, shown = report
    page = _page(out / "rows/02.html").text_content()
    assert shown.rows[1].text in page
    assert "原表“五公开”应为“四公开”" in page
    assert "R2-C1、R2-C2" in page
    assert "请提供台账" in _page(out / "rows/05.html").text_content()
    assert "法定事项" in _page(out / "rows/law-law-49.html").text_content()


def test_two_writes_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, _ = _report(tmp_path / "a", 2, 4)
    two, _ = _report(tmp_path / "b", 2, 4)
    names = sorted(p.relative_to(one) for p in one.rglob("*.html"))
    assert names == sorted(p.relative_to(two) for p in two.rglob("*.html"))
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_pages_of_a_whole_district_stay_below_two_megabytes(tmp_path: Path) -> None:
    out, _ = _report(tmp_path, 60, 48)
    sizes = {path.name: path.stat().st_size for path in out.rglob("*.html")}
    assert max(sizes.values()) < 2_000_000


def test_words_on_status_colours_have_enough_contrast() -> None:
    style = (html.TEMPLATES / "style.css").read_text("utf-8")
    inks = {name: (fore, back) for name, fore, back in INK.findall(style)}
    assert set(inks) >= {mark.status.value for mark in MARKS.values()}
    for name, (fore, back) in inks.items():
        assert _contrast(fore, back) >= 4.5, name


def test_shapes_differ_so_that_colour_is_not_needed() -> None:
    assert len({mark.shape for mark in MARKS.values()}) == len({mark.letter for mark in MARKS.values()}) == len(Status)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ---- archived copies


def _text(copy: object) -> str:
    return "\n".join("".join(piece.text for piece in block) for block in copy.blocks)  # type: ignore[attr-defined]


def _marked(copy: object) -> str:
    return "".join(piece.text for block in copy.blocks for piece in block if piece.marked)  # type: ignore[attr-defined]


def test_an_archived_page_is_told_in_words_with_the_passage_marked() -> None:
    copy = render((made.PAGE.encode(), "text/html"), made.HOST, (("q1", "意见采纳情况：采纳 三条。"),))
    assert "第一段加粗，联系电话 139****5678。" in _text(copy)
    assert _marked(copy) == "意见采纳情况：采纳三条。"
    assert [piece.anchor for block in copy.blocks for piece in block if piece.anchor] == ["q1"]
    assert "payload" not in _text(copy)
    assert "［图片：流程图］" in _text(copy)
    assert ("PubDate", "2023-08-01") in copy.meta
    assert copy.missing == ()


def test_a_file_is_told_as_it_was_read_with_the_passage_marked_and_without_what_is_hidden() -> None:
    parts = (
        FilePart("第1页", "部门预算\n收入总计  8978.90\t支出总计 9078.90\n"),
        FilePart("底稿", "未公开的草稿", hidden=True),
        FilePart("第3页", f"<b>电话</b>{mask(made.PHONE)}"),
    )
    reading = FileReading("xlsx", FileState.READ, parts=parts)
    copy = render((b"PK\x03\x04", "application/zip"), made.HOST, (("q1", "收入总计 8978.90 支出总计 9078.90"),), reading)
    assert _text(copy) == "［第1页］\n部门预算\n收入总计 8978.90 支出总计 9078.90\n［第3页］\n<b>电话</b>139****5678"
    assert _marked(copy) == "收入总计 8978.90 支出总计 9078.90"
    assert (copy.note, copy.missing, copy.kind) == ("", (), "办公文档或压缩文件")
    packed = FileReading("zip", FileState.READ, members=(FileMember("目录/表.xlsx", reading),))
    assert _text(render((b"PK", "application/zip"), made.HOST, (), packed)).startswith("［压缩包中的文件：目录/表.xlsx］\n［第1页］")


def test_a_quote_cut_for_length_is_still_found_and_a_foreign_one_is_said_to_be_missing() -> None:
    copy = render((made.PAGE.encode(), "text/html"), made.HOST, (("q1", "第一段加粗，联系…"), ("q2", "别处的话")))
    assert _marked(copy) == "第一段加粗，联系"
    assert copy.missing == (("q2", "别处的话"),)


def test_overlapping_quotes_keep_their_anchors_and_lose_no_character() -> None:
    body = "<html><body><p>甲乙丙丁 戊己庚</p></body></html>"
    copy = render((body.encode(), "text/html"), made.HOST, (("a", "乙丙丁戊"), ("b", "丙丁"), ("c", "戊己"), ("d", "乙丙丁戊")))
    assert _text(copy) == "甲乙丙丁 戊己庚"
    assert _marked(copy) == "乙丙丁 戊己"
    assert {piece.anchor for block in copy.blocks for piece in block if piece.anchor} == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (None, "没有保留"),
        ((b"%PDF-1.7", "application/pdf"), "没有读出文字"),
        ((b"PK\x03\x04", "text/html"), "这是一份文件"),
        ((b"<html></html>", "text/html"), "没有可读的文字"),
        (b"".join((b"<html><body>", b"<p>", "长".encode() * (MAX_CHARACTERS + 10))), "前 150000 个字"),
    ],
)
def test_what_cannot_be_shown_is_said(payload: "tuple[bytes, str] | bytes | None", words: str) -> None:
    given = (payload, "text/html") if isinstance(payload, bytes) else payload
    copy = render(given, made.HOST, ())
    assert words in copy.note
    assert len(_text(copy).replace("\n", "")) <= MAX_CHARACTERS  # long lines are broken for browsers


def test_a_page_nested_ten_thousand_deep_is_told_as_far_as_it_can_be_read() -> None:
    body = "<html><body><p>上</p>".encode() + b"<div>" * 10_000 + "底".encode() + b"</div>" * 10_000
    assert "上" in _text(render((body, "text/html"), made.HOST, ()))


def test_a_data_answer_is_shown_with_its_escapes_resolved() -> None:
    body = rb'{"rows": [{"title": "\u901a\u77e5<script>"}]}'
    copy = render((body, "application/json;charset=utf-8"), made.HOST, (("q", "通知<script>"),))
    assert _marked(copy) == "通知<script>"
    assert copy.kind == "文本"
