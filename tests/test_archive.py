"""What the archive promises: identity is kept, presence is an interval, an incomplete look removes nothing, a kill loses nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.archive import Archive, Article, Corpus, Run
from crawler.archive.closing import close_run
from crawler.archive.recorder import FetchRecord, Recorder, item_state
from crawler.items import Candidate, Outcome, PageReading, Row, Visit
from crawler.site import Site, load
from crawler.tomlfile import BadInput

CHINA = timezone(timedelta(hours=8))
HOME = "http://127.0.0.1:9/"
PROFILE = f"""
[site]
id = "x"
name = "示例市样本区人民政府"
home = "{HOME}"
[politeness]
delay = 0
[[unit]]
id = "jiaoyu"
name = "区教育局"
[[unit]]
id = "caizheng"
name = "区财政局"
[[column]]
id = "a"
kind = "budget"
unit = "jiaoyu"
url = "{HOME}a/"
[[column]]
id = "b"
kind = "notices"
url = "{HOME}b/"
"""
BODY = (
    "根据预算法和有关规定，现将本部门预算予以公开，内容包括部门职责、机构设置、收支情况和名词解释等各项说明，请予监督。"
    * 2
)


@dataclass(frozen=True)
class Item:
    url: str
    title: str = "区教育局2023年部门预算"
    published: date | None = date(2023, 2, 20)
    text: str = BODY
    doc_number: str = ""
    source: str = "区教育局"
    columns: tuple[str, ...] = ("a",)
    state: str = "read"
    links: tuple[tuple[str, str], ...] = ()


class Portal:
    """Lets a test crawl by hand: each ``crawl`` is one closed run."""

    def __init__(self, folder: Path) -> None:
        path = folder / "site.toml"
        path.write_text(PROFILE, encoding="utf-8")
        self.site: Site = load(str(path))
        self.archive = Archive.open(folder / "data", "x", create=True)

    def crawl(self, day: date, *items: Item, broken: tuple[str, ...] = ()) -> Corpus:
        run, recorder, now = self.begin(day)
        for column in self.site.columns:
            rows = tuple(Row(i.url, i.title, i.published, str(i.published)) for i in items if column.id in i.columns)
            recorder.visited(
                visit(column.id, column.url, rows, now, broken=column.id in broken),
                {r.url: item_state(self.site, r.url, "") for r in rows},
            )
        for item in items:
            self.read(recorder, item, now)
        recorder.close()
        close_run(self.archive, run, self.site, now)
        return self.corpus(run)

    def begin(self, day: date) -> tuple[Run, Recorder, datetime]:
        now = datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)
        run = self.archive.begin(self.site, day, "full", self.site.columns, now)
        return run, Recorder(self.archive, run), now

    def read(self, recorder: Recorder, item: Item, now: datetime) -> None:
        if item.state != "read":
            recorder.item_done(item.url, item.state, "HTTP 500", "", now)
            return
        payload = f"<h1>{item.title}</h1>{item.text}".encode()
        sha = recorder.fetched(
            FetchRecord(
                item.url,
                "GET",
                "article",
                "",
                200,
                Outcome.OK,
                "",
                now,
                (("Content-Type", "text/html"),),
                payload,
                "text/html",
            )
        )
        fields = [("title", (Candidate(item.title, "heading"),)), ("source", (Candidate(item.source, "label"),))]
        if item.published:
            fields.append(("published", (Candidate(item.published.isoformat(), "label"),)))
        if item.doc_number:
            fields.append(("doc_number", (Candidate(item.doc_number, "table"),)))
        recorder.read(item.url, sha, PageReading(item.url, tuple(fields), item.text, "html", links=item.links), now)

    def corpus(self, run: Run, as_of: date | None = None) -> Corpus:
        return Corpus(self.archive, self.site, replace(run, state="closed"), as_of)


def visit(column: str, url: str, rows: tuple[Row, ...], now: datetime, *, broken: bool = False) -> Visit:
    dates = [r.published for r in rows if r.published]
    return Visit(
        column=column,
        url=url,
        outcome=Outcome.ERROR if broken else Outcome.OK if rows else Outcome.EMPTY,
        complete=not broken,
        dialect="plain",
        pages_declared=None,
        pages_fetched=1,
        rows_declared=None,
        rows=len(rows),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        stopped_because="HTTP 500" if broken else "已到末页",
        begun=now,
        ended=now,
        found=rows,
    )


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(tmp_path)
    yield made
    made.archive.close()


def budgets(corpus: Corpus) -> list[Article]:
    return list(corpus.articles("jiaoyu", ["budget"]))


def test_an_item_keeps_its_identity_over_runs_and_remembers_when_it_was_first_seen(portal: Portal) -> None:
    first = budgets(portal.crawl(date(2023, 3, 1), Item(HOME + "1.html")))
    second = budgets(portal.crawl(date(2023, 4, 1), Item(HOME + "1.html")))
    assert [a.identity for a in first] == [a.identity for a in second]
    assert (second[0].first_seen, second[0].last_seen) == (date(2023, 3, 1), date(2023, 4, 1))


def test_an_item_that_a_complete_look_no_longer_shows_is_gone(portal: Portal) -> None:
    stays = Item(HOME + "2.html", title="区教育局2022年部门预算", text=BODY + "又")
    kept = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"), stays)
    identity = next(a.identity for a in budgets(kept) if a.url.endswith("1.html"))
    corpus = portal.crawl(date(2023, 4, 1), stays)
    assert [a.title for a in budgets(corpus)] == [stays.title]
    gone = corpus.article(identity)
    assert gone and (gone.last_seen, gone.gone_since) == (date(2023, 3, 1), date(2023, 4, 1))


def test_an_incomplete_look_removes_nothing(portal: Portal) -> None:
    portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"))
    corpus = portal.crawl(date(2023, 4, 1), broken=("a",))
    assert [a.last_seen for a in budgets(corpus)] == [date(2023, 3, 1)]
    assert "HTTP 500" in (corpus.unseen("jiaoyu", ["budget"]) or "")


def test_an_old_run_is_still_seen_as_it_was(portal: Portal) -> None:
    old = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html", title="区教育局2023年部门预算"))
    portal.crawl(date(2023, 4, 1), Item(HOME + "1.html", title="区教育局2023年部门预算（更正）"))
    assert [a.title for a in budgets(old)] == ["区教育局2023年部门预算"]


def test_http_and_https_and_www_are_one_item(portal: Portal) -> None:
    secure = HOME.replace("http:", "https:")
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"), Item(secure + "1.html", text=BODY + "又", columns=("b",)))
    assert len(list(corpus.articles())) == 1
    assert set(budgets(corpus)[0].columns) == {"a", "b"}


def test_one_item_in_two_columns_is_one_item(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html", columns=("a", "b")))
    assert [set(a.columns) for a in corpus.articles()] == [{"a", "b"}]


def test_two_addresses_with_the_same_body_and_title_are_one_item(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"), Item(HOME + "2.html", columns=("b",)))
    found = list(corpus.articles())
    assert len(found) == 1 and len(found[0].urls) == 2


def test_the_same_number_joins_only_with_the_same_title_and_issuer(portal: Portal) -> None:
    corpus = portal.crawl(
        date(2023, 3, 1),
        Item(HOME + "1.html", title="关于印发甲办法的通知", text=BODY + "甲", doc_number="样府发〔2023〕1号"),
        Item(
            HOME + "2.html",
            title="关于印发甲办法的通知",
            text=BODY + "乙",
            doc_number="样府发[2023]1号",
            columns=("b",),
        ),
        Item(
            HOME + "3.html",
            title="《甲办法》政策解读",
            text=BODY + "丙",
            doc_number="样府发〔2023〕1号",
            columns=("b",),
        ),
    )
    assert sorted(len(a.urls) for a in corpus.articles()) == [1, 2]
    assert {a.title for a in corpus.by_doc_number("样府发【2023】第1号")} == {
        "关于印发甲办法的通知",
        "《甲办法》政策解读",
    }


def test_items_dated_after_the_day_are_invisible(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html", published=date(2023, 5, 1)))
    assert budgets(corpus) == []


def test_an_unread_page_that_was_read_before_still_says_what_it_said(portal: Portal) -> None:
    portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"))
    corpus = portal.crawl(date(2023, 4, 1), Item(HOME + "1.html", state="failed"))
    assert corpus.text(budgets(corpus)[0]) == BODY


def test_the_newest_are_the_last_of_those_whose_title_fits(portal: Portal) -> None:
    days = [date(2023, 1, n) for n in range(1, 7)]
    items = [Item(f"{HOME}{d.day}.html", f"第{d.day}号{'预算' if d.day % 2 else '通知'}", d, BODY + str(d)) for d in days]
    corpus = portal.crawl(date(2023, 3, 1), *items)
    found = corpus.articles(None, (), titled=lambda title: "预算" in title, newest=2)
    assert [article.title for article in found] == ["第3号预算", "第5号预算"]
    assert len(list(corpus.articles(None, (), newest=100))) == len(items)


def test_a_look_shared_by_several_duties_names_its_columns_each_time(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"))
    for _ in range(2):
        with corpus.looking() as looked:
            found = corpus.looked_once("budgets", lambda: tuple(corpus.articles("jiaoyu", ("budget",))))
        assert len(found) == 1
        assert list(looked) == ["a"]
    with corpus.looking() as looked:
        corpus.once("budgets", tuple)
    assert not looked


def test_a_page_that_links_to_nothing_any_more_links_to_nothing(portal: Portal) -> None:
    one, other = Item(HOME + "a/1.html", links=((HOME + "a/2.html", "相关"),)), Item(HOME + "a/2.html", "另一份预算")
    corpus = portal.crawl(date(2023, 9, 1), one, other)
    assert [a.url for a in corpus.links_from(corpus.article_at(one.url))] == [other.url]  # type: ignore[arg-type]
    later = portal.crawl(date(2023, 9, 8), replace(one, links=()), other)
    assert later.links_from(later.article_at(one.url)) == ()  # type: ignore[arg-type]
    assert later.links_to(later.article_at(other.url)) == ()  # type: ignore[arg-type]


def test_the_unit_named_by_the_item_beats_the_column(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html", title="区财政局2023年部门预算", source=""))
    assert budgets(corpus) == []
    assert [a.attribution for a in corpus.articles("caizheng", ["budget"])] == ["title"]


def test_personal_numbers_are_masked_before_anything_is_stored(portal: Portal) -> None:
    number, mobile = "11010519491231002X", "13800138000"
    corpus = portal.crawl(
        date(2023, 3, 1), Item(HOME + "1.html", title=f"公示{mobile}", text=f"{BODY}身份证{number}，电话{mobile}")
    )
    article = next(corpus.articles())
    shown = article.title + corpus.text(article)
    assert number not in shown and mobile not in shown and "138****8000" in article.title
    stored = (portal.archive.folder / "zwgk.sqlite").read_bytes()
    assert number.encode() not in stored and mobile.encode() not in stored


def test_why_a_look_is_not_enough_is_said(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"))
    assert corpus.unseen("jiaoyu", ["budget"]) is None
    assert "没有登记" in (corpus.unseen("jiaoyu", ["final_accounts"]) or "")
    assert "不晚于到期日" in (corpus.unseen("jiaoyu", ["budget"], due=date(2023, 3, 1)) or "")
    late = portal.corpus(portal.archive.runs()[-1], date(2023, 3, 9))
    assert "超过 7 天" in (late.unseen("jiaoyu", ["budget"]) or "")


def test_bytes_beyond_what_was_committed_are_cut_and_the_archive_goes_on(portal: Portal) -> None:
    run, recorder, now = portal.begin(date(2023, 3, 1))
    portal.read(recorder, Item(HOME + "1.html"), now)
    recorder.flush()
    path = next((portal.archive.folder / "warc").iterdir())
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(b"half a record")  # the process died between the file and the database
    portal.archive.repair()
    assert path.read_bytes() == whole


def test_a_payload_comes_back_byte_for_byte(portal: Portal) -> None:
    corpus = portal.crawl(date(2023, 3, 1), Item(HOME + "1.html"))
    article = budgets(corpus)[0]
    stored = corpus.archive_payload(article.sha256)
    assert stored and stored[0] == f"<h1>{article.title}</h1>{BODY}".encode()


def test_a_folder_of_another_site_or_a_broken_database_is_refused(portal: Portal, tmp_path: Path) -> None:
    portal.crawl(date(2023, 3, 1))
    with pytest.raises(BadInput, match="属于另一个站点"):
        Archive.open(portal.archive.folder, "y")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "zwgk.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(BadInput, match="损坏"):
        Archive.open(broken, "x", create=True)
    assert (broken / "zwgk.sqlite").read_bytes() == b"not a database at all" * 100


def test_a_second_crawl_of_one_folder_is_refused(portal: Portal) -> None:
    with portal.archive.locked(), pytest.raises(BadInput, match="正在被另一次运行使用"), portal.archive.locked():
        pass
