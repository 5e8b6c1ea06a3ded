"""Made-up portals of the families whose pages follow one pattern: items by number, and the lists that hold them."""

from crawler.items import Ask
from crawler.page import Page

SITE = "http://www.example.gov.cn"
FOOTER = "<div class='footer'>主办：某某区人民政府办公室</div>"


def title(n: int) -> str:
    return f"关于第{n}项工作安排的通知"


def day(n: int) -> str:
    return f"2023-05-{(n - 1) % 28 + 1:02d}"


def items(first: int, last: int, pattern: str) -> str:
    """The lines of items ``first`` to ``last``; ``{n}`` in ``pattern`` is where the address takes the number."""
    return "".join(
        f"<li><a href='{pattern.format(n=n)}'>{title(n)}</a><span>{day(n)}</span></li>" for n in range(first, last + 1)
    )


def html_page(url: str, body: str, *, name: str = "通知公告", head: str = "") -> Page:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}</title>{head}</head><body>{body}{FOOTER}</body></html>"
    return Page(url, text.encode())


def served(pages: dict[str, Page]) -> "dict[str, Page]":
    """``pages`` by their own addresses."""
    return {page.url: page for page in pages.values()}


def numbers(urls: list[str]) -> list[int]:
    """The item numbers in addresses that end in one."""
    return sorted(int(url.rpartition("/")[2].split(".")[0].split("_")[-1]) for url in urls)


def asked_bodies(asked: list[Ask]) -> list[str]:
    return [ask.body for ask in asked if ask.body]
