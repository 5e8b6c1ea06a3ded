"""Hosts that do not answer as the profile says: which ways are tried, how often, and what a person is told of it."""

import datetime
import ipaddress
import socket
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from crawler.transport import MAX_ATTEMPTS, Failure, Ladder, Way, failure_of
from tests.outside import zwgk
from tests.scripted_portal import ScriptedPortal, html, list_page, scripted
from tests.test_crawl import DAY, audit, items, profile, rows

HOST = "www.example.gov.cn"
HTTP, HTTPS = Way("http", HOST), Way("https", HOST)
BARE = "example.gov.cn"


def climbed(wanted: Way, failures: dict[Way, Failure], hosts: set[str]) -> list[Way]:
    """Every way a ladder tries for ``wanted`` while each fails as ``failures`` say (refused, where they say nothing)."""
    ladder = Ladder(frozenset(hosts))
    tried = []
    while (way := ladder.way(wanted)) is not None:
        tried.append(way)
        assert len(tried) <= MAX_ATTEMPTS
        assert ladder.failed(way, failures.get(way, Failure.REFUSED))
    return tried


# ---- the ladder


def test_the_scheme_is_swapped_before_the_host_and_the_rest_goes_to_the_way_of_the_profile() -> None:
    assert climbed(HTTP, {}, {HOST}) == [HTTP, HTTPS, HTTP, HTTP]


def test_the_twin_with_or_without_www_is_tried_only_when_the_profile_lists_it() -> None:
    assert climbed(HTTP, {}, {HOST, BARE})[2:] == [Way("http", BARE), Way("https", BARE)]
    assert all(way.host == HOST for way in climbed(HTTP, {}, {HOST}))
    assert climbed(Way("http", BARE), {}, {HOST, BARE})[2] == HTTP


def test_old_encryption_is_tried_only_after_encryption_failed() -> None:
    assert climbed(HTTPS, {HTTPS: Failure.TLS}, {HOST})[1] == Way("https", HOST, legacy=True)
    assert not any(way.legacy for way in climbed(HTTPS, {HTTPS: Failure.TIMEOUT}, {HOST}))
    assert climbed(HTTP, {HTTPS: Failure.TLS}, {HOST}) == [HTTP, HTTPS, Way("https", HOST, legacy=True), HTTP]


def test_a_name_that_is_not_known_is_not_asked_over_another_scheme() -> None:
    assert HTTPS not in climbed(HTTP, {HTTP: Failure.DNS}, {HOST, BARE})
    assert Way("http", BARE) in climbed(HTTP, {HTTP: Failure.DNS}, {HOST, BARE})


def test_the_way_that_worked_is_kept_for_the_host() -> None:
    ladder = Ladder(frozenset({HOST}))
    ladder.failed(HTTP, Failure.REFUSED)
    ladder.answered(HTTPS)
    assert ladder.way(HTTP) == HTTPS
    assert ladder.way(HTTPS) == HTTPS


def test_a_host_that_has_answered_is_never_tried_another_way() -> None:
    ladder = Ladder(frozenset({HOST}))
    ladder.answered(HTTP)
    assert not ladder.failed(HTTP, Failure.TIMEOUT)  # a matter for a retry
    assert ladder.way(HTTP) == HTTP


def test_a_host_given_up_is_not_asked_again_and_its_trace_names_every_way() -> None:
    ladder = Ladder(frozenset({HOST, BARE}))
    while (way := ladder.way(HTTP)) is not None:
        ladder.failed(way, Failure.TIMEOUT)
    assert ladder.way(HTTPS) is None and ladder.way(Way("http", BARE)) is None
    assert f"http://{HOST} 连接超时" in ladder.trace(HTTP) and f"https://{BARE} 连接超时" in ladder.trace(HTTP)


def test_other_hosts_have_ladders_of_their_own() -> None:
    ladder = Ladder(frozenset({HOST, "xxgk.example.gov.cn"}))
    while (way := ladder.way(HTTP)) is not None:
        ladder.failed(way, Failure.REFUSED)
    assert ladder.way(Way("http", "xxgk.example.gov.cn")) == Way("http", "xxgk.example.gov.cn")


def test_an_address_keeps_all_but_scheme_and_host() -> None:
    assert Way("https", "a.cn").address("http://www.a.cn/x/y.html?p=1#c") == "https://a.cn/x/y.html?p=1#c"


