"""Next year's draft beside this year's catalogue: what is the same is proposed, what only sounds alike is refused."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import tomlkit

from rules import catalogue
from rules.catalogue import Catalogue
from rules.matching import alike, counts
from tests.outside import zwgk

OLD = catalogue.load("dachuan-2023")
ROWS = {requirement.row: requirement for requirement in OLD.requirements}


@dataclass(frozen=True)
class Matched:
    """What the command said."""

    text: str
    doubts: str
    catalogue: Catalogue

    def checks(self, row: int) -> list[str]:
        return [use.use for r in self.catalogue.requirements if r.row == row for use in r.checks]


def matched(folder: Path, rows: list[tuple[str, str, tuple[str, ...]]]) -> Matched:
    """A 2024 draft of (text, responsible, units), as import writes one, put beside the bundled 2023."""
    document = tomlkit.document()
    document.add("document", {"id": "next", "title": "2024年全区政务公开工作要点", "number": "达川府办〔2024〕9号", "issued": date(2024, 4, 30)})
    tables = tomlkit.aot()
    for n, (text, responsible, units) in enumerate(rows, start=1):
        table = tomlkit.table()
        table.add(tomlkit.comment("存疑：这一行要核对"))
        for key, value in (("id", f"2024-{n:02d}"), ("row", n), ("text", text), ("responsible", responsible), ("units", list(units))):
            table.add(key, value)
        tables.append(table)
    document.add("requirement", tables)
    path = folder / "draft.toml"
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    done = zwgk("requirements", "match", str(path), "--from", "dachuan-2023")
    assert done.code == 0, done.err
    result = folder / "matched.toml"
    result.write_text(done.out, encoding="utf-8")
    assert done.out.count("# 存疑：这一行要核对") == len(rows)
    return Matched(done.out, done.err, catalogue.load(str(result)))


def like(row: int, *changes: tuple[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """A row of 2023 as 2024 writes it: the years move on, and the words change as told."""
    requirement = ROWS[row]
    text = requirement.text.replace("2023年", "2024年")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text, requirement.responsible, requirement.units


def test_a_shuffled_draft_keeps_every_check_on_its_own_sentence(tmp_path: Path) -> None:
    told = matched(tmp_path, [like(row) for row in sorted(ROWS, key=lambda row: (row * 29) % 49)])
    for requirement in told.catalogue.requirements:
        [before] = [r for r in OLD.requirements if r.text.replace("2023年", "2024年") == requirement.text]
        assert requirement.key == before.key and requirement.evidence_wanted == before.evidence_wanted
        assert [(u.use, u.params, u.units, u.sub_checks) for u in requirement.checks] == [
            (u.use, u.params, u.units, u.sub_checks) for u in before.checks
        ]
        # The old document proves nothing in the new year, and its days are over.
        assert all(b.source != OLD.number for use in requirement.checks for b in use.basis)
        assert all(use.deadline is None for use in requirement.checks)


def test_reworded_moved_new_and_dropped_rows(tmp_path: Path) -> None:
    told = matched(tmp_path, [
        like(17, ("完善政府规章", "进一步完善政府规章")),
        ("加快低空经济应用场景清单发布，定期更新。", "区发改局", ("区发改局",)),
        like(12, ("1个月内发布", "一个月内及时发布")),
        like(14, ("相关被审计单位要全面公开整改结果", "被审计单位应当全面公开整改结果")),
    ])  # fmt: skip
    assert told.checks(1) == [use.use for use in ROWS[17].checks]
    assert told.checks(2) == [] and "第 2 行第 1 句没有对应" in told.doubts
    assert told.checks(3) == [use.use for use in ROWS[12].checks]
    assert told.checks(4) == [use.use for use in ROWS[14].checks]
    assert "去年第 18 行今年没有对应的行" in told.doubts and "去年第 18 行的检查 missing_unified_query 没有去处" in told.doubts


def test_another_number_is_never_certain(tmp_path: Path) -> None:
    told = matched(tmp_path, [like(12, ("1个月内", "20个工作日内"))])
    assert told.checks(1) == [] and '# use = "missing_feedback"' in told.text
    assert "数字或时限由“1月”变为“20工作日”" in told.doubts


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (13, ("财政预决算", "政府采购信息")),
        (16, ("滥用行政权力排除、限制竞争执法案件", "行政处罚案件")),
        (11, ("人大代表建议和政协委员提案办理结果", "群众来信办理结果和机构职能")),
    ],
)
def test_what_sounds_alike_and_is_another_thing_is_refused(tmp_path: Path, row: int, change: tuple[str, str]) -> None:
    told = matched(tmp_path, [like(row, change)])
    assert told.checks(1) == [] and "[[requirement.check]]" not in told.text
    assert f"去年第 {row} 行的检查" in told.doubts


def test_a_ban_in_place_of_a_duty_is_for_a_person(tmp_path: Path) -> None:
    told = matched(tmp_path, [like(14, ("要全面公开整改结果", "暂停全面公开整改结果"))])
    assert told.checks(1) == [] and "不得、取消" in told.doubts


def test_two_rows_alike_are_for_a_person(tmp_path: Path) -> None:
    told = matched(tmp_path, [like(12), like(12)])
    assert told.checks(1) == told.checks(2) == [] and "分不清是哪一行" in told.doubts


def test_units_that_came_or_went_are_told_and_scope_is_asked_again(tmp_path: Path) -> None:
    text, _, _ = like(14)
    told = matched(tmp_path, [(text, "区财政局", ("区财政局",))])
    assert "适用范围须重新确认" in told.text and "单位：今年新增 区财政局" in told.text
    assert "missing_audit_report" not in told.checks(1) and "“区审计局”今年没有列入" in told.doubts


def test_checks_that_a_person_wrote_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    text = (
        '[document]\nid = "next"\ntitle = "2024年要点"\nissued = 2024-04-30\n[[requirement]]\nid = "2024-01"\nrow = 1\n'
        f'text = "{ROWS[12].text}"\nunits = ["区教育局"]\n[[requirement.check]]\nuse = "missing_feedback"\n'
    )
    path.write_text(text, encoding="utf-8")
    done = zwgk("requirements", "match", str(path), "--from", "dachuan-2023")
    assert done.code == 0 and done.out.splitlines()[1:] == text.splitlines()


def test_a_draft_that_is_no_catalogue_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text("x = 1", encoding="utf-8")
    done = zwgk("requirements", "match", str(tmp_path / "draft.toml"), "--from", "dachuan-2023")
    assert done.code == 2 and done.out == "" and "Traceback" not in done.err
    done = zwgk("requirements", "match", "dachuan-2023", "--from", "dachuan-2032")
    assert done.code == 2 and "dachuan-2032" in done.err


def test_numbers_and_years_are_read_in_one_spelling() -> None:
    assert counts("一个月内") == counts("1个月内") != counts("两个月内")
    assert alike("公开部门预算", "公开部门决算") == 0.0 and alike("公开部门预算", "公开部门预算") == 1.0
