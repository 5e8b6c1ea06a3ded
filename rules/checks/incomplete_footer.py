"""页脚不全：网页底部缺少主办单位、联系方式、备案号、网站标识码、网站地图、党政机关标识或“我为政府网站找错”入口。

依据：国办发〔2017〕47号底部功能区。项目清单凭经验，不据以认定。
判定：首页和每种模板的几个页面，八项都有的，为合规；有缺的，为待核验，写明缺哪几项；只有部分页面缺的写明几页。看页面的末尾。
无法判定：没有存下可看的页面；页脚由脚本载入，没见到的可能要等脚本。
不涉及：备案号是否有效、电话打不打得通、标识码与标签是否一致（见 incomplete_page_tags）。
怎么改：在建站系统的公共页脚里补上，一次改好全站。
"""

from collections import Counter
from typing import Final

from crawler.archive import Corpus
from crawler.extract.footer import ITEMS, Footer, read_footer
from rules.checks._page_sample import Sampled, sample
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_SHOWN: Final = 6
_NEARLY_ALL: Final = 0.8  # the words of one item may look like the footer's


def check(corpus: Corpus, duty: Duty) -> Verdict:
    with corpus.looking():  # a sample: no verdict says that all columns were searched
        pages = sample(corpus)
    return _judged([(page, read_footer(page.page)) for page in pages]).about(f"footer:{duty.year}")


def _judged(read: list[tuple[Sampled, Footer]]) -> Verdict:
    if not read:
        return unknown("没有存下可看的网页")
    lacking = [(page, footer) for page, footer in read if footer.missing]
    if not lacking:
        return met(f"看过的 {len(read)} 个页面，页脚八项齐全", read[0][0].shown)
    counts = Counter(item for _, footer in lacking for item in footer.missing)
    told = "、".join(_told(name, counts[item], len(read)) for item, name in ITEMS.items() if counts[item])
    shown = [page.shown for page, _ in lacking[:_SHOWN]]
    if all(footer.is_scripted for _, footer in lacking):
        return unknown(f"页脚未见{told}，但页脚由脚本载入", *shown)
    return suspect(
        f"看过的 {len(read)} 个页面，页脚未见{told}", *shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="打开页面看底部，这些项目是否确实没有？", advice="在公共页脚里补上这些项目。",
    )  # fmt: skip


def _told(name: str, missing: int, pages: int) -> str:
    return name if missing >= _NEARLY_ALL * pages else f"{name}（{missing}/{pages} 页没有）"
