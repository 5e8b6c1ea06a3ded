"""Topics: the lexicons are valid and say what is wrong with them, and the reader takes for evidence what the labels name."""

import time
from datetime import date
from pathlib import Path

import pytest

from crawler.archive import Article, Corpus
from crawler.tomlfile import BadInput
from rules import catalogue
from rules.lab.building import corpus_of, duty_for
from rules.lab.cases import Case
from rules.lab.topical import Answer, answers, score
from rules.pairing import everywhere
from rules.topics import sighted
from rules.topics.lexicon import lexicon, topic_named, unknown_names
from rules.topics.reading import Fit, Words, facets_of, read_topic

ANSWERS = list(answers(Path(__file__).parent / "topics"))
PARTS = sorted({a.part for a in ANSWERS})
WORDS = '[words]\noffices = []\ngatherings = []\nno_gatherings = []\nnever = []\nmixed = []\ndrafts = []\ntails = []\n'


# ---- labelled items


def test_there_are_enough_labels_and_some_were_held_back() -> None:
    titles = {part: {a.title for a in ANSWERS if a.part == part} for part in PARTS}
    assert len(titles["first"]) >= 60 and len(titles["held_back"]) >= 40


@pytest.mark.parametrize("part", PARTS)
def test_nine_of_ten_items_shown_are_right(part: str) -> None:
    told = score([a for a in ANSWERS if a.part == part])
    assert told.precision >= 0.9 and told.recall >= 0.85


@pytest.mark.parametrize("answer", [a for a in ANSWERS if a.part == "first" and a.is_about], ids=lambda a: f"{a.topic}: {a.title}")
def test_an_item_shows_its_topic_and_what_sort_it_is(answer: Answer) -> None:
    assert answer.told.fit.is_shown, answer.told
    assert not answer.wanted or answer.wanted in answer.told.facets


@pytest.mark.parametrize("topic", sorted(lexicon().topics))
def test_nothing_of_the_first_part_shows_a_topic_it_is_not_about(topic: str) -> None:
    wrong = [a for a in ANSWERS if a.part == "first" and a.topic == topic and not a.is_about and not a.either and a.told.fit.is_shown]
    assert wrong == []


# ---- the reader


def read(topic: str, title: str, text: str | None = "", **more: object) -> Fit:
    return read_topic(topic_named(topic), Words(title, text, **more), 2023, ("样本区",)).fit  # type: ignore[arg-type]


def test_a_single_keyword_never_suffices() -> None:
    for topic in lexicon().topics.values():
        for term in topic.terms:
            if term.role == "core" and "…" not in term.words:
                assert not read(topic.id, term.words, term.words).is_shown, (topic.id, term.words)


def test_terms_count_only_near_each_other() -> None:
    far = "双减。" + "天气很好，孩子们在操场上跑步。" * 20 + "学科类"
    assert not read("double_reduction", "双减见闻", far).is_shown
    assert read("double_reduction", "双减见闻", "双减之后，学科类培训少了。") is Fit.FIRM


def test_unreadable_words_leave_the_title_and_the_names_of_files() -> None:
    assert read("double_reduction", "双减文件", None) is Fit.HINT
    assert read("double_reduction", "双减文件", None, files=("校外培训机构收费表.pdf",)) is Fit.LIKELY


def test_what_stands_under_related_links_is_not_read() -> None:
    assert read("double_reduction", "双减见闻", "操场上很热闹。\n相关链接\n双减之后，学科类培训少了，课后服务多了。") is Fit.HINT


def test_the_name_of_an_office_is_no_topic() -> None:
    assert read("veterans", "区退役军人事务局公开招聘岗位公告", "区退役军人事务局提供岗位，促进就业。") is Fit.NONE


def test_an_item_that_says_it_is_ours_may_begin_with_a_province() -> None:
    topic, words = topic_named("double_reduction"), Words("四川省双减试点样本区方案", "双减之后，学科类培训减少。")
    assert read_topic(topic, words, 2023, ("样本区",)).fit is Fit.NONE
    assert read_topic(topic, words, 2023, ("样本区",), ours=True).fit is Fit.FIRM


@pytest.mark.parametrize(
    ("title", "facet"),
    [
        ("关于印发《城市更新行动方案》的通知", "policy"),
        ("城市更新行动方案落实情况", "implementation"),
        ("城市更新补贴发放办法", "policy"),
        ("城市更新补贴发放公示", "results"),
        ("关于公布城市更新项目名单的通知", "implementation"),
        ("关于做好城市更新补贴发放工作的通知", "policy"),
        ("《城市更新行动方案》解读", "interpretation"),
        ("解读《城市更新行动方案》", "interpretation"),
        ("城市更新补贴申报指南（2023年）", "guide"),
        ("城市更新项目施工招标公告", "tender"),
        ("城市更新项目竣工验收公告", "completion"),
        ("城市更新补贴怎么领？", "interpretation"),
    ],
)
def test_a_title_tells_what_sort_of_item_it_is(title: str, facet: str) -> None:
    assert facet in facets_of(title)


def test_a_question_and_a_draft_are_neither_policy_nor_progress() -> None:
    for title in ("城市更新补贴怎么领？", "关于公开征求《城市更新办法》意见的公告", "城市更新意见征集结果"):
        assert not facets_of(title) & {"policy", "implementation"}


