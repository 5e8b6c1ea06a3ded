"""The tough cases of portals, on one replayed portal: what a careful person sees there, the audit must say.

What the program does not say today is marked ``xfail(strict=True)`` with its cause; no expectation is bent to it.
"""

import urllib.request
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

from crawler.archive import Article
from crawler.archive.seen import SeenColumn, number_key
from crawler.urls import canonical, identity_key
from tests.tough import case_files, case_identity, case_pagers, case_static
from tests.tough.audits import FIRST, SECOND, Audit, Audits, make
from tests.tough.expected import Column, Item
from tests.tough.labels import labels
from tests.tough.portal import ToughPortal, imagined, open_portal

pytestmark = [pytest.mark.xdist_group("tough")]

# Test id → why the program does not yet say what a careful person sees.
KNOWN: dict[str, str] = {}


@pytest.fixture(scope="session")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audits]:
    """Everything is audited once a session."""
    folder = tmp_path_factory.mktemp("tough")
    with open_portal(folder) as portal:
        yield make(portal, folder)


def _named(item: Item, portal: ToughPortal) -> str:
    """Host and path of an item page: the same in every session, whatever the ports are."""
    parts = urlsplit(item.url)
    host = next(host for host in portal.hosts.values() if host.address == parts.hostname)
    return f"{host.name}{parts.path}"


_IMAGINED = imagined()
COLUMNS = [c.id for c in (*_IMAGINED.columns, *_IMAGINED.heavy.columns, *_IMAGINED.slow.columns)]
ITEMS = [_named(item, _IMAGINED) for item in _IMAGINED.items]


def cases(test: str, names: list[str]) -> list[object]:
    """A parameter each, those that fail today marked with the cause."""
    marks = {name: KNOWN.get(f"{test} {name}") for name in names}
    return [pytest.param(n, marks=pytest.mark.xfail(strict=True, reason=why) if (why := marks[n]) else ()) for n in names]


def known(test: str) -> pytest.MarkDecorator:
    """The mark of a test that stands alone."""
    why = KNOWN.get(test, "")
    return pytest.mark.xfail(bool(why), reason=why, strict=True)


def column_of(audits: Audits, name: str) -> tuple[Audit, Column, SeenColumn]:
    for audit, columns in (
        (audits.first, audits.portal.columns), (audits.heavy, audits.portal.heavy.columns), (audits.slow, audits.portal.slow.columns),
    ):  # fmt: skip
        for column in columns:
            if column.id == name:
                seen = audit.corpus.seen_column(name)
                assert seen is not None
                return audit, column, seen
    raise AssertionError(name)


def item_of(audits: Audits, name: str) -> tuple[Item, Article]:
    item = next(each for each in audits.portal.items if _named(each, audits.portal) == name)
    article = audits.first.at(item.url)
    assert article is not None, "the item is not in the archive"
    return item, article


# ---- columns


@pytest.mark.parametrize("name", cases("visit", COLUMNS))
def test_a_look_at_the_column_ends_as_a_person_would_say(audits: Audits, name: str) -> None:
    _, column, seen = column_of(audits, name)
    said = f"{seen.stopped_because}；{seen.note}"
    assert seen.visit_outcome == column.outcome, said
    if column.complete is not None:
        assert seen.complete == column.complete, said
    if column.page_class:
        assert seen.page_class == column.page_class
    if column.why:
        assert any(word in said for word in column.why), said
    if column.note:
        assert any(word in said for word in column.note), said
    if column.newest:
        assert str(seen.newest) == column.newest


@pytest.mark.parametrize("name", cases("lines", COLUMNS))
def test_every_line_of_the_column_is_there_once_with_its_whole_title_and_day(audits: Audits, name: str) -> None:
    audit, column, _ = column_of(audits, name)
    if column.lines is None:
        return
    found = {identity_key(url): article for article in audit.of(column) for url in article.urls}
    wrong = {line.url: (line, told(found.get(key(line.url)))) for line in column.lines if told(found.get(key(line.url))) != (line.title, line.day, line.state)}
    assert wrong == {}
    wanted = {key(line.url) for line in column.lines}
    extra = [article.url for article in audit.of(column) if not wanted & {identity_key(url) for url in article.urls}]
    assert extra == []


