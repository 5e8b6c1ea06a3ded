"""门户否决线：按整个网站计算的单项否决指标，离线还差多少，是哪些单位的栏目占用的。

依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决指标。各线的数和我们的提醒线见 rules/site_lines.toml。
判定：每条线一个结果。空白栏目、动态和公告政策类栏目更新：全站看全了的栏目中过线的个数到线，或者加上待核验的才到线，或者达到提醒线，请人隔日复查后确认（否决不凭一次查看认定）；
没有到提醒线的，为合规，写明余量。首页更新、长期未更新的栏目、留言回应、网站可用：指标没有写明天数，或网站上只看得出一部分，最多待核验。
第N天当日仍算更新。单位栏目是不是“一级栏目”看不出的，请人确认，不直接计入。
无法判定：没有看全的栏目加起来可能到线的；首页没有存下或由脚本载入；没有登记信箱栏目；最近一次采集距检查日太久。
不涉及：严重表述错误、泄密、链接有害信息、服务不实用（办事指南要素，见 incomplete_service_guide），新媒体。
怎么改：先补占用余量最多的单位；确无信息的栏目发布情况说明，或报批后撤并。
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.home_page import HomePage, read_home
from crawler.extract.letter import Letter, read_letters
from crawler.items import Outcome
from crawler.page import Page
from rules.checks._columns import searched, too_old, why_unread
from rules.checks._site_lines import Count, Counted, blank, by_unit, stale
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, suspect, unknown
from rules.site_lines import Line, lines

version = 1

_SHOWN: Final = 12
_SEARCHED: Final = 40
_MOST_LETTERS: Final = 2_000
_FEWEST_REQUESTS: Final = 20  # fewer say nothing of a share


def check(corpus: Corpus, duty: Duty) -> list[Verdict]:
    judges = {"home": _home, "dynamic": _stale, "stale": _stale, "blank": _blank, "letters": _letters, "unreachable": _unreachable}
    old = too_old(corpus)
    return [
        (unknown(f"{line.name}：{old}") if old else judges[line.id](corpus, duty, line)).about(f"veto_{line.id}:{duty.year}")
        for line in lines().values()
    ]


# ---- counted columns


def _blank(corpus: Corpus, duty: Duty, line: Line) -> Verdict:
    count = corpus.looked_once(("veto_line", line.id), lambda: blank(corpus, duty))
    return _counted(corpus, line, count, Defect.BLANK_COLUMN)


def _stale(corpus: Corpus, duty: Duty, line: Line) -> Verdict:
    count = corpus.looked_once(("veto_line", line.id), lambda: stale(corpus, duty, line))
    return _counted(corpus, line, count, Defect.STALE_COLUMN)


def _counted(corpus: Corpus, line: Line, count: Count, defect: Defect) -> Verdict:
    if not count.looked:
        return unknown(f"{line.name}：站点档案没有登记这类栏目")
    shown = (*count.certain, *count.possible, *count.unseen)
    verdict = _over(corpus, line, count, defect)
    return replace(verdict, searched=searched(one.column for one in shown[:_SEARCHED]))


def _over(corpus: Corpus, line: Line, count: Count, defect: Defect) -> Verdict:
    sure, asked, dark = len(count.certain), len(count.possible), len(count.unseen)
    proof = _proof((*count.certain, *count.possible))
    head = f"{line.name}：全站看了 {count.looked} 个栏目，过线的 {sure} 个"
    using = f"（{by_unit(corpus, count.certain)}）" if sure else ""
    limit = f"否决线为 {line.limit} 个"
    open_told = f"；另有 {asked} 个待核验（{by_unit(corpus, count.possible)}）" if asked else ""
    advice = f"先补{by_unit(corpus, count.certain or count.possible)}的栏目；确无信息的发布情况说明，或报批后撤并。"
    if sure >= line.limit and line.accuses:
        # A veto rests on no single look: whoever counts has been there twice.
        return suspect(
            f"{head}{using}，已达否决线（{line.limit} 个）{open_told}", *proof, lean=Status.GAP, defect=defect,
            question="相隔24小时以上再查一次，是否仍然如此？", advice=advice,
        )  # fmt: skip
    if sure + asked >= line.limit:
        return suspect(
            f"{head}{using}{open_told}，{limit}", *proof, lean=Status.GAP if sure >= line.warn else Status.MET, defect=defect,
            question=f"所列栏目是否确属“{line.rule}”所说的栏目，是否已达 {line.limit} 个？", advice=advice,
        )  # fmt: skip
    if sure + asked + dark >= line.limit:
        why = count.unseen[0].why
        return unknown(f"{head}{using}{open_told}，{limit}；但有 {dark} 个栏目没有看全（如：{why}）", *proof, *_proof(count.unseen))
    rest = f"，还差 {line.limit - sure} 个" + (f"；{dark} 个没有看全" if dark else "") + _soon(corpus, count)
    if sure >= line.warn:
        return suspect(
            f"{head}{using}，{limit}{rest}{open_told}", *proof, lean=Status.MET, defect=defect,
            question="这些栏目能否在下次检查前补上？", advice=advice,
        )  # fmt: skip
    return met(f"{head}{using}，{limit}{rest}{open_told}", *proof, *([] if proof else _any_column(corpus)))


def _soon(corpus: Corpus, count: Count) -> str:
    return f"；另有 {len(count.soon)} 个临近时限（{by_unit(corpus, count.soon)}）" if count.soon else ""


def _proof(counted: tuple[Counted, ...]) -> list[Evidence]:
    return [evidence for one in counted[:_SHOWN] for evidence in one.proof]


def _any_column(corpus: Corpus) -> list[Evidence]:
    return [of_column(column) for column in corpus.columns("")[:1]]


# ---- the home page


def _home(corpus: Corpus, duty: Duty, line: Line) -> Verdict:
    answers = corpus.history.answers.home
    shown = next((a for a in reversed(answers) if a.sha256 and a.outcome == Outcome.OK), None)
    kept = corpus.archive_payload(shown.sha256) if shown else None
    if shown is None or kept is None:
        cause = f"（{answers[-1].cause}）" if answers and answers[-1].cause else ""
        return unknown(f"{line.name}：本次采集没有存下首页{cause}")
    page = Page(shown.url, kept[0], content_type=kept[1])
    proof = Evidence(shown.url, "网站首页", snapshot=shown.snapshot, fetched_at=shown.at)
    if not page.is_html or page.is_torn:
        return unknown(f"{line.name}：首页不是完整的网页，读不出", proof)
    return _home_read(corpus, line, read_home(page), proof)


def _home_read(corpus: Corpus, line: Line, home: HomePage, proof: Evidence) -> Verdict:
    items = [article for url in home.links if (article := corpus.article_at(url)) and article.published]
    days = [day for day in (*home.days, *(a.published for a in items if a.published)) if day <= corpus.run_as_of]
    if not days:
        cause = "列表由脚本或框架载入" if home.is_script_made else "没有读出带日期的信息"
        return unknown(f"{line.name}：首页{cause}", proof)
    newest = max(days)
    age = (corpus.run_as_of - newest).days
    item = next((of_article(article) for article in items if article.published == newest), None)
    cited = (proof, *([item] if item else []))
    told = f"{line.name}：首页最新的信息是 {newest}，截至 {corpus.run_as_of} 已 {age} 天，否决线为 {line.limit} 天"
    if age <= line.warn:
        return met(f"{told}，还有 {line.limit - age} 天", *cited)
    if age <= line.limit:
        return suspect(
            f"{told}，还有 {line.limit - age} 天", *cited, lean=Status.MET, defect=Defect.STALE_COLUMN,
            question="首页能否在到线前更新？", advice="更新首页的动态、公告。",
        )  # fmt: skip
    fresher = max((c.newest for c in corpus.columns("") if c.newest and c.newest <= corpus.run_as_of), default=None)
    behind = fresher is not None and fresher >= corpus.run_as_of - timedelta(days=line.limit)
    more = f"；门户栏目最近更新于 {fresher}，首页可能由脚本载入" if behind else ""
    return suspect(
        told + more, *cited, lean=Status.MET if behind or home.is_script_made else Status.GAP, defect=Defect.STALE_COLUMN,
        question="打开首页，两周内有没有新的信息？", advice="更新首页的动态、公告；首页只作导航的，保证二级页面更新。",
    )  # fmt: skip


# ---- letters


def _letters(corpus: Corpus, duty: Duty, line: Line) -> Verdict:
    kinds = ("letters", "response")
    columns = corpus.columns(None, kinds)
    verdict = _waiting(corpus, line, kinds)
    dark = [why for column in columns if (why := why_unread(corpus, column))]
    if verdict.status is Status.MET and (dark or not columns):
        why = dark[0] if dark else "站点档案没有登记信箱、留言栏目"
        verdict = unknown(f"{line.name}：{why}", *(of_column(column) for column in columns[:1]))
    return replace(verdict, searched=searched(columns[:_SEARCHED]))


def _waiting(corpus: Corpus, line: Line, kinds: tuple[str, ...]) -> Verdict:
    read = list(_published_letters(corpus, kinds))
    open_ones = [(article, letter, age) for article, letter in read if (age := _age(letter, corpus.run_as_of)) is not None]
    open_ones.sort(key=lambda one: (-one[2], one[0].identity))
    shown = [of_article(article, letter.question) for article, letter, _ in open_ones[:_SHOWN]]
    told = f"{line.name}：看了公布的 {len(read)} 封来信，未见答复的 {len(open_ones)} 封"
    if not open_ones or open_ones[0][2] < line.warn:
        longest = f"，最长的 {open_ones[0][2]} 天" if open_ones else ""
        return met(f"{told}{longest}；没有公布的来信看不到", *shown, *([] if shown else (of_article(a) for a, _ in read[-1:])))
    crossed = open_ones[0][2] > line.limit
    return suspect(
        f"{told}，最长的截至 {corpus.run_as_of} 已 {open_ones[0][2]} 天，否决线为三个月", *shown, lean=Status.GAP if crossed else Status.MET,
        defect=Defect.OVERDUE, question="这封来信是否有效留言，是否已经答复而没有公布？", advice="答复来信并公布答复内容、单位和时间。",
    )  # fmt: skip


def _published_letters(corpus: Corpus, kinds: tuple[str, ...]) -> Iterator[tuple[Article, Letter]]:
    for article in corpus.articles(None, kinds, newest=_MOST_LETTERS):
        for letter in read_letters(article.title, corpus.text(article)).letters:
            yield article, letter


def _age(letter: Letter, today: date) -> int | None:
    """How long a letter of the last year waits for its reply; None for one answered, refused or without a day."""
    if letter.answer or letter.answered or letter.status in ("answered", "refused") or letter.asked is None:
        return None
    age = (today - letter.asked).days
    return age if 0 <= age <= 365 else None


# ---- is it there


def _unreachable(corpus: Corpus, duty: Duty, line: Line) -> Verdict:
    homes, outcomes = corpus.history.answers.home, corpus.history.answers.counted()
    asked, lost = sum(outcomes.values()), outcomes.get(Outcome.UNREACHABLE.value, 0)
    proof = [Evidence(a.url, "网站首页", snapshot=a.snapshot, fetched_at=a.at) for a in homes[-1:]]
    if not homes:
        return unknown(f"{line.name}：本次采集没有访问首页")
    if asked < _FEWEST_REQUESTS:
        return unknown(f"{line.name}：本次只访问了 {asked} 次，不足以说明能不能打开", *proof)
    share = 100 * lost / asked
    told = f"{line.name}：本次访问 {asked} 次，没有应答 {lost} 次（{share:.1f}%），否决线为 {line.limit}%"
    if share < line.warn:
        return met(f"{told}；一次采集不代替一周内的间隔访问", *proof)
    return suspect(
        told, *proof, lean=Status.GAP if share >= line.limit else Status.MET, defect=Defect.BROKEN,
        question="连续一周每天间隔访问，打不开的有多少？也可能是采集所在网络的问题。", advice="检查网站主机、线路和防护设置。",
    )  # fmt: skip
