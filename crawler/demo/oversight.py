"""Decisions on penalties; the other oversight columns are plain texts in ``texts/oversight.toml``."""

from collections.abc import Iterator

from crawler.demo.article import Article, chinese_day, paragraphs, table, texts, told
from crawler.demo.district import District


def oversight(district: District) -> Iterator[Article]:
    """Spot checks, penalties, supervision, projects, and what townships must publish."""
    yield from told("oversight", district.signatures)
    for number, entry in enumerate(texts("oversight")["penalty"]):
        name = district.signatures[entry["unit"]]
        rows = [
            ["处罚决定书文号", entry["number"]],
            ["行政相对人", entry["party"]],
            ["违法事实", entry["fact"]],
            ["处罚依据", entry["basis"]],
            ["处罚结果", entry["result"]],
            ["处罚机关", name],
            ["处罚决定日期", chinese_day(entry["decided"])],
        ]
        yield Article(
            key=f"penalty.{number}",
            column=f"{entry['unit']}.penalty",
            title=f"行政处罚决定信息公示（{entry['number']}）",
            published=entry["published"],
            source=name,
            body=paragraphs(f"{name}依法作出行政处罚决定，现将有关信息公示如下。") + table(["项目", "内容"], *rows),
            doc_number=entry["number"],
            written=entry["decided"],
        )
