"""Write the pages of ``docs/`` that are made from the code; with ``--check`` only say whether they are current."""

import sys
from pathlib import Path

import rules.tables  # noqa: F401  # adds its tables to the metadata
from crawler.archive.tables import metadata
from rules.catalogue import checks, load, parameters

HERE = Path(__file__).parent
_MADE = "<!-- 由 make docs 生成，请勿手改 -->\n\n"


def checks_page() -> str:
    """The manual of every check, from its docstring."""
    parts = [_MADE, "# 检查手册\n"]
    for name, check in sorted(checks().items()):
        parts.append(f"\n## {name}\n\n第 {check.version} 版\n\n{check.manual.strip()}\n")
        if options := parameters(check):
            parts.append("\n| 参数 | 默认值 |\n|---|---|\n")
            parts.extend(f"| `{option.name}` | `{option.default!r}` |\n" for option in options.values())
    return "".join(parts)


def schema_page() -> str:
    """Every table with its columns and what they hold."""
    parts = [_MADE, "# Schema\n\nEvery key starts with `site`; foreign keys do not exist, rooms join by stable keys.\n"]
    for table in metadata.sorted_tables:
        parts.append(f"\n## {table.name}\n\n" + (f"{table.comment}\n\n" if table.comment else ""))
        parts.append("| column | type | key | holds |\n|---|---|---|---|\n")
        for column in table.columns:
            parts.append(
                f"| `{column.name}` | {column.type} | {'yes' if column.primary_key else ''} | {column.comment or ''} |\n"
            )
    return "".join(parts)


def rows_page() -> str:
    """For each row of the bundled document: what is checked, on what basis, what is asked of a person."""
    catalogue = load("dachuan-2023")
    parts = [
        _MADE,
        f"# {catalogue.title}：各行怎么查\n\n| 行 | 要求（开头） | 检查 | 分项 | 依据 |\n|---|---|---|---|---|\n",
    ]
    for row in catalogue.requirements:
        head = row.text[:28].replace("|", "/")
        if not row.checks:
            parts.append(f"| {row.row} | {head}… | 需佐证：{row.evidence_wanted} | 未实现自动检查 | — |\n")
            continue
        for use in row.checks:
            basis = "；".join(f"{b.source}{b.clause}[{b.strength}]" for b in use.basis or row.basis)
            parts.append(f"| {row.row} | {head}… | `{use.use}` | {'、'.join(use.sub_checks)} | {basis} |\n")
    return "".join(parts)


PAGES = {"checks.md": checks_page, "schema.md": schema_page, "rows.md": rows_page}


def main() -> int:
    """Exit status 1 when ``--check`` finds a page that is not current."""
    stale = []
    for name, make in PAGES.items():
        text = make()
        path = HERE / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"docs/ is not current: {', '.join(stale)} (run make docs)", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
