"""The demo portal put together from its texts: where every article stands, its page, its lists, and the way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from crawler.demo.annual import annual_reports
from crawler.demo.answers import HTML, LAST_CHANGE, Portal, Response, broken
from crawler.demo.article import Article, File, told
from crawler.demo.audits import audits
from crawler.demo.catalogues import catalogues
from crawler.demo.consultations import consultations
from crawler.demo.district import (
    BLANK,
    BROKEN,
    GBK_UNITS,
    NOTICE,
    SINGLE_KINDS,
    District,
    Family,
    family_of,
    path_of,
    read_district,
)
from crawler.demo.documents import documents
from crawler.demo.fiscal import fiscal_articles
from crawler.demo.lists import Feed, Item, home_list, list_pages
from crawler.demo.offices import standing_pages
from crawler.demo.oversight import oversight
from crawler.demo.pages import Frame, Setting, Shown, article_page, framed
from crawler.demo.penalties import odd_penalties
from crawler.demo.periodic import periodic
from crawler.demo.proposals import proposals
from crawler.demo.statics import SCRIPT, STYLE
from crawler.site import Column
from crawler.vocabulary import label

_FIRST_CATEGORY: Final = 101
_FIRST_NUMBER: Final = 41001
_DIRECTORY: Final = "/bmml/index.html"
_MEDIA_TYPES: Final = MappingProxyType(
    {
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "png": "image/png",
        "mp4": "video/mp4",
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with its number and addresses. ``links`` are what its page writes, ``paths`` where the files stand."""

    article: Article
    number: int
    path: str
    paths: dict[str, str]  # file name → decoded path
    links: dict[str, str]  # file name → href


def build(base: str) -> Portal:
    """The whole portal for the address ``base`` (``http://127.0.0.1:PORT/``). Same base, same bytes."""
    district = read_district()
    placed = tuple(_places(district, articles(district)))
    by_key = {place.article.key: place for place in placed}
    frame = Frame(district.site.name, district.site.site_code, base, tuple(_navigation(district)))
    responses: dict[str, Response] = {}
    feeds: dict[int, Feed] = {}
    for place in placed:
        responses.update(_article_responses(district, frame, place, by_key))
    for column in district.site.columns:
        if column.kind not in SINGLE_KINDS:
            _add_list(district, frame, column, placed, responses, feeds)
    for column_id, status in BROKEN.items():
        path = path_of(district.column(column_id))
        responses.pop(path, None)
        if status != 404:
            responses[path] = broken(status)
    responses.update(_ways(district, frame, placed))
    standing = {key: place.path for key, place in by_key.items()}
    return Portal(base, MappingProxyType(responses), MappingProxyType(feeds), MappingProxyType(standing))


def articles(district: District) -> list[Article]:
    """Everything the portal publishes, oldest first, so that numbers grow with time as in a real CMS."""
    signatures = district.signatures
    plain = ("news", "headlines", "notices", "policies", "services", "livelihood", "exposed", "topics", "works", "letters")
    found = [article for name in plain for article in told(name, signatures)]
    makers = (
        documents, consultations, oversight, proposals, audits, fiscal_articles, annual_reports, standing_pages, odd_penalties, catalogues, periodic,
    )  # fmt: skip
    for source in makers:
        found += source(district)
    living = (article for article in found if article.column not in BROKEN)
    return sorted(living, key=lambda article: (article.published, article.key))


def _places(district: District, found: list[Article]) -> Iterator[Placed]:
    for number, article in enumerate(found, _FIRST_NUMBER):
        column = district.column(article.column)
        path = path_of(column) if column.kind in SINGLE_KINDS else _article_path(column, article.published, number)
        paths, links = {}, {}
        for order, file in enumerate(article.files, 1):
            paths[file.name], links[file.name] = _file_path(column, path, article.published, number, order, file)
        yield Placed(article, number, path, paths, links)


def _article_path(column: Column, day: date, number: int) -> str:
    family, path = family_of(column), path_of(column)
    folder = path.rsplit("/", 1)[0]
    if family is Family.XUNRUI:
        return f"/{'news' if column.kind == 'news' else 'xxgk'}-show-{number}.html"
    if family is Family.PLAIN:
        return f"{folder}/{day:%Y}/{day:%m%d}/{number}.html"
    return f"{folder}/{day:%Y%m}/t{day:%Y%m%d}_{number}.{'shtml' if path.endswith('.shtml') else 'html'}"


def _file_path(column: Column, page: str, day: date, number: int, order: int, file: File) -> tuple[str, str]:
    """Where a file stands and how the page links to it: each family has its own habit."""
    ending = file.name.rsplit(".", 1)[-1]
    family = family_of(column)
    if family is Family.XUNRUI:
        path = f"/uploadfile/{day:%Y/%m}/{number}{order}.{ending}"
        return path, path
    if family is Family.PLAIN:  # files keep their Chinese names; half of the links are percent-encoded
        path = f"/upload/{day:%Y%m}/{number}-{file.name}"
        return path, quote(path) if number % 2 else path
    name = f"P0{day:%Y%m%d}{number:06d}{order:03d}.{ending}"
    return page.rsplit("/", 1)[0] + "/" + name, "./" + name


