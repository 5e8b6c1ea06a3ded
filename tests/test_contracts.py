"""The house stands: imports point one way, rules load no Scrapy, docs are current, the schema is what the history makes."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import rules.tables  # noqa: F401  # adds its tables to the metadata
from crawler.archive.migrate import upgrade
from crawler.archive.tables import metadata

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "crawler": {"rules", "reports", "zwgk"},
    "rules": {"reports", "zwgk", "scrapy", "twisted"},
    "reports": {"zwgk", "scrapy", "twisted"},
}
# rules and reports may see what is stored, never how it is fetched.
CRAWL_ONLY = {
    "crawler.spiders",
    "crawler.crawl",
    "crawler.middlewares",
    "crawler.pipelines",
    "crawler.settings",
    "crawler.walk",
    "crawler.demo",
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("room", sorted(FORBIDDEN))
def test_imports_point_one_way(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] not in FORBIDDEN[room], f"{path.relative_to(ROOT)} imports {name}"
            if room != "crawler":
                assert not any(name == m or name.startswith(m + ".") for m in CRAWL_ONLY), (
                    f"{path.relative_to(ROOT)} imports {name}"
                )


def test_judging_loads_no_scrapy() -> None:
    code = "import sys, rules.engine, rules.findings, rules.catalogue; rules.catalogue.checks(); print(sorted(m for m in sys.modules if m.split('.')[0] in ('scrapy', 'twisted', 'dateparser')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_generated_docs_are_current() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.generate", "--check"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_history_of_the_schema_makes_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_no_committed_file_is_named_like_output() -> None:
    names = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT).stdout.split()
    assert not [n for n in names if Path(n).name in ("findings.jsonl", "index.html") or n.endswith(".warc.gz")]
