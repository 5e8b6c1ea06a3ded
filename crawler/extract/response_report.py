"""回应情况公示的判读：一个时期受理、办结了多少群众诉求。 A unit's report on how it answered what people asked in a period.

读得出：标题写明来信、留言、信访、诉求、热线的办理（回应、受理、办结）情况、统计、通报、公示的信息；标题或正文的季度、月份、半年、年份；受理和办结的件数。
读不出：图片里的数；只写“多件”的。
不是回应情况公示：单封来信的答复；会议、督办、培训的消息；建议提案的办理；办法、制度。
依据：年度要点第（九）项“各部门回应群众关切情况要定期公示”。
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

version = 1

_ABOUT = re.compile(r"来信|信件|信箱|留言|网民|网友|信访|诉求|热线|12345|群众(?:关切|反映|咨询|投诉)|回应关切|社会关切|投诉举报|咨询投诉|互动交流")
_REPORT = re.compile(
    r"(?:办理|回应|受理|办结|答复|回复|处理|运行|工作)[^，。]{0,6}(?:情况|统计|数据)|(?:情况|数据|统计)(?:通报|公示|公布|汇总|表|分析|报告|月报|季报)|月报|季报|统计表?$|(?:情况|数据)$"
)
_NOT = re.compile(
    r"召开|推进会|调度会|座谈|培训|部署|学习|检查组|督查|提案|代表建议|人大建议|政协|办法|制度|细则|规定|方案|须知|关于.{0,40}(?:的答复|的回复|来信)$|(?:答复|回复)$|招聘|采购|开通|上线|领导.{0,6}(?:接访|下访)"
)
_RECEIVED = re.compile(r"(?:受理|收到|接到|接收|登记|转办|承办|收)[^。；\n，]{0,24}?(?P<n>\d{1,7})\s?(?:件|条|封|个|次|例|批)|(?:件|条|封)数?[:：]\s?(?P<m>\d{1,7})")
_FINISHED = re.compile(r"(?:办结|办理完毕|已(?:办|答复|回复|处理)|答复|回复|回访|处理)[^。；\n，]{0,24}?(?P<n>\d{1,7})\s?(?:件|条|封|个|次|例|批)|(?:办结|回复|答复|按时办结|满意)率[^。；\n]{0,10}?(?P<m>\d{1,3})")
_CN = re.compile(r"(?:受理|收到|接到|办结|答复|回复)[^。；\n，]{0,24}?[一二三四五六七八九十百千零两]{1,8}\s?(?:件|条|封|次)")
_YEAR = r"(?P<year>20\d{2})\s?年"
_QUARTER = re.compile(rf"(?:{_YEAR}度?)?第?(?P<q>[一二三四1-4])季度")
_MONTH = re.compile(rf"(?:{_YEAR})?(?:(?P<from>1[0-2]|0?[1-9])\s?月?[-—－~至到]\s?)?(?P<m>1[0-2]|0?[1-9])\s?月(?!\s?\d)")
_HALF = re.compile(rf"(?:{_YEAR}度?)?(?P<h>[上下])半年")
_WHOLE = re.compile(rf"{_YEAR}(?:度|全年|$|[^0-9月季半]{{1,20}}(?:情况|统计|报告))")
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class ResponseReport:
    """``quarters`` are the (year, quarter) it speaks of, in order; () when it names no period. ``has_counts``: both numbers stand there."""

    quarters: tuple[tuple[int, int], ...]
    has_received: bool
    has_finished: bool

    @property
    def has_counts(self) -> bool:
        return self.has_received and self.has_finished


def title_says_report(title: str) -> bool:
    """Whether a title is that of such a report."""
    return bool(_ABOUT.search(title) and _REPORT.search(title) and not _NOT.search(title))


def read_response_report(title: str, text: str, published: date | None) -> ResponseReport | None:
    """The report an item is; None when its title is none. A period without a year is of the year it was published in."""
    if not title_says_report(title):
        return None
    words = text[:_MOST]
    spelled = bool(_CN.search(words))
    quarters = _quarters(title, published) or _quarters(words[:300], published)
    return ResponseReport(quarters, bool(_RECEIVED.search(words)) or spelled, bool(_FINISHED.search(words)) or spelled)


def _quarters(words: str, published: date | None) -> tuple[tuple[int, int], ...]:
    def year_of(match: re.Match[str]) -> int | None:
        return int(match["year"]) if match["year"] else (published.year if published else None)

    if (found := _QUARTER.search(words)) and (year := year_of(found)):
        return ((year, _QUARTERS[found["q"]]),)
    if (found := _HALF.search(words)) and (year := year_of(found)):
        return ((year, 1), (year, 2)) if found["h"] == "上" else ((year, 3), (year, 4))
    if (found := _MONTH.search(words)) and (year := year_of(found)):
        first, last = int(found["from"] or found["m"]), int(found["m"])
        return tuple((year, quarter) for quarter in range((first + 2) // 3, (last + 2) // 3 + 1))
    if found := _WHOLE.search(words):
        return tuple((int(found["year"]), quarter) for quarter in (1, 2, 3, 4))
    return ()
