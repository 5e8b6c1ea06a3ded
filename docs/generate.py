"""Write the pages of ``docs/`` that are made from the code; with ``--check`` only say whether they are current."""

import importlib
import pkgutil
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import crawler.extract
import rules
import rules.tables  # adds its tables to the metadata
from crawler.archive.tables import metadata
from rules.catalogue import Catalogue, checks, load, parameters
from rules.lab import precision
from rules.lab.figures import ONLY_PLANTED, Figures, Tally

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


_HOW = {"A": "自动", "S": "辅助", "M": "佐证"}


def rows_page() -> str:
    """For each row of the bundled document: its sub-checks, how each can be looked into, by which check, on what basis."""
    catalogue = load("dachuan-2023")
    told = tomllib.loads((Path(rules.__file__).parent / "sub_checks.toml").read_text(encoding="utf-8"))
    classes, elsewhere = told[catalogue.id], told["elsewhere"][catalogue.id]
    lines: list[str] = []
    built: Counter[str] = Counter()
    for row in catalogue.requirements:
        left = {f"R{row.row:02}-C{n}": how for n, how in enumerate(classes.get(f"R{row.row:02}", ""), 1)}
        head = f"{row.row} | {row.text[:20].replace('|', '/')}…"
        for use in row.checks:
            basis = "；".join(f"{b.source}{b.clause}[{b.strength}]" for b in use.basis or row.basis)
            how = "、".join(dict.fromkeys(_HOW[left[each]] for each in use.sub_checks)) or "另查"
            built.update(left.pop(each) for each in use.sub_checks)
            lines.append(f"| {head} | {'、'.join(use.sub_checks)} | {how} | `{use.use}` | {basis} |\n")
        for each in [each for each in left if each in elsewhere]:
            lines.append(f"| {head} | {each} | {_HOW[left[each]]} | {_elsewhere(catalogue, **elsewhere[each])} | — |\n")
            built.update(left.pop(each))
        asked = [each for each, how in left.items() if how == "M" and row.evidence_wanted]
        built.update(left.pop(each) for each in asked)
        if row.evidence_wanted:
            lines.append(f"| {head} | {'、'.join(asked)} | 佐证 | 请单位提供：{row.evidence_wanted} | — |\n")
        lines.extend(f"| {head} | {each} | {_HOW[how]} | 未实现 | — |\n" for each, how in left.items())
    whole = Counter(how for row in classes.values() for how in row)
    shares = "，".join(f"{_HOW[how]} {built[how]}/{whole[how]}" for how in _HOW)
    return "".join((
        _MADE,
        f"# {catalogue.title}：各行怎么查\n\n自动：程序自己判断；辅助：程序找出证据，由人确认；佐证：网站上看不出来，请单位提供；另查：分项以外的。"
        f"依据后的字母是依据的强弱，M 和 D 只提问、不认定问题。\n\n已实现的分项：{shares}。\n\n| 行 | 要求（开头） | 分项 | 方式 | 检查 | 依据 |\n|---|---|---|---|---|---|\n",
        *lines,
    ))


def _elsewhere(own: Catalogue, id: str, use: str, catalogue: str = "") -> str:
    """Where a sub-check is looked into when not in its own row; fails when that requirement does not use the check."""
    requirement = next(row for row in (load(catalogue) if catalogue else own).requirements if row.id == id)
    assert any(check.use == use for check in requirement.checks), (id, use)
    return f"由{f'第 {requirement.row} 行' if requirement.row else requirement.task}的 `{use}` 检查"


# What the docstring of a reading tells, in this order: of one item, or of a whole document with its own arithmetic.
_MANUALS = (("读得出：", "读不出：", "不是", "依据："), ("读什么：", "怎么判定：", "无法判定：", "不涉及："))
_REMARK = "另记："


