"""What the ``<meta>`` tags of the 网页标签规范 say, and their relatives (og:title, publishdate, source)."""

from typing import Final

from lxml.html import HtmlElement

from crawler.extract.labels import is_empty

# "generated" is the time the CMS wrote the file: a PubDate equal to it tells nothing about publication.
_FIELDS: Final[dict[str, str]] = {
    "articletitle": "title",
    "article:title": "title",
    "og:title": "title",
    "pubdate": "published",
    "publishdate": "published",
    "publish_date": "published",
    "publishtime": "published",
    "publishedtime": "published",
    "article:published_time": "published",
    "og:published_time": "published",
    "og:release_date": "published",
    "releasedate": "published",
    "contentsource": "source",
    "source": "source",
    "columnname": "column",
    "sitename": "site_name",
    "og:site_name": "site_name",
    "siteidcode": "unit_code",
    "documentnumber": "doc_number",
    "docnumber": "doc_number",
    "fileno": "doc_number",
    "wenhao": "doc_number",
    "indexnumber": "index_number",
    "others": "generated",
}
# The template's own words, left where a value belongs: the tag is there and says nothing.
_PLACEHOLDERS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("文章标题", "标题"),
    "published": ("发布日期", "发布时间"),
    "source": ("来源", "信息来源", "内容来源", "文章来源"),
    "column": ("栏目名称",),
    "site_name": ("网站名称",),
    "unit_code": ("政府网站标识码", "网站标识码"),
}
_GENERATED: Final = "页面生成时间"


def read_meta(root: HtmlElement) -> list[tuple[str, str]]:
    """(field, value) of every tag that says something, the official names before their relatives."""
    found: list[tuple[int, str, str]] = []
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        field = _FIELDS.get(name)
        if field is None:
            continue
        value = " ".join((meta.get("content") or "").split())
        if field == "generated":
            if not value.startswith(_GENERATED):
                continue
            value = value.removeprefix(_GENERATED).strip()
        if not is_empty(value):
            found.append((":" in name, field, value))
        elif value in _PLACEHOLDERS.get(field, ()):
            found.append((True, "placeholder", f"{meta.get('name') or name} {value}"))
    found.sort(key=lambda item: item[0])
    return [(field, value) for _, field, value in found]