def told(article: Article | None) -> tuple[str, str, str] | None:
    return (article.title, str(article.published or ""), article.state) if article else None


def key(url: str) -> str:
    return identity_key(canonical(url) or url)


# ---- items


@pytest.mark.parametrize("name", cases("item", ITEMS))
def test_an_item_says_what_its_page_says(audits: Audits, name: str) -> None:
    item, article = item_of(audits, name)
    wanted = {
        "title": item.title, "day": item.day, "doc_number": item.doc_number, "index_number": item.index_number, "source": item.source, "issuer": item.issuer,
        "validity": item.validity, "body_kind": item.body_kind, "unit": item.unit, "state": item.state,
    }  # fmt: skip
    seen = {
        # A number is kept as published; two spellings are one number when they have one key.
        "title": article.title, "day": str(article.published or ""), "doc_number": number_key(article.doc_number) or article.doc_number, "index_number": article.index_number,
        "source": article.source, "issuer": article.issuer, "validity": article.validity, "body_kind": article.body_kind, "unit": article.unit,
        "state": article.state,
    }  # fmt: skip
    assert {k: (v, seen[k]) for k, v in wanted.items() if v is not None and seen[k] != v} == {}
    assert item.text in audits.first.corpus.text(article)


@pytest.mark.parametrize("name", cases("files", ITEMS))
def test_an_item_offers_the_files_its_page_names(audits: Audits, name: str) -> None:
    item, article = item_of(audits, name)
    if item.files is None:
        return
    wanted = [(file.name, key(file.url) if file.url else "") for file in item.files]
    seen = [(link.name if file else "", key(link.url) if link.url else "") for link, (file, _) in zip(article.attachments, wanted, strict=False)]
    seen += [(link.name, link.url) for link in article.attachments[len(wanted) :]]
    assert seen == wanted


@pytest.mark.parametrize("name", cases("conflicts", ITEMS))
def test_an_item_that_contradicts_itself_is_found_to(audits: Audits, name: str) -> None:
    item, article = item_of(audits, name)
    missing = [words for words in item.conflicts if not any(word in conflict for word in words for conflict in article.conflicts)]
    assert missing == [], article.conflicts


# ---- case by case


def test_each_column_is_read_as_what_made_it(audits: Audits) -> None:
    """One host, eight systems: told page by page."""
    families = {
        "01-normative": "xunrui", "03-from-zero": "trs", "05-vsb": "vsb", "06-jpage": "hanweb", "07-jpaas": "jpaas", "08-lonsun": "lonsun", "09-new": "ucap",
        "10-gkmlpt": "gkmlpt",
    }  # fmt: skip
    assert {name: column_of(audits, name)[2].dialect for name in families} == families


def test_nobody_outside_the_portal_was_asked(audits: Audits) -> None:
    assert audits.calls == ()


def test_every_column_to_register_is_labelled(audits: Audits) -> None:
    found = labels(audits.portal)
    assert len(found) > 50


def test_every_column_to_register_is_linked_from_the_home_page(audits: Audits) -> None:
    """By plain links alone: home, disclosure, units, the hub above the fiscal years."""
    portal = audits.portal
    pages = [portal.at("main", path) for path in ("/index.html", "/zwgk/index.html", "/zwgk/bm.html", "/xxgk-list-czyjs.html")]
    reached: set[str] = set()
    for url in pages:
        root = lxml.html.document_fromstring(urllib.request.urlopen(url).read())
        links = [canonical(href, url) or "" for href in root.xpath("//a/@href")]
        raw = [urljoin(url, href).replace(" ", "%20") for href in root.xpath("//a/@href")]  # with the fragment some columns need
        pages += [link for link in links if "/zwgk/bm/" in link and link not in pages]
        reached |= {*links, *raw}
    assert set(labels(portal)) - reached == set()


