"""Addresses: one spelling for each page, and which hosts we may ask."""

import ipaddress
import posixpath
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Query parameters that carry a session or a clock, never content.
_NOISE = re.compile(r"^(?:jsessionid|sessionid|phpsessid|t|_|timestamp|spm|from|token|rand|random)$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SAFE = "/:@!$&'()*+,;=-._~%"
# An address of the commonest make, which is in its one spelling already: lower case, no port of
# the scheme, no session, no dots to resolve.
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[1-9]\d{3})?(?:/(?!\.)[A-Za-z0-9_.~-]*)+")
# The commonest link, and what it is joined with.
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)")
_HALVES = re.compile("[\ud800-\udfff]")


def canonical(url: str, base: str = "") -> str | None:
    """``url`` as an absolute address in one spelling; None when it is not a http(s) address.

    Session ids and clock parameters are dropped, the host lowered, the default port and the fragment removed. The
    scheme is kept, as a portal may answer on one only.
    """
    try:
        address = joined(base, url.strip().replace("\\", "/"))
        if _PLAIN.fullmatch(address):
            return address
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = parts.hostname.lower()
    if ":" in host:
        host = f"[{host}]"
    if port and port != (443 if parts.scheme == "https" else 80):
        host = f"{host}:{port}"
    if _HALVES.search(url):
        return None  # half a character: no address can be written with it
    path = _PATH_SESSION.sub("", parts.path) or "/"
    if "/." in path:
        path = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
    query = parts.query
    if query and any(_NOISE.match(key) for key, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _NOISE.match(k)])
    return urlunsplit((parts.scheme, host, quote(path, safe=_SAFE), quote(query, safe=_SAFE + "?"), ""))


def joined(base: str, href: str) -> str:
    """``urljoin``, quick for the commonest link. Raises ValueError as it does."""
    if _PLAIN_PATH.fullmatch(href) and (origin := _ORIGIN.match(base)):
        return origin.group(0) + href
    return urljoin(base, href)


def link_target(base: str, href: str) -> str:
    """Where a link leads, as written; '' when nowhere on the web: a mark on the same page, a script, no address at all."""
    href = href.strip()
    if not href or href.startswith("#") or href.lower().startswith(("javascript", "void")):
        return ""
    try:
        found = urljoin(base, href)
        return found if urlsplit(found).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def identity_key(url: str) -> str:
    """``url`` without scheme and ``www.``: two addresses with equal keys are the same page."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    return host + parts.path + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """Host with port when one is written (``127.0.0.1:8000``), lower case; '' for what is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    name = (parts.hostname or "").lower()
    return f"{name}:{port}" if port and port not in (80, 443) else name


def file_name(url: str) -> str:
    """The last part of an address's path, as written by people: what a file is called when nobody names it."""
    return unquote(urlsplit(url).path.rpartition("/")[2])


def is_loopback(url: str) -> bool:
    """Whether ``url`` points at this machine (a replayed site, the demo)."""
    name = (urlsplit(url).hostname or "").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
