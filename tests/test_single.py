"""One page that a person names: robots obeyed, no way off the host, one line when it cannot be had."""

import pytest

from crawler.single import fetched
from crawler.tomlfile import BadInput
from tests.scripted_portal import ScriptedPortal, html, scripted


def asked(portal: ScriptedPortal) -> list[str]:
    return [path for path in portal.paths() if path != "/robots.txt"]


def test_a_page_is_fetched_and_nothing_else() -> None:
    with scripted({"/a.html": html("<h1>通知</h1>", "通知")}) as portal:
        url, content, kind = fetched(f"{portal.base}a.html")
        assert url.endswith("/a.html") and "通知".encode() in content and "html" in kind
        assert asked(portal) == ["/a.html"]


@pytest.mark.parametrize(
    ("robots", "words"),
    [
        ((200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /"), "不允许访问"),
        ((403, {}, b""), "拒绝读取 robots.txt"),
        ((503, {}, b""), "读取出错"),
    ],
)
def test_a_host_that_forbids_it_or_does_not_say_is_left_alone(robots: tuple[int, dict[str, str], bytes], words: str) -> None:
    with scripted({"/robots.txt": robots, "/a.html": html("<h1>通知</h1>", "通知")}) as portal:
        with pytest.raises(BadInput, match=words):
            fetched(f"{portal.base}a.html")
        assert asked(portal) == []


@pytest.mark.parametrize("where", ["http://10.0.0.1/x", "http://169.254.169.254/latest", "http://other.invalid/"])
def test_a_way_off_the_host_is_told_and_not_taken(where: str) -> None:
    with scripted({"/a.html": (302, {"Location": where}, b"")}) as portal, pytest.raises(BadInput, match="转向别的网站"):
        fetched(f"{portal.base}a.html")


def test_what_does_not_answer_is_one_line() -> None:
    with scripted({}) as portal, pytest.raises(BadInput, match="HTTP 404"):
        fetched(f"{portal.base}nothing.html")


def test_where_nobody_listens_readers_are_told_in_their_words() -> None:
    with scripted({}) as portal:
        gone = portal.base
    with pytest.raises(BadInput, match=r"打不开：连接被拒绝或中断$"):
        fetched(f"{gone}a.html")
