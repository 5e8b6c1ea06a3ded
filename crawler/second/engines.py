"""Where a portal can be searched: what the profile says, the interface its platform is known for, the form on its home page.

Only addresses that stand in the profile or on the portal's own pages are asked, filled in as a browser would.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.discovery.links import menu_links
from crawler.page import Page
from crawler.site import Site
from crawler.urls import canonical, host_of

# Confirmed on public portals: the parameter that carries the words, by the path of the platform's search.
_TRS: Final = (
    ("/igs/front/search", "searchWord"),
    ("/irs/front/search", "searchWord"),
    ("/was5/web/search", "searchword"),
)
_IN_SCRIPT = re.compile(
    r"""["'`]([^"'`<>\s]{0,200}/(?:igs/front/search(?:/\w{1,20})?\.jhtml|irs/front/search|was5/web/search)\?[^"'`<>\s]{0,400})"""
)
_SEARCH = re.compile(r"search|sousuo|soso|query|keyword|检索|搜索|全文|站内", re.IGNORECASE)
_WORDS_FIELD = re.compile(
    r"^(?:q|s|wd|kw|key|keys|keyword|keywords|title|words?|content|text|searchword|search)\b", re.IGNORECASE
)
_SITEMAP = re.compile(r"^(?:网站|站点|本站)(?:地图|导航)$")


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to search the portal. ``template`` holds ``{words}``; they are sent in ``encoding``."""

    template: str
    encoding: str = "utf-8"

    def url(self, words: str) -> str:
        """The address that asks for ``words``."""
        return self.template.replace("{words}", quote(words.encode(self.encoding, "replace"), safe=""))


def engines(site: Site, home: Page | None, xunrui: str | None) -> tuple[Engine, ...]:
    """Ways to search, the surest first. ``xunrui`` is the site number of a 迅睿 portal ('' unknown), None on others."""
    if site.search:
        return (Engine(site.search),)
    found: list[Engine] = []
    if xunrui is not None:
        path = f"/index.php?c=api&m=essearchlist&siteid={quote(xunrui)}&keyword={{words}}&size=20&time=all&page=1"
        found.append(Engine(urljoin(site.home, path)))
    if home is not None:
        found += [*_platforms(home), *_forms(home)]
    return tuple(dict.fromkeys(engine for engine in found if host_of(engine.template) in site.hosts))[:3]


def sitemaps(site: Site, home: Page | None) -> tuple[str, ...]:
    """Where the site map may be: as the home page links it, and where such files lie."""
    links = menu_links(home) if home is not None else ()
    named = [link.url for link in links if _SITEMAP.match(link.text) and host_of(link.url) in site.hosts]
    return tuple(dict.fromkeys((*named[:1], urljoin(site.home, "/sitemap.xml"))))


def _platforms(home: Page) -> Iterator[Engine]:
    """TRS: the search's address with the code of the site stands in a link or a script of the home page."""
    for found in islice(_IN_SCRIPT.finditer(home.text), 5):
        url = canonical(found.group(1).replace("&amp;", "&"), home.base)
        name = next((name for path, name in _TRS if url and path in url), "")
        if url and name:
            parts = urlsplit(url)
            kept = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() != name.lower()]
            yield Engine(_filled(urlunsplit((*parts[:3], "", "")), kept, name))


def _forms(home: Page) -> Iterator[Engine]:
    """Forms of the home page that send words by GET."""
    for form in islice(home.root.iter("form"), 20):
        fields = [field for field in form.iter("input") if (field.get("type") or "text").lower() in ("text", "search")]
        named = [field for field in fields if field.get("name")]
        if (form.get("method") or "get").lower() != "get" or len(named) != 1 or not _is_search(form, named[0]):
            continue
        action = canonical(str(form.get("action") or home.url), home.base)
        if action:
            parts = urlsplit(action)
            base = urlunsplit((*parts[:3], "", ""))
            encoding = "gb18030" if home.encoding.startswith("gb") else "utf-8"
            yield Engine(_filled(base, list(_other_fields(form)), str(named[0].get("name"))), encoding)


def _is_search(form: HtmlElement, field: HtmlElement) -> bool:
    told = " ".join(str(form.get(key) or "") for key in ("action", "id", "class", "name"))
    asked = " ".join(str(field.get(key) or "") for key in ("name", "id", "placeholder", "title", "value"))
    return bool(_SEARCH.search(told) or _SEARCH.search(asked) or _WORDS_FIELD.match(str(field.get("name"))))


def _other_fields(form: HtmlElement) -> Iterator[tuple[str, str]]:
    for field in islice(form.iter("input", "select"), 40):
        name, kind = str(field.get("name") or ""), (field.get("type") or "").lower()
        if not name:
            continue
        if field.tag == "select":
            options = list(field.iter("option"))
            chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
            if chosen is not None:
                yield name, str(chosen.get("value") or chosen.text or "")
        elif kind == "hidden" or (kind in ("radio", "checkbox") and field.get("checked") is not None):
            yield name, str(field.get("value") or "")


def _filled(base: str, pairs: list[tuple[str, str]], name: str) -> str:
    """``base`` with ``pairs`` and the place of the words; braces of the page's own are written so that none is taken for ours."""
    query = urlencode(pairs)
    return f"{base}?{query}{'&' if query else ''}{quote(name)}={{words}}"