def test_a_hostile_text_takes_no_long_time() -> None:
    began = time.process_time()
    for text in ("稳经济增长" * 200_000, "校园" * 400_000 + "\n" * 400_000, "（〔《" * 300_000):
        for topic in lexicon().topics.values():
            read_topic(topic, Words(text[:5_000], text, (text[:2_000],) * 6), 2023, ("样本区",))
    assert time.process_time() - began < 20


# ---- what a run shows


def test_titles_choose_before_texts_are_read_and_the_index_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day, text = date(2023, 3, 1), "严格落实双减要求，学科类培训机构不得在节假日开课。"
    items = [{"column": "zc", "title": f"关于防汛值班安排的通知（{n}）", "published": day, "text": text} for n in range(60)]
    items += [{"column": "zc", "title": "关于落实双减的通知", "published": day, "text": text}]
    columns = [{"id": "zc", "kind": "policy", "unit": "jiaoyu"}]
    case = Case("topic_coverage", "many", {"as_of": date(2023, 9, 20), "column": columns, "article": items})
    corpus = corpus_of(case, tmp_path)
    read: list[str] = []
    walks: list[date | None] = []
    whole = Corpus.text

    def noting_text(corpus: Corpus, article: Article) -> str:
        read.append(article.title)
        return whole(corpus, article)

    def noting_walk(corpus: Corpus, since: date | None) -> list[Article]:
        walks.append(since)
        return everywhere(corpus, since)

    monkeypatch.setattr(Corpus, "text", noting_text)
    monkeypatch.setattr(sighted, "everywhere", noting_walk)
    for unit in ("jiaoyu", "caizheng", "weijian"):
        for topic in ("double_reduction", "preschool"):
            for tier in sighted.Tier:
                sighted.sightings(corpus, duty_for(corpus, unit), topic_named(topic), tier, date(2023, 1, 1))
    assert set(read) == {"关于落实双减的通知"} and len(walks) == 1


# ---- the files


def test_every_topic_and_facet_that_a_catalogue_names_is_there() -> None:
    for document in ("dachuan-2023", "statutory"):
        for requirement in catalogue.load(document).requirements:
            for use in requirement.checks:
                given = dict(use.params)
                if use.use in ("topic_coverage", "uncovered_grassroots_tasks"):
                    assert unknown_names(given.get("topics", ()), given.get("facets", ())) == []  # type: ignore[arg-type]


def test_an_unknown_topic_is_named_with_its_neighbour() -> None:
    assert unknown_names(["urban_renewel"]) == ["没有名为“urban_renewel”的主题，是否想写“urban_renewal”？"]
    with pytest.raises(LookupError, match="urban_renewal"):
        topic_named("urban_renewel")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["城市更新"]\ncroe = []\n', ":5: 不认识的字段“croe”，是否想写“core”？"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\n', "缺少必填字段“core”"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = []\n', ":4: 主题“alpha”没有核心词"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["更"]\n', ":4: “更”太短"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["城…更新"]\n', "太短，或“…”用得不对"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["城市更新"]\nrelated = ["城市更新"]\n', ":5: “城市更新”已写在 core 里"),
        ('[[topic]]\nid = "A"\nname = "甲"\ncore = ["城市更新"]\n', ":2: id“A”只能用小写字母"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["城市更新"]\nkinds = ["polcy"]\n', ":5: 不认识的栏目类别“polcy”，是否想写“policy”？"),
        ('[[facet]]\nid = "beta"\nname = "乙"\nnouns = []\nof = "gamma"\n', ":5: 没有名为“gamma”的信息类别"),
        ('[[topic]]\nid = "alpha"\nname = "甲"\ncore = [{ word = "城市更新", weight = 99 }]\n', ":4:"),
    ],
)
def test_a_wrong_file_is_told_line_by_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.toml").write_text(WORDS, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        lexicon(tmp_path)
    assert words in str(raised.value)


def test_ids_are_unique_across_files_and_shared_words_stand_once(tmp_path: Path) -> None:
    topic = '[[topic]]\nid = "alpha"\nname = "甲"\ncore = ["城市更新"]\n'
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(topic + WORDS, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        lexicon(tmp_path)
    assert "id“alpha”重复" in str(raised.value) and "只能写一处" in str(raised.value)


def test_a_weight_of_its_own_is_taken(tmp_path: Path) -> None:
    topic = '[[topic]]\nid = "alpha"\nname = "甲"\ncore = [{ word = "城市更新", weight = 5 }, "老旧小区"]\n'
    (tmp_path / "a.toml").write_text(topic + WORDS, encoding="utf-8")
    assert [t.weight for t in lexicon(tmp_path).topics["alpha"].terms] == [5, 3]


def test_a_passage_is_quoted_word_for_word() -> None:
    text = "第一行。\n为落实稳增长“40条”措施，兑现奖补资金12万元。\n第三行。"
    told = read_topic(topic_named("growth_40"), Words("稳增长“40条”措施落实情况", text), 2023)
    assert told.fit is Fit.FIRM and told.quote in text and "稳增长“40条”措施" in told.quote and "\n" not in told.quote
