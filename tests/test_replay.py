"""Two real sites replayed on this machine: columns recognised, items right, and an honest word where the copy ends."""

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.outside import lines, zwgk

SITES = Path(__file__).parent / "sites"
DOC = """
[document]
id = "replay"
title = "2021年要点"
issued = 2021-03-30
[[requirement]]
id = "2021-01"
row = 1
text = "栏目有内容，更新及时"
units = ["{unit}"]
basis = [{{ source = "要点", strength = "S" }}]
[[requirement.check]]
use = "blank_column"
[[requirement.check]]
use = "stale_column"
"""
REPLAYS = {"jlcity": ("jlcity_lyj", "安图县林业局"), "cwl": ("cwl_gov_cn", "中国福利彩票发行管理中心")}


@contextmanager
def replayed(folder: Path) -> Iterator[int]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module", params=sorted(REPLAYS))
def replay(request: pytest.FixtureRequest, real: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, str]:
    folder = tmp_path_factory.mktemp(request.param)
    site, unit = REPLAYS[request.param]
    with replayed(real / "sites" / site) as port:
        profile = (SITES / f"{request.param}.toml").read_text(encoding="utf-8").replace("PORT", str(port))
        (folder / "site.toml").write_text(profile, encoding="utf-8")
        (folder / "doc.toml").write_text(DOC.format(unit=unit), encoding="utf-8")
        done = zwgk(
            "run", "site.toml", "doc.toml", "--as-of", "2021-07-01", "--data", "data", "--out", "out", cwd=folder
        )
        assert done.code == 0, done.err
    return request.param, folder / "out", f"http://127.0.0.1:{port}/"


def labelled(real: Path, site: str, base: str) -> dict[str, Any]:
    """The hand-made labels of this site's item pages, by address."""
    found = {}
    for line in (real / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        name = label["file"].removeprefix("pages/")
        if label["kind"] == "article" and name.startswith(site + "__"):
            found[_path(name.removeprefix(site + "__"))] = label
    return found


def _path(name: str) -> str:
    """A page's file name without its slashes: how labels name it."""
    return name.replace("/", "_")


def test_labelled_items_come_out_right(replay: tuple[str, Path, str], real: Path) -> None:
    site, out, base = replay
    labels = labelled(real, REPLAYS[site][0], base)
    checked = 0
    for article in lines(out / "articles.jsonl"):
        label = labels.get(_path(article["url"].removeprefix(base)))
        if label is None or article["state"] != "read":
            continue
        checked += 1
        assert article["title"].split() == label["title"].split(), article["url"]
        assert article["published"] == label["pub_date"], article["url"]
    assert checked >= 10


def test_every_labelled_row_of_a_walked_list_is_an_item(replay: tuple[str, Path, str], real: Path) -> None:
    site, out, base = replay
    urls = {a["url"] for a in lines(out / "articles.jsonl")}
    walked = {v["url"] for v in lines(out / "visits.jsonl")}
    wanted = 0
    for line in (real / "list_items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row["page"].removeprefix("pages/")
        if not name.startswith(REPLAYS[site][0] + "__"):
            continue
        page = next((url for url in walked if _path(url.removeprefix(base)) == name.removeprefix(REPLAYS[site][0] + "__")), None)
        if page is None or not row["href"] or row["href"].startswith("javascript"):
            continue
        wanted += 1
        assert urljoin(page, row["href"]) in urls, row
    assert wanted >= 8


def test_columns_end_with_a_receipt_and_the_torn_copy_is_never_called_complete(replay: tuple[str, Path, str]) -> None:
    site, out, _ = replay
    visits = {v["column"]: v for v in lines(out / "visits.jsonl")}
    if site == "jlcity":
        # The copy holds first pages only: the pager declares more, and page two is a 404. One line of ndbg has no link.
        assert {c for c, v in visits.items() if not v["complete"]} == {"bmwj", "lyxx", "xzzf", "zcfg", "ndbg"}
        assert visits["bmwj"]["dialect"] == "trs" and visits["bmwj"]["pages_declared"] == 3
        assert visits["ndbg"]["rows"] == 9 and "没有可打开的链接" in visits["ndbg"]["stopped_because"]
    else:
        # Page two of this copy lists lines without links, one column is nothing else, and one has a single such line.
        assert {c for c, v in visits.items() if not v["complete"]} == {"tzgg", "zcjd", "djdt"}
        assert visits["cwyjs"]["rows"] == 8


def test_nothing_unseen_becomes_a_gap(replay: tuple[str, Path, str]) -> None:
    _, out, _ = replay
    incomplete = {v["url"] for v in lines(out / "visits.jsonl") if not v["complete"]}
    for finding in lines(out / "findings.jsonl"):
        assert not (finding["status"] == "gap" and finding["object"] in incomplete), finding