def test_5_the_second_audit_finds_exactly_the_one_new_item(audits: Audits) -> None:
    portal, second = audits.portal, audits.second
    column = next(c for c in portal.columns if c.id == "05-vsb")
    fresh = [a.url for a in second.corpus.known_articles() if a.first_seen and str(a.first_seen) == SECOND]
    assert fresh == [portal.at("main", f"/info/1041/{case_static.SLIPPED_IN.n}.htm")]
    assert {str(a.first_seen) for a in second.of(column)} == {FIRST, SECOND} and len(second.of(column)) == 46


def test_5_nothing_is_gone_in_the_second_audit(audits: Audits) -> None:
    assert [a.url for a in audits.second.corpus.known_articles() if a.gone_since] == []


@pytest.mark.parametrize("name", cases("second", COLUMNS))
def test_5_and_21_the_second_audit_says_the_same_of_every_column(audits: Audits, name: str) -> None:
    _, column, before = column_of(audits, name)
    after = audits.second.corpus.seen_column(name)
    if after is None or column not in audits.portal.columns:
        return
    more = 1 if name == "05-vsb" else 0
    assert (after.visit_outcome, after.complete, after.rows) == (before.visit_outcome, before.complete, before.rows + more), after.stopped_because


@known("10")
def test_10_an_article_under_two_numbers_is_one(audits: Audits) -> None:
    twin, other = (audits.first.at(audits.portal.at("main", path)) for path in ("/gkmlpt/content/1/1012/post_10124.html", "/gkmlpt/content/1/1019/post_10199.html"))
    assert twin is not None and other is not None and twin.identity == other.identity


@pytest.mark.parametrize("host", ["blocked412", "blocked521", "blocked403"])
def test_13_a_host_that_refuses_is_left_alone(audits: Audits, host: str) -> None:
    asked = [a for a in audits.portal.hosts[host].asked if a.path.endswith("/index.html")]
    assert 3 <= len(asked) <= 2 * 4  # two audits; one may be on its way when the third refusal is read


def test_13_and_12_what_was_not_seen_is_nobodys_gap(audits: Audits) -> None:
    for audit in (audits.first, audits.second):
        assert "gap" not in audit.statuses("wenlv", "stale_column") + audit.statuses("wenlv", "blank_column")
        assert "gap" not in audit.statuses("qingshi", "blank_column") + audit.statuses("weijian", "blank_column")


def test_14_a_loop_is_told_step_by_step(audits: Audits) -> None:
    seen = audits.first.corpus.seen_column("14-loop")
    assert seen is not None
    http = audits.portal.at("loop", "/zwgk/index.html")
    assert http in seen.stopped_because and http.replace("http:", "https:") in seen.stopped_because
    assert sum(a.path == "/zwgk/index.html" for a in audits.portal.hosts["loop"].asked) <= 2 * 8


@pytest.mark.parametrize(("path", "used", "declared"), [("/gb/15005.html", "gb18030", "gb2312"), ("/u8/15105.html", "utf-8", "gbk")])
def test_15_the_declared_and_the_real_encoding_are_recorded(audits: Audits, path: str, used: str, declared: str) -> None:
    article = audits.first.at(audits.portal.at("main", path))
    reading = audits.first.corpus.page(article) if article else None
    assert reading is not None
    assert (reading.encoding.lower(), reading.declared_encoding.lower()) == (used, declared)


def test_16_no_large_file_is_fetched_whole(audits: Audits) -> None:
    assert audits.portal.hosts["main"].sent.get(case_files.BIG, 0) < 2 * (20 << 20)


def test_17_nobody_is_asked_by_head(audits: Audits) -> None:
    assert [a.target for a in audits.portal.hosts["main"].asked if a.method == "HEAD"] == []


def test_17_a_download_behind_a_captcha_is_not_called_lost(audits: Audits) -> None:
    article = audits.first.at(audits.portal.at("main", "/czxm/17001.html"))
    assert article is not None and [bool(link.url) for link in article.attachments] == [True]


def test_19_one_item_under_http_https_and_a_session_is_one_in_two_columns(audits: Audits) -> None:
    for audit in (audits.first, audits.second):  # the session is another one each time
        found = {a.identity: a for a in audit.corpus.known_articles() if any("/art/19001.html" in url for url in a.urls)}
        assert [sorted(article.columns) for article in found.values()] == [["19-hdgl", "19-zdxx"]]
        assert {url for article in found.values() for url in article.urls} <= {url.split(";")[0] for url in case_identity.twin_addresses(audits.portal.at)}