def _article_responses(
    district: District, frame: Frame, place: Placed, by_key: dict[str, Placed]
) -> Iterator[tuple[str, Response]]:
    article = place.article
    setting = _setting(district, district.column(article.column))
    related = tuple((by_key[key].path, by_key[key].article.title) for key in article.see)
    page = article_page(frame, setting, Shown(article, place.number, related, place.links))
    yield place.path, _page(page, setting, article.published)
    for file in article.files:
        media_type = _MEDIA_TYPES[file.name.rsplit(".", 1)[-1]]
        yield place.paths[file.name], Response(200, media_type, file.body, article.published)


def _add_list(
    district: District,
    frame: Frame,
    column: Column,
    placed: tuple[Placed, ...],
    responses: dict[str, Response],
    feeds: dict[int, Feed],
) -> None:
    """Put the list pages of one column into ``responses``, and its rows into ``feeds`` when only the API tells them."""
    items = _items(column, placed)
    if bool(items) is (column.id in BLANK or column.id in BROKEN):
        raise LookupError(f"column {column.id} of the demo holds {len(items)} items against the plan")
    family, setting = family_of(column), _setting(district, column)
    feed = None
    if family is Family.XUNRUI:
        feed = feeds[_FIRST_CATEGORY + len(feeds)] = Feed(_FIRST_CATEGORY + len(feeds), path_of(column), items)
    tags = (
        ("ColumnName", column.name),
        ("ColumnDescription", f"{setting.unit_name}{column.name}"),
        ("ColumnKeywords", column.name),
        ("ColumnType", label(column.kind)),
    )
    newest = items[0].published if items else LAST_CHANGE
    for path, rows in list_pages(family, path_of(column), items, feed).items():
        main = f"<h1>{escape(column.name)}</h1>\n{rows}"
        responses[path] = _page(framed(frame, setting, column.name, tags, main), setting, newest)


def _items(column: Column, placed: tuple[Placed, ...]) -> tuple[Item, ...]:
    rows = [
        Item(
            path=place.path,
            title=place.article.title,
            published=place.article.published,
            number=place.number,
            source=place.article.source,
            doc_number=place.article.doc_number,
            validity=place.article.validity or "",
        )
        for place in placed
        if column.id == place.article.column or column.id in place.article.also
    ]
    return tuple(sorted(rows, key=lambda item: (item.published, item.number), reverse=True))


def _setting(district: District, column: Column) -> Setting:
    unit = district.site.unit(column.unit)
    return Setting(
        column=column.id,
        column_name=column.name,
        kind=column.kind,
        family=family_of(column),
        menu=tuple(_menu(district, column.unit)),
        unit_name=unit.name if unit else "",
        gbk=column.unit in GBK_UNITS,
    )


def _menu(district: District, unit: str) -> Iterator[tuple[str, str]]:
    if unit:
        for column in district.site.columns_of(unit):
            yield path_of(column), column.name


def _page(html: str, setting: Setting, modified: date) -> Response:
    if setting.gbk:  # the server of that unit declares no charset either
        return Response(200, "text/html", html.encode("gbk"), modified)
    return Response(200, HTML, html.encode(), modified)


def _navigation(district: District) -> Iterator[tuple[str, str]]:
    yield "/", "首页"
    for column in district.site.columns_of(""):
        yield path_of(column), column.name
    yield _DIRECTORY, "部门和乡镇街道信息公开"


def _ways(district: District, frame: Frame, placed: tuple[Placed, ...]) -> Iterator[tuple[str, Response]]:
    """The home page, the directory of units, each unit's own page, and what browsers and robots ask for."""
    plain = Setting("", "", "", Family.TRS, (), "", False)
    home = [f"<p>{NOTICE}，由程序生成，只用于演示和测试。</p>"]
    for column_id in ("portal.news", "portal.notices", "portal.policy", "portal.consultation"):
        column = district.column(column_id)
        more = f'<a class="more" href="{path_of(column)}">更多</a>'
        home.append(f"<h2>{escape(column.name)}{more}</h2>{home_list(_items(column, placed), 6)}")
    service = district.column("minzheng.livelihood")  # one click away; the others only through the directory of units
    home.append(f'<h2>民生服务</h2><p><a href="{path_of(service)}">{escape(service.name)}</a></p>')
    page = framed(frame, plain, frame.site_name, (), "\n".join(home))
    yield "/", _page(page, plain, LAST_CHANGE)
    owners = [unit for unit in district.site.units if district.site.columns_of(unit.id)]
    links = "".join(f'<li><a href="{_unit_path(unit.id)}">{escape(unit.name)}</a></li>' for unit in owners)
    page = framed(frame, plain, "部门和乡镇街道信息公开", (), f"<h1>部门和乡镇街道信息公开</h1><ul>{links}</ul>")
    yield _DIRECTORY, _page(page, plain, LAST_CHANGE)
    for unit in owners:
        columns = "".join(f'<li><a href="{path}">{escape(name)}</a></li>' for path, name in _menu(district, unit.id))
        setting = Setting("", "政府信息公开", "", Family.TRS, (), unit.name, unit.id in GBK_UNITS)
        title = f"{unit.name}政府信息公开"
        page = framed(frame, setting, title, (), f"<h1>{escape(title)}</h1><ul>{columns}</ul>")
        yield _unit_path(unit.id), _page(page, setting, LAST_CHANGE)
    yield "/robots.txt", Response(200, "text/plain; charset=utf-8", b"User-agent: *\nAllow: /\n")
    yield "/static/site.css", Response(200, "text/css; charset=utf-8", STYLE.encode())
    yield "/static/site.js", Response(200, "text/javascript; charset=utf-8", SCRIPT.encode())


def _unit_path(unit: str) -> str:
    return f"/zfxxgk/{unit}/index.html"
