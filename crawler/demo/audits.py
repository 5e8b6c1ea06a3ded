"""Audits made public and what was put right (审计结果公告、整改结果), and the work reports on the budget's audit."""

from collections.abc import Iterator
from typing import Any

from crawler.demo.article import Article, heading, paragraphs, signed, texts, told
from crawler.demo.district import District

_NUMERALS = "一二三四五六七八九"


def audits(district: District) -> Iterator[Article]:
    """Work reports, meetings and reprints as written; announcements and rectifications made from their problems."""
    yield from told("audits", district.signatures)
    office = district.signatures["shenji"]
    for entry in texts("audits")["audit"]:
        name = district.signatures[entry["unit"]]
        yield _announcement(entry, name, office)
        if "rectified" in entry:
            yield _rectification(entry, name)


def _announcement(entry: dict[str, Any], name: str, office: str) -> Article:
    told_itself = [heading("四、审计整改情况"), paragraphs(entry["own_word"])] if "own_word" in entry else []
    return Article(
        key=f"audit.{entry['key']}",
        column="portal.audit",
        title=f"{name}{entry['project']}审计结果公告",
        published=entry["published"],
        source=office,
        body="\n".join(
            (
                paragraphs(f"根据审计法规定和年度审计项目计划，{office}对{name}{entry['project']}情况进行了审计，现公告如下。"),
                heading("一、基本情况"),
                paragraphs(entry["about"]),
                heading("二、审计发现的主要问题"),
                paragraphs(*_numbered(entry["problems"])),
                heading("三、审计处理意见和建议"),
                paragraphs("对上述问题已依法出具审计报告，要求限期整改，建立健全内部管理制度。"),
                *told_itself,
                signed(office, entry["published"]),
            )
        ),
    )


def _rectification(entry: dict[str, Any], name: str) -> Article:
    done = entry["rectified"]
    return Article(
        key=f"rectified.{entry['key']}",
        column=done.get("column", "portal.audit"),
        title=f"{name}关于{entry['project']}审计查出问题整改结果的公告",
        published=done["published"],
        source=name,
        body=paragraphs("现将审计查出问题的整改结果公告如下。", *_numbered(done["answers"])) + "\n" + signed(name, done["published"]),
    )


def _numbered(lines: list[str]) -> list[str]:
    return [f"（{_NUMERALS[place]}）{line}" for place, line in enumerate(lines)]
