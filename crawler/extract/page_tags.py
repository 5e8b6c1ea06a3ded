"""网页标签的判读：网站、栏目、信息三级标签写没写，值是不是占位文字。 The tags of 网页标签规范 a page carries, as they stand.

读得出：name 或 property 写的标签，大小写不论；空值和模板原样留下的值（“网站名称”）另记。
读不出：由脚本写入的标签。
不是规定的标签：og:title、source 一类别的名称（信息页的读取另用，见 page）。
依据：国办发〔2017〕47号附件网页标签规范（标签名见于多个门户；哪些必填凭经验，只供人核实）。
"""

from dataclasses import dataclass
from typing import Final

from crawler.page import Page

version = 1

SITE: Final = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN: Final = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE: Final = ("ArticleTitle", "PubDate", "ContentSource")
_NAMES: Final = {name.lower(): name for name in (*SITE, *COLUMN, *ARTICLE)}
# The template's own words, left where a value belongs.
_LEFT: Final = frozenset((
    "网站名称", "网站域名", "网站标识码", "政府网站标识码", "栏目名称", "栏目描述", "栏目关键词", "栏目类别", "文章标题", "标题", "发布日期", "发布时间", "来源", "内容来源",
    "信息来源", "文章来源", "null", "undefined", "none", "0000-00-00",
))  # fmt: skip
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class PageTags:
    """``told`` are the tags with a value, ``empty`` those that stand there without one or with the template's words."""

    told: dict[str, str]
    empty: tuple[str, ...]

    def lacks(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Those of ``wanted`` that say nothing."""
        return tuple(name for name in wanted if name not in self.told)


def read_tags(page: Page) -> PageTags:
    """The official tags of a page, the first of each name that says something."""
    told: dict[str, str] = {}
    empty: dict[str, None] = {}
    for meta in page.root.iter("meta"):
        name = _NAMES.get((meta.get("name") or meta.get("property") or "").strip().lower())
        if name is None:
            continue
        value = " ".join((meta.get("content") or "").split())[:_MOST]
        if value and value.lower() not in _LEFT:
            told.setdefault(name, value)
        else:
            empty[name] = None
    return PageTags(told, tuple(name for name in empty if name not in told))