def test_only_failures_of_the_connection_are_failures() -> None:
    class DownloadCancelledError(Exception):
        pass

    class DownloadFailedError(Exception):
        pass

    assert failure_of(DownloadCancelledError("larger than download max size")) is None
    assert (
        failure_of(DownloadFailedError("[('SSL routines', '', 'unsafe legacy renegotiation disabled')]")) is Failure.TLS
    )
    assert failure_of(DownloadFailedError("[ConnectionLost]")) is Failure.LOST
    assert failure_of(ValueError("x")) is None


# ---- crawls


def certificate(folder: Path, *, name: str = "127.0.0.1", days: int = 30) -> tuple[Path, Path]:
    """A self-made certificate for an address or a name, over since yesterday when ``days`` is negative."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    try:
        listed: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        listed = x509.DNSName(name)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=90))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([listed]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate_file, key_file


def server_side(folder: Path, *, old: bool = False, **made: Any) -> ssl.SSLContext:
    """The encryption of a server; ``old`` knows nothing newer than TLS 1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(*certificate(folder, **made))
    if old:
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    return context


def fetches(folder: Path) -> list[tuple[Any, ...]]:
    """(address, purpose, status, outcome, cause) of every attempt, in order."""
    with closing(sqlite3.connect(folder / "data" / "zwgk.sqlite")) as db:
        return db.execute("select url, purpose, status, outcome, cause from crawl_fetch order by run, n").fetchall()


def note(folder: Path, column: str = "c0") -> str:
    with closing(sqlite3.connect(folder / "data" / "zwgk.sqlite")) as db:
        found = db.execute('select note from crawl_visit where "column" = ?', (column,)).fetchone()
    return str(found[0])


def crawled_over_https(portal: ScriptedPortal, folder: Path, scheme: str = "https") -> dict[str, Any]:
    """Crawl one column of five rows, the profile saying ``scheme``."""
    portal.routes.update(items(1, 5))
    portal.routes["/a/"] = list_page(rows("", 1, 5))
    portal.base = portal.base.replace("https", scheme)
    visits, _ = audit(portal, folder, "/a/")
    return visits["c0"]  # type: ignore[no-any-return]


def test_a_portal_that_speaks_https_only_is_read_though_its_profile_says_http(tmp_path: Path) -> None:
    with scripted(tls=server_side(tmp_path)) as portal:
        visit = crawled_over_https(portal, tmp_path, "http")
    assert visit["outcome"] == "ok" and visit["complete"] and visit["rows"] == 5
    first, *others = fetches(tmp_path)
    assert first[0].startswith("http://") and first[3] == "unreachable"
    assert all(url.startswith("https://") for url, *_ in others), "the way that worked is kept"
    assert "改用 https://" in note(tmp_path) and "自签名" in note(tmp_path)


def test_a_server_with_encryption_of_another_age_is_read_and_said(tmp_path: Path) -> None:
    with scripted(tls=server_side(tmp_path, old=True)) as portal:
        visit = crawled_over_https(portal, tmp_path)
    assert visit["outcome"] == "ok" and visit["complete"]
    assert [f[3] for f in fetches(tmp_path)].count("unreachable") == 1
    assert fetches(tmp_path)[0][4] == "加密连接（TLS）失败"
    assert "只支持旧版加密方式" in note(tmp_path)


@pytest.mark.parametrize(
    ("made", "told"),
    [({"days": -1}, "证书已过期"), ({"name": "other.example.gov.cn"}, "证书与域名不符"), ({}, "自签名")],
)
def test_a_page_behind_a_bad_certificate_is_read_and_the_certificate_told(
    tmp_path: Path, made: dict[str, Any], told: str
) -> None:
    with scripted(tls=server_side(tmp_path, **made)) as portal:
        visit = crawled_over_https(portal, tmp_path)
    assert visit["outcome"] == "ok" and visit["complete"]
    assert told in note(tmp_path)
    home = next(f for f in fetches(tmp_path) if f[1] == "home")
    assert home[3] == "ok" and told in home[4]


