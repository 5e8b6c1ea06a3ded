"""The decisions on penalties that a unit's columns show since a day, each with the item that shows it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.archive import Article, Corpus
from crawler.dates import find_dates
from crawler.extract.punishment import Penalties, Penalty, read_penalties, read_penalty_tables, title_says_decision
from rules.checks._oversight import organ_is_another, own_items, tables_of, why_unread
from rules.contents import contents
from rules.model import Duty

_SENTENCE = re.compile(r"[^。；;\n]+")
# Sites on which law or the State Council's notices have decisions published, and the lists that feed them.
_LAWFUL_SITE = re.compile(r"信用中国|信用(?!信息)[一-鿿]{2,4}[”\"]?(?:网|平台)|企业信用信息公示系统|行政执法(?:信息)?公示(?:平台|系统|网)|双公示|信用网站")
# 将推送至…, 可登录…申请信用修复: nothing has been published there yet.
_NOT_YET = re.compile(r"将|拟[推报归公]|应当?|可以?(?:在|到|登|通过|向)|修复|查询")
_SERVICE = re.compile(r"送达|签收|生效")
_BY_NOTICE = re.compile(r"公告送达")  # takes thirty days and more, from a day the page need not name
_AMENDED_TITLE = re.compile(
    r"更正|补正|修正|勘误|[（(](?:修改|修订|变更|更新)|(?:^|关于)变更[^。]{0,20}决定|(?:决定|公示)书?的?(?:变更|修改)"
)
_AMENDED = re.compile(
    r"(?:原|对)[^。；\n]{0,30}决定书?[^。；\n]{0,20}(?:变更|补正|更正|修改|修正)|(?:变更|补正|更正|修正)[^。；\n]{0,12}(?:原|后的?)(?:处罚|决定|公示)"
    r"|原公示|现[^。；\n]{0,40}(?:公示|公布|发布)的[^。；\n]{0,16}(?:更正|变更|修改|补正)|行政复议[^。；\n]{0,20}变更|重新(?:录入|上传|导入|作出)"
    r"|(?:[（(，；\s]|故障|现|系|属)补[发录传登](?:$|[）)。；，\s]|公示|上网)"
)
_MOST_BESIDE = 200  # items of the days after a decision that are looked through
_NUMBERS = re.compile(r"(?:罚|处|决)[一-鿿]{0,6}〔20\d{2}〕[\dA-Za-z\-]{1,16}号")
_BRACKETS = str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕")


@dataclass(frozen=True)
class Shown:
    """One item with the decisions on it. ``why`` says why they are not known, '' when they are."""

    article: Article
    decisions: tuple[Penalty, ...]
    why: str = ""
    says_none: str = ""


@dataclass(frozen=True)
class Docket:
    """All items about decisions, oldest first."""

    shown: tuple[Shown, ...]
    is_cut: bool

    @cached_property
    def read(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.shown if each.decisions)

    @property
    def unread(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.shown if each.why)

    @property
    def none_said(self) -> Shown | None:
        """The newest item that says there were no decisions."""
        return next((each for each in reversed(self.shown) if each.says_none), None)

    @cached_property
    def first_shown(self) -> dict[str, date]:
        """When each decision, by its number, was published first: a later list of the same is no delay."""
        found: dict[str, date] = {}
        for each in self.read:
            for decision in each.decisions:
                day = published(each.article, decision)
                if (key := number(decision)) and day:
                    found[key] = min(day, found.get(key, day))
        return found


def docket(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date) -> Docket:
    """What the unit published of its decisions. What another organ decided, and what is no decision, is left out."""
    items = own_items(corpus, duty, kinds, since)
    found = [each for article in items.articles if (each := _shown(corpus, duty, article))]
    return Docket(tuple(found), items.is_cut)


def published(article: Article, decision: Penalty) -> date | None:
    """When a decision was published: the day it states or the page's, whichever is earlier."""
    days = [day for day in (article.published, decision.published) if day]
    return min(days, default=None)


@dataclass(frozen=True)
class Earlier:
    """An item that was public in time and may show a decision: surely, when it bears its number."""

    article: Article
    is_same: bool


