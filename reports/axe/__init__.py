"""axe-core (MPL-2.0, unchanged, beside this file) run in a chromium of the machine over pages as they were archived.

No script of a page runs and no request leaves: what is tested is the page's own markup and style, with axe's words in Chinese.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import html as markup_of

from crawler.browser import program
from crawler.mask import mask
from crawler.page import Page
from crawler.tomlfile import BadInput

VERSION: Final = "4.14.1"
_HERE: Final = Path(__file__).parent
_TIMEOUT_MS: Final = 20_000
_SHOWN: Final = 160
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_RUN: Final = """
async ([locale, only]) => {
  axe.configure({locale});
  const told = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
  return told.violations.map(v => ({id: v.id, help: v.help, places: v.nodes.length, markup: v.nodes[0].html}));
}
"""


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken on a page: how often, in what words axe tells it, and the markup of the first place."""

    rule: str
    help: str
    places: int
    markup: str


def violations(pages: Iterable[Page], rules: Sequence[str] = (), tags: Sequence[str] = ()) -> Iterator[tuple[Violation, ...] | None]:
    """For each page what breaks ``rules``, or the rules of ``tags`` (wcag2a); None where it could not be shown.

    Raises BadInput without a browser.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise BadInput("没有安装浏览器支持：pip install 'zwgk[browser]'") from None
    path = program()
    if not path:
        raise BadInput("没有 chromium：apt install chromium")
    axe = (_HERE / "axe.min.js").read_text(encoding="utf-8")
    locale = json.loads((_HERE / "zh_CN.json").read_text(encoding="utf-8"))
    only = {"type": "tag", "values": list(tags)} if tags else {"type": "rule", "values": list(rules)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for page in pages:
            context = browser.new_context(bypass_csp=True)
            try:
                yield _tested(context.new_page(), page, axe, [locale, only])
            except Error:
                yield None
            finally:
                context.close()
        browser.close()


def _tested(tab: Any, page: Page, axe: str, arguments: list[Any]) -> tuple[Violation, ...]:
    tab.route("**/*", lambda route: route.abort())
    tab.set_default_timeout(_TIMEOUT_MS)
    markup = str(markup_of.tostring(page.root, encoding="unicode"))
    tab.set_content(_SCRIPT.sub("", markup), wait_until="domcontentloaded")
    tab.evaluate(axe)
    told = tab.evaluate(_RUN, arguments)
    return tuple(Violation(each["id"], each["help"], each["places"], mask(each["markup"])[:_SHOWN]) for each in told)
