"""Replies to deputies and members with their signatures; those without a fault stand in ``texts/services.toml``."""

from collections.abc import Iterator

from crawler.demo.article import Article, paragraphs, signed, texts, told
from crawler.demo.district import District

_SESSIONS = {"建议": "区第十九届人大三次会议", "提案": "区政协第八届二次会议"}
_MEMBERS = {"建议": "代表", "提案": "委员"}


def proposals(district: District) -> Iterator[Article]:
    """The list of what was handed out, news and reprints, and some replies of ``texts/proposals.toml``."""
    yield from told("proposals", district.signatures)
    for entry in texts("proposals")["reply"]:
        name, kind = district.signatures[entry["unit"]], entry["kind"]
        # One office forgets the number: 关于增设公园座椅建议的答复.
        title = f"对{_SESSIONS[kind]}第{entry['number']}号{kind}的答复" if "number" in entry else f"关于{entry['asked']}{kind}的答复"
        opening = f"您提出的“关于{entry['asked']}的{kind}”收悉，现答复如下。"
        yield Article(
            key=f"reply.{entry['key']}",
            column="portal.proposals",
            title=title,
            published=entry["published"],
            source=name,
            body=paragraphs(f"{entry['proposer']}{_MEMBERS[kind]}：", opening, *entry["answer"].strip().splitlines())
            + signed(name, entry["signed"]),
            written=entry["signed"],
        )
