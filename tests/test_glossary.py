"""One word for one thing: what reports print is what the glossary says, and links in the documents lead somewhere."""

import re
from pathlib import Path

import pytest

from crawler.items import Outcome
from reports.wording import DEFECT_WORDS, OUTCOME_WORDS
from rules.model import STATUS_LABELS

ROOT = Path(__file__).resolve().parents[1]
WORDS = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE))


def test_statuses_and_defects_are_printed_in_the_words_of_the_glossary() -> None:
    for word, shown in (*STATUS_LABELS.items(), *DEFECT_WORDS.items()):
        assert WORDS[word.value] == shown
    for outcome in (Outcome.BLOCKED, Outcome.UNREACHABLE, Outcome.SOFT404, Outcome.SHELL, Outcome.ERROR):
        assert WORDS[outcome.value] == OUTCOME_WORDS[outcome]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_links_between_documents_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{page}: {target}"
