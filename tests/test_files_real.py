"""Real attachments: every one is read, with its title and, where it has them, its tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.files.bounded import Pool
from crawler.files.model import FileReading, FileState

# Words that each file shows to anybody who opens it, in a table where it has one.
SHOWN = {
    "hzq2023_annual_report.pdf": ("洪泽区", "行政规范性文件"),
    "mof_budget_review_measures.pdf": ("预算评审管理暂行办法", ""),
    "putuo_finance_2024_final.pdf": ("财政局", "一般公共预算财政拨款"),
    "putuo_wanli_2025_budget.pdf": ("万里", "一般公共服务支出"),
    "swu_2023_dept_budget.pdf": ("西南大学", "教育支出"),
    "annual_report_template.docx": ("政府信息公开工作年度报告", "行政规范性文件"),
    "budget_template.xls": ("单位预算", "一般公共预算"),
    "wanzai_2023_10.xls": ("万载县", "鸡蛋"),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as made:
        yield made


def tabled(reading: FileReading) -> str:
    return "\n".join(cell for part in reading.parts for table in part.tables for row in table.rows for cell in row)


def test_every_real_attachment_is_read(real: Path, pool: Pool) -> None:
    files = sorted((real / "attachments").iterdir())
    assert files
    for path in files:
        reading = pool.read(path.read_bytes(), path.name)
        assert (reading.state, reading.kind, reading.truncated) == (FileState.READ, path.suffix[1:], False), path.name
        assert len(reading.text) > 500 and reading.heading, path.name


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_real_attachment_says_what_it_shows(real: Path, pool: Pool, name: str) -> None:
    said, in_table = SHOWN[name]
    reading = pool.read((real / "attachments" / name).read_bytes(), name, tables=True)
    assert said in reading.text
    assert in_table in tabled(reading)


def test_figures_of_real_tables_are_those_of_the_text(real: Path, pool: Pool) -> None:
    """Cells are words of the page: none is made up, however the table is cut."""
    path = real / "attachments" / "putuo_finance_dept_2025_budget.pdf"
    reading = pool.read(path.read_bytes(), path.name, tables=True)
    cells = {
        cell
        for part in reading.parts
        for table in part.tables
        for row in table.rows
        for cell in row
        if cell[:1].isdigit()
    }
    assert len(cells) > 50
    assert all(cell in reading.text for cell in cells)