@known("x-copies")
def test_a_barrier_free_copy_is_the_same_item(audits: Audits) -> None:
    copies = [audits.first.at(audits.portal.at("main", path)) for path in (case_identity.COPY_OF, case_identity.COPY)]
    assert len({article.identity if article else "" for article in copies}) == 1


def test_copies_of_the_site_in_other_languages_are_left_alone(audits: Audits) -> None:
    assert [p for p in audits.portal.hosts["main"].paths() if p.startswith(("/en/", "/big5/", "/mobile/"))] == []


def test_20_a_typo_makes_no_item_the_newest(audits: Audits) -> None:
    column = next(c for c in audits.portal.columns if c.id == "20-typo")
    assert max(str(a.published) for a in audits.first.of(column)) == "2026-09-03"


def test_21_a_list_whose_tail_is_missing_counts_what_it_declared(audits: Audits) -> None:
    seen = audits.heavy.corpus.seen_column("21-tail")
    assert seen is not None and (seen.pages_declared, seen.pages_fetched, seen.rows) == (case_pagers.TAIL, case_pagers.TAIL - 2, 640)


def test_21_and_22_no_walk_goes_on_for_ever(audits: Audits) -> None:
    asked = audits.portal.hosts["heavy"].asked
    for path, most in (("/hdrl/index.html", 505), ("/front/api/data/affair", 110), ("/front/api/data/window", 30)):
        assert sum(a.path == path for a in asked) <= most, path
    assert sum(a.path == "/zdxm/list.php" for a in audits.portal.hosts["main"].asked) <= 2 * 4


def test_22_links_that_sort_search_or_turn_the_calendar_are_left_alone(audits: Audits) -> None:
    asked = [p for p in audits.portal.hosts["main"].paths() if p.startswith(("/ylfw/index.html?", "/search/"))]
    assert [p for p in asked if any(word in p for word in ("sort=", "date=", "/search/"))] == [] and len(asked) <= 2 * 8


@known("23")
def test_23_exactly_the_one_missing_report_is_missing(audits: Audits) -> None:
    found = {f["unit"]: f["status"] for f in audits.first.findings if f["check"] == "missing_fiscal_report"}
    assert found == {"jiaoyu": "met", "minzheng": "met", "weijian": "met", "nongye": "met", "jiaotong": "met", "renshe": "gap"}


@pytest.mark.parametrize(("unit", "status"), [pytest.param(u, s, marks=known(f"24 {u}")) for u, s in (("zhujian", "met"), ("jiaotong", "gap"), ("wenlv", "met"))])
def test_24_who_replied_to_a_consultation(audits: Audits, unit: str, status: str) -> None:
    assert audits.first.statuses(unit, "missing_feedback") == [status]


def test_24_an_interpretation_that_only_a_relation_file_names_counts(audits: Audits) -> None:
    assert audits.first.statuses("sifa", "missing_interpretation") == ["met"]


def test_24_an_unread_relation_file_accuses_nobody(audits: Audits) -> None:
    assert not {"gap", "late"} & set(audits.first.statuses("sifa", "missing_interpretation"))


def test_25_robots_are_obeyed(audits: Audits) -> None:
    for host, path in (("robots_all", "/xzcf/"), ("robots_part", "/e/xzxk/")):
        assert [p for p in audits.portal.hosts[host].paths() if p.startswith(path)] == []


@pytest.mark.parametrize("host", [pytest.param(h, marks=known(f"25 {h}")) for h in ("robots_403", "robots_500")])
def test_25_a_host_whose_robots_are_refused_is_not_asked(audits: Audits, host: str) -> None:
    assert audits.portal.hosts[host].paths() == []


def test_25_slow_and_huge_pages_cost_bounded_time(audits: Audits) -> None:
    assert audits.slow.seconds < 60  # a page that trickles for a minute was asked three times
    assert audits.portal.hosts["slow"].sent.get("/huge/", 0) < 3 * (20 << 20)
