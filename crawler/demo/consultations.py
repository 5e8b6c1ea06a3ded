"""Consultations (意见征集) and the notices that say what became of the opinions (采纳情况)."""

from collections.abc import Iterator
from typing import Any

from crawler.demo.article import Article, File, attachment, heading, paragraphs, table, texts
from crawler.demo.district import District
from crawler.demo.files import pdf


def consultations(district: District) -> Iterator[Article]:
    """Every consultation of ``texts/consultations.toml``, each followed by its feedback where there is one."""
    for entry in texts("consultations")["consultation"]:
        signature = district.signatures[entry["unit"]]
        address = district.facts(entry["unit"]).address
        yield _call(entry, signature, address)
        if "feedback" in entry:
            yield _feedback(entry, signature)


def _call(entry: dict[str, Any], signature: str, address: str) -> Article:
    name = f"《{entry['name']}（征求意见稿）》"
    draft = entry["draft"].strip().splitlines()
    return Article(
        key=f"consult.{entry['key']}",
        column="portal.consultation",
        title=f"{signature}关于公开征求{name}意见的公告",
        published=entry["published"],
        source=signature,
        body=paragraphs(
            f"{entry['why']}{signature}起草了{name}，现面向社会公开征求意见。",
            _period(entry),
            f"一、信函方式：寄至{address}，请在信封上注明“征求意见”字样。",
            f"二、电子邮件：{entry['unit']}-yijian@yangben.example，联系电话：0000-0000000。",
            "三、欢迎社会各界提出宝贵意见，提出意见时请说明理由，并留下姓名或者单位名称，便于进一步沟通。",
        )
        + heading("附件：1．征求意见稿　2．起草说明" if entry.get("explained", True) else "附件：征求意见稿"),
        files=tuple(_files(entry, name, draft)),
    )


def _files(entry: dict[str, Any], name: str, draft: list[str]) -> Iterator[File]:
    yield _draft(entry, draft)
    if entry.get("explained", True):
        yield attachment(f"{entry['name']}起草说明.docx", f"关于{name}的起草说明", _explanation(entry, draft))


def _draft(entry: dict[str, Any], lines: list[str]) -> File:
    name = f"{entry['name']}（征求意见稿）"
    if entry.get("scanned"):  # a PDF without text: nobody can read the closing day there either
        return File(f"{name}.pdf", pdf([]))
    return attachment(f"{name}.docx", name, lines)


def _period(entry: dict[str, Any]) -> str:
    if "closes" not in entry:
        return "请有关单位和个人在规定时间内通过下列方式反馈意见，逾期视为没有意见。"
    return f"征求意见时间：{entry['opened']}至{entry['closes']}。公众可以通过以下方式提出意见："


def _explanation(entry: dict[str, Any], draft: list[str]) -> list[str]:
    return [
        f"一、起草的必要性。{entry['why']}",
        "二、起草过程。起草组查阅了现有规定，走访了有关单位和群众代表，形成征求意见稿。",
        f"三、主要内容。征求意见稿共{len(draft)}条，起首一条为：{draft[0]}",
    ]


def _feedback(entry: dict[str, Any], signature: str) -> Article:
    outcome = entry["feedback"]
    return Article(
        key=f"feedback.{entry['key']}",
        column=outcome.get("column", "portal.feedback"),
        title=f"关于《{entry['name']}（征求意见稿）》公开征求意见采纳情况的反馈",
        published=outcome["published"],
        source=signature,
        body=_outcome(entry, outcome, signature),
        see=(f"consult.{entry['key']}",),
    )


def _outcome(entry: dict[str, Any], outcome: dict[str, Any], signature: str) -> str:
    if "one_line" in outcome:
        return paragraphs(outcome["one_line"])
    period = f"{entry['opened']}至{entry['closes']}"
    opening = f"{period}，{signature}就《{entry['name']}（征求意见稿）》面向社会公开征求意见。"
    if not outcome["received"]:
        return paragraphs(opening, "征求意见期间未收到意见和建议。", "下一步将按程序进行合法性审核后提请审议。")
    refused = outcome["received"] - outcome["adopted"] - outcome["partly"]
    counts = (
        f"期间共收到意见建议{outcome['received']}条，采纳{outcome['adopted']}条，部分采纳{outcome['partly']}条，"
        f"未采纳{refused}条。主要意见的采纳情况和理由如下："
    )
    rows = [[who, what, answer, why] for who, what, answer, why in outcome["opinions"]]
    return (
        paragraphs(opening, counts)
        + table(["反馈人", "意见内容", "是否采纳", "采纳情况和理由"], *rows)
        + paragraphs("其余意见与上述意见内容相近，已一并研究。感谢社会各界的支持。")
    )
