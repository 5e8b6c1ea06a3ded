"""页脚的判读：主办单位、联系方式、ICP备案号、公安备案号、网站标识码、网站地图、党政机关标识、“我为政府网站找错”。 What a page's footer names.

读得出：写在网页里的文字、链接和图片的说明、网址。
读不出：由脚本载入的页脚和标识（is_scripted）；图片上的字。
不是主办单位：承办、技术支持单位；不是备案号：正文里提到的别人的备案号（只看页面末尾）。
依据：国办发〔2017〕47号底部功能区。项目清单凭经验（各项见于实际门户），只供人核实。
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from crawler.page import Page

version = 1

Item = Literal["host", "contact", "icp", "police", "code", "map", "mark", "report"]
ITEMS: Final[dict[Item, str]] = {
    "host": "主办单位", "contact": "联系方式", "icp": "ICP备案号", "police": "公安备案号", "code": "网站标识码", "map": "网站地图",
    "mark": "党政机关网站标识", "report": "“我为政府网站找错”入口",
}  # fmt: skip
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川蜀宁琼黔滇陇"
_WORDS: Final[dict[Item, re.Pattern[str]]] = {
    "host": re.compile(r"(?:主办|主管)(?:单位|机关|方)?\s?[:：]?\s?[一-鿿]{4,}"),
    "contact": re.compile(r"(?:联系|网站|咨询|值班|维护|办公室?)?(?:电话|方式|热线)\s?[:：]?\s?[（(]?0\d{2,3}[)）]?[-—－ ]?\d{7,8}|联系我们|联系方式"),
    "icp": re.compile(rf"[{_PROVINCES}]\s?ICP\s?[备证]\s?\d{{6,10}}\s?号", re.IGNORECASE),
    "police": re.compile(rf"[{_PROVINCES}]\s?公网安备\s?\d{{14}}"),
    "code": re.compile(r"(?:网站)?标识码?\s?[:：]?\s?(?P<code>[0-9A-Za-z]{10})(?![0-9A-Za-z])"),
    "map": re.compile(r"(?:网站|站点)(?:地图|导航)"),
    "mark": re.compile(r"党政机关(?:网站)?(?:标识)?|事业单位标识"),
    "report": re.compile(r"(?:我为)?政府网站找错|网站纠错"),
}
_ADDRESSES: Final[dict[Item, re.Pattern[str]]] = {
    "icp": re.compile(r"beian\.miit\.gov\.cn|miitbeian"),
    "mark": re.compile(r"bszs\.conac\.cn|dcs\.conac\.cn|conac"),
    "report": re.compile(r"zfwzgl\.www\.gov\.cn|zfwzzc\.www\.gov\.cn"),
}
_LATER: Final = re.compile(r"document\.write|\.load\(|include|footer[^'\"]{0,20}\.(?:js|html)|conac", re.IGNORECASE)
_MOST: Final = 200_000
_TAIL: Final = 3_000  # characters at the end of a page: links to friends stand there, too
_LINKS: Final = 200


@dataclass(frozen=True, slots=True)
class Footer:
    """``items`` are those found, ``code`` the site's code as printed; ``is_scripted``: what is missing may come by script."""

    items: tuple[Item, ...]
    code: str
    is_scripted: bool

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in ITEMS if item not in self.items)


def read_footer(page: Page) -> Footer:
    """The items that a page names at its end."""
    words, addresses, scripts = [], [], []
    for node in page.root.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag in ("script", "style", "noscript"):
            scripts.append((node.text or "") + " " + (node.get("src") or ""))
            if node.tail:
                words.append(node.tail)
            continue
        words += [text for text in (node.text, node.tail, node.get("alt"), node.get("title") if node.tag != "meta" else None) if text]
        addresses += [value for value in (node.get("href"), node.get("src")) if value]
    text, places, code = " ".join(" ".join(words).split())[-_TAIL:], "\n".join(addresses[-_LINKS:]), "\n".join(scripts)[-_MOST:]
    found = tuple(
        item for item in ITEMS if _WORDS[item].search(text) or (item in _ADDRESSES and _ADDRESSES[item].search(f"{places}\n{code}"))
    )
    number = _WORDS["code"].search(text)
    return Footer(found, number["code"] if number else "", bool(_LATER.search(code)))