def readings_page() -> str:
    """The manual of every reading that has one, from its module's docstring."""
    parts = [
        _MADE,
        "# 读取手册\n\n程序怎样读一条信息的正文和附件。读取只认原文写明的，读不准就留空；每项读出的内容都记住原文位置（第几部分、第几个字，或表格的第几格）。\n",
    ]
    for name in sorted(module.name for module in pkgutil.iter_modules(crawler.extract.__path__)):
        module = importlib.import_module(f"crawler.extract.{name}")
        told = module.__doc__ or ""
        headings = next((each for each in _MANUALS if f"\n{each[0]}" in told), None)
        if headings is None:
            continue
        head, lines = _manual(name, told, headings)
        parts.append(f"\n## {name}\n\n第 {module.version} 版\n\n{head}\n\n" + "".join(f"- {line}\n" for line in lines))
    return "".join(parts)


def _manual(name: str, docstring: str, headings: tuple[str, ...] = _MANUALS[0]) -> tuple[str, list[str]]:
    """The Chinese sentence a docstring begins with, and its paragraphs, each under its heading."""
    first, _, rest = docstring.partition("\n\n")
    paragraphs: list[str] = []
    for line in rest.strip().splitlines():
        if not line:
            break  # what follows is for developers
        if paragraphs and not line.startswith((*headings, _REMARK)):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    if missing := [heading for heading in headings if not any(p.startswith(heading) for p in paragraphs)]:
        raise ValueError(f"crawler/extract/{name}.py: the docstring lacks {missing}")
    return re.sub(r"(?<=[。]) [A-Z].*", "", first, flags=re.DOTALL), paragraphs


def precision_page() -> str:
    """How often each check was right on the project's own corpora, from the figures that are kept."""
    told = precision.stored()
    measured = [each for each in told if precision.is_measured(each)]
    parts = [
        _MADE,
        "# 各项检查的准确率\n\n在项目自己的语料上：案例（`tests/checks`）、演示区县、疑难门户。怎么算、什么时候可以计分见 [lab.md](lab.md)；"
        "`make lab` 重新度量。案例同时是测试，不一致就不能提交，在案例上当然全对；区间只说明标注有多少，不说明在真实门户上有多准。\n\n"
        f"检查 {len(told)} 项，度量过 {len(measured)} 项，可计分 {sum(each.counts for each in told)} 项，"
        f"{ONLY_PLANTED} {sum(each.only_planted for each in measured)} 项。真实标注共 {sum(each.real.labels for each in told)} 条，"
        f"不是检查作者写的标注共 {sum(each.independent.labels for each in told)} 条。\n",
    ]
    for title, pick in (("模拟数据", lambda each: each.planted), ("真实数据", lambda each: each.real)):
        parts.append(f"\n## {title}\n\n")
        lines = [_precision_line(each, pick(each)) for each in told if pick(each).labels]
        head = "| 检查 | 版 | 标注 | 认定对 | 认定错 | 准确率（95% 区间） | 召回率（95% 区间） | 判为无问题 | 待核验 | 未能检查 |\n|---|---|---|---|---|---|---|---|---|---|\n"
        parts.append(head + "".join(lines) if lines else "没有标注。\n")
    parts.append("\n## 能否计分\n\n| 检查 | 严重 | 他人标注 | 结果 |\n|---|---|---|---|\n")
    parts.extend(
        f"| `{each.check}` | {'是' if each.severe else ''} | {each.independent.labels} | {precision.state(each)} |\n" for each in told
    )
    return "".join(parts)


def _precision_line(figures: Figures, tally: Tally) -> str:
    cells = (
        f"`{figures.check}`", figures.version, tally.labels, tally.true, tally.false, precision.in_words(tally.precision),
        precision.in_words(tally.recall), tally.false_met, tally.suspect, f"{tally.unknown}（{precision.percent(tally.unknown_share.value)}）",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |\n"


PAGES = {"checks.md": checks_page, "schema.md": schema_page, "rows.md": rows_page, "readings.md": readings_page, "precision.md": precision_page}


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