def shown_earlier(corpus: Corpus, duty: Duty, decision: Penalty, but: Article, latest: date) -> Earlier | None:
    """What the unit published between the decision and ``latest``, in any column, of the same number or the same party."""
    if decision.decided is None:
        return None
    key, party = number(decision), _party(decision)
    perhaps: Earlier | None = None
    with corpus.looking():  # no absence is concluded from these
        for article in corpus.articles(duty.unit, (), decision.decided, latest, or_unattributed=True, newest=_MOST_BESIDE):
            if article.identity == but.identity:
                continue
            words = _plain(f"{article.title}\n{contents(corpus, article).text}")
            says = title_says_decision(article.title)
            if key and key in words:
                if says is not False and article.state == "read":
                    return Earlier(article, is_same=True)
                perhaps = perhaps or Earlier(article, is_same=False)
            numbers = set(_NUMBERS.findall(words))
            if party and "处罚" in words and not (key and numbers) and (party in words or _ends(party, _plain(article.title))):
                perhaps = perhaps or Earlier(article, is_same=False)
    return perhaps


def why_counted_otherwise(title: str, text: str, decided: date, on: date, latest: date) -> tuple[str, date | None]:
    """Why the day shown may be no delay, by what the page says: public on a site named by law, amended, or served only later.

    '' when nothing speaks for it. The day is that of service, from which a person may count.
    """
    sentences = [found.group() for found in _SENTENCE.finditer(text)]
    for sentence in sentences:
        if _LAWFUL_SITE.search(sentence) and not _NOT_YET.search(sentence):
            days = [day for day, _, _ in find_dates(sentence)]
            if not days or any(day <= latest for day in days):
                return f"页面写有“{sentence.strip()[:60]}”，可能先在该处公布", None
    if told := _AMENDED_TITLE.search(title) or _AMENDED.search(text):
        return f"写有“{told.group()[:40]}”，可能是更正、变更后再次公布", None
    if found := _BY_NOTICE.search(text):
        return f"页面写有“{found.group()}”，看不出送达的日期", None
    served = [day for s in sentences if _SERVICE.search(s) for day, _, _ in find_dates(s) if decided < day <= on]
    if served:
        return f"页面写明 {max(served)} 送达或生效", max(served)
    return "", None


def _party(decision: Penalty) -> str:
    """A party's name that tells it apart: 张某 does not."""
    plain = _plain(decision.party)
    return plain if len(plain) >= 4 else ""


def _ends(party: str, title: str) -> bool:
    """Whether a title names the party without the place before it: 安康诊所 of 样本区安康诊所."""
    return any(len(party) - cut >= 4 and party[cut:] in title for cut in (2, 3, 4))


def _plain(words: str) -> str:
    return re.sub(r"[\s第]+", "", words).translate(_BRACKETS)


def number(decision: Penalty) -> str:
    """Its number in one spelling, '' when it has none that tells it apart."""
    plain = re.sub(r"[\s第]+", "", decision.number).translate(str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕"))
    return plain if re.search(r"\d", plain) else ""


def _shown(corpus: Corpus, duty: Duty, article: Article) -> Shown | None:
    says = title_says_decision(article.title)
    if says is False:
        return None
    if article.state in ("failed", "skipped"):
        return Shown(article, (), f"页面没有读到（{article.cause or '快速检查不读正文'}）") if says else None
    if article.state == "external":
        return Shown(article, (), "链接到其他网站，未读取") if says else None
    said = contents(corpus, article)
    page = read_penalties(article.title, said.body, article.published) if said.body else Penalties("absent")
    found = list(page.decisions)
    for file in said.files:
        if file.reading is None or not file.is_read:
            continue
        in_file = read_penalty_tables(file.name, tables_of(file.reading), article.published)
        if not in_file.decisions:
            in_file = read_penalties(article.title, file.reading.text, article.published)
        found += in_file.decisions
    ours = tuple(each for each in found if not organ_is_another(corpus, duty, each.organ))
    if ours:
        return Shown(article, ours)
    if found:
        return None
    if page.says_none:
        return Shown(article, (), says_none=page.says_none)
    if why := why_unread(said):
        return Shown(article, (), why) if says or page.state == "unreadable" else None
    return Shown(article, (), page.cause or "正文没有读出处罚决定") if says or page.state == "unreadable" else None