def test_a_portal_that_answers_is_asked_as_its_profile_says_and_nothing_is_remarked(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        audit(portal, tmp_path, "/a/")
    assert note(tmp_path) == ""
    assert {f[0].partition(":")[0] for f in fetches(tmp_path)} == {"http"}


@contextmanager
def slammed() -> Iterator[tuple[str, list[int]]]:
    """A port that takes connections and ends them at once: its address, and the connections as a list that grows."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[int] = []

    def slam() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            taken.append(1)
            connection.close()

    threading.Thread(target=slam, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", taken
    finally:
        listener.close()


def test_a_host_that_never_answers_is_asked_four_times_in_all(tmp_path: Path) -> None:
    with slammed() as (base, taken), scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        site = profile(portal, tmp_path, "/a/", "/b/", "/c/")
        text = site.read_text(encoding="utf-8")
        for path in ("/b/", "/c/"):
            text = text.replace(portal.base.rstrip("/") + path, base.rstrip("/") + path)
        site.write_text(text, encoding="utf-8")
        done = zwgk("crawl", str(site), *DAY, "--data", str(tmp_path / "data"))
        assert done.code == 0, done.err
    assert len(taken) == MAX_ATTEMPTS
    with closing(sqlite3.connect(tmp_path / "data" / "zwgk.sqlite")) as db:
        said = dict(db.execute('select "column", outcome || stopped_because from crawl_visit').fetchall())
    assert said["c0"].startswith("ok")
    assert said["c1"].startswith("unreachable") and "共试 4 次" in said["c1"] and said["c2"] == said["c1"]


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_an_answer_of_any_status_is_an_answer(tmp_path: Path, status: int) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/robots.txt"] = (status, {}, b"")
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        audit(portal, tmp_path, "/a/")
    assert {f[0].partition(":")[0] for f in fetches(tmp_path)} == {"http"}


# ---- redirects


def test_a_chain_of_redirects_that_goes_round_ends_with_its_trace(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/a/"] = (302, {"Location": "/b/"}, b"")
        portal.routes["/b/"] = (302, {"Location": "/a/"}, b"")
        visits, _ = audit(portal, tmp_path, "/a/")
        asked = [p for p in portal.paths() if p in ("/a/", "/b/")]
    assert visits["c0"]["outcome"] == "unreachable" and not visits["c0"]["complete"]
    assert "反复跳转" in visits["c0"]["stopped_because"] and "/b/ →" in visits["c0"]["stopped_because"]
    assert len(asked) <= 4


def test_http_that_leads_to_https_that_is_dead_ends_with_its_trace(tmp_path: Path) -> None:
    with scripted() as portal:
        portal.routes["/a/"] = (301, {"Location": portal.base.replace("http:", "https:") + "a/"}, b"")
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["outcome"] == "unreachable"
    assert "反复跳转" in visits["c0"]["stopped_because"] and "https://" in visits["c0"]["stopped_because"]


def test_a_redirect_to_itself_that_sets_a_cookie_is_followed(tmp_path: Path) -> None:
    gate = (302, {"Location": "/a/", "Set-Cookie": "gate=1; Path=/"}, b"")
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = lambda asked: gate if asked.n == 0 else list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["outcome"] == "ok" and visits["c0"]["complete"]


def test_a_home_page_that_refreshes_itself_elsewhere_is_a_home_page(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/"] = html('<meta http-equiv="refresh" content="0;url=/index.html">')
        portal.routes["/index.html"] = html("首页")
        portal.routes["/a/"] = list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["complete"]


# ---- being asked to wait


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_wait_is_left_alone(tmp_path: Path, status: int) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes.update({path: (status, {"Retry-After": "120"}, b"busy") for path in ("/a/", "/b/", "/c/")})
        visits, _ = audit(portal, tmp_path, "/a/", "/b/", "/c/")
        asked = [p for p in portal.paths() if p in ("/a/", "/b/", "/c/")]
    assert len(asked) == 1
    assert {v["outcome"] for v in visits.values()} == {"blocked"}
    assert sum("Retry-After: 120" in v["stopped_because"] for v in visits.values()) >= 2


def test_an_overloaded_server_that_names_no_time_is_asked_again(tmp_path: Path) -> None:
    with scripted(items(1, 4)) as portal:
        portal.routes["/a/"] = lambda asked: (503, {}, b"busy") if asked.n == 0 else list_page(rows("", 1, 4))
        visits, _ = audit(portal, tmp_path, "/a/")
    assert visits["c0"]["complete"]
