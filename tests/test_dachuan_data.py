"""The real district's data: the 分工表 word for word, checks and units that resolve, bases that may be cited."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler import site as profiles
from crawler.archive import Corpus
from crawler.items import Outcome
from crawler.site import Site
from crawler.tomlfile import TomlFile
from rules import catalogue
from rules.catalogue import BUNDLED, BasisTable, CatalogueTable, CheckTable, RequirementTable
from rules.model import STATUS_LABELS, Defect, Strength

PROJECT = Path(__file__).resolve().parents[1]
MISSION = PROJECT / ".." / "shared" / "mission"
DOCUMENT_NUMBER = "达川府办〔2023〕26号"
AS_OF = date(2023, 9, 20)
PROFILE_TABLES = [
    profiles.SiteTable,
    profiles.PolitenessTable,
    profiles.SearchTable,
    profiles.GroupTable,
    profiles.UnitTable,
    profiles.ColumnTable,
    profiles.ElsewhereTable,
]
GROUP_WORDS = {"区政府组成部门": "@constituent", "各乡、镇人民政府": "@townships", "各街道办事处": "@subdistricts"}


def _catalogue(name: str) -> CatalogueTable:
    return TomlFile.read(BUNDLED / f"{name}.toml").validated(CatalogueTable)


@pytest.fixture(scope="module")
def document() -> CatalogueTable:
    return _catalogue("dachuan-2023")


@pytest.fixture(scope="module")
def statutory() -> CatalogueTable:
    return _catalogue("statutory")


@pytest.fixture(scope="module")
def site() -> Site:
    return profiles.load("dachuan")


@pytest.fixture(scope="module")
def mission_rows() -> list[dict[str, str]]:
    return list(csv.DictReader(_mission("rows-2023.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _mission(name: str) -> str:
    path = MISSION / name
    if not path.is_file():
        pytest.skip("shared/mission 不在此处，无法与原文核对")
    return path.read_text(encoding="utf-8")


def _checks(table: CatalogueTable) -> list[tuple[RequirementTable, CheckTable]]:
    return [(row, check) for row in table.requirement for check in row.check]


def _bases(table: CatalogueTable) -> list[BasisTable]:
    rows = [basis for row in table.requirement for basis in row.basis]
    return rows + [basis for _, check in _checks(table) for basis in check.basis]


# ---- the document, word for word


def test_the_48_rows_stand_in_the_order_of_the_table(document: CatalogueTable) -> None:
    assert [row.row for row in document.requirement] == list(range(1, 49))
    assert [row.id for row in document.requirement] == [f"2023-{n:02d}" for n in range(1, 49)]


def test_every_row_is_verbatim(document: CatalogueTable, mission_rows: list[dict[str, str]]) -> None:
    written = [(f"{r.row:02d}", str(r.section), r.clause, r.task, r.text, r.responsible) for r in document.requirement]
    columns = ("row", "section", "clause", "task", "requirement", "responsible_units")
    assert written == [tuple(row[column] for column in columns) for row in mission_rows]


def test_deadlines_are_days_where_the_table_names_a_day_and_its_words_elsewhere(
    document: CatalogueTable, mission_rows: list[dict[str, str]]
) -> None:
    for row, truth in zip(document.requirement, mission_rows, strict=True):
        if found := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", truth["deadline"]):
            assert row.deadline == date(2023, int(found[1]), int(found[2])), row.id
        else:
            assert row.deadline == (truth["deadline"] or None), row.id


def test_a_lost_deadline_stays_lost_and_is_noted(document: CatalogueTable) -> None:
    last = document.requirement[-1]
    assert last.deadline is None
    assert any("缺失" in note for note in last.errata)


def test_rows_that_differ_from_the_body_of_the_document_say_so(document: CatalogueTable) -> None:
    body = _spelled(_mission("000_a45c3bb0d4391850.txt").split("附件：2023年")[0])
    for row in document.requirement:
        if _spelled(row.text) not in body:
            assert any("正文" in note for note in row.errata), f"{row.id} 与正文不一致，却没有勘误"


def test_the_two_mottos_and_the_two_misnamed_programmes_are_noted(document: CatalogueTable) -> None:
    errata = {row.row: "".join(row.errata) for row in document.requirement}
    assert "四公开一建设" in errata[30] and "五公开一建设" in errata[30]
    assert "示范带" in errata[1]
    assert "科技兴村在线" in errata[5]
    assert "次日" in errata[34]


def _spelled(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(str.maketrans(",()", "，（）"))


# ---- units


def test_the_profile_loads_and_answers_to_every_name_of_both_catalogues(
    site: Site, document: CatalogueTable, statutory: CatalogueTable
) -> None:
    for table in (document, statutory):
        for row in table.requirement:
            for name in (*row.units, *(unit for check in row.check for unit in check.units)):
                if name.startswith("@"):
                    assert site.members(name[1:], AS_OF), f"{row.id}: {name}"
                else:
                    assert site.unit_named(name, AS_OF), f"{row.id}: {name}"


def test_units_are_exactly_the_names_and_groups_of_the_responsible_cell(document: CatalogueTable, site: Site) -> None:
    for row in document.requirement:
        cell = row.responsible
        groups = {group for words, group in GROUP_WORDS.items() if words in cell}
        if cell.startswith("区级相关部门"):
            groups.add("@departments")
        for words in GROUP_WORDS:
            cell = cell.replace(words, "")
        parts = (re.sub(r"等(?:区级|相关|乡镇).*$", "", part) for part in re.split("[、，,]", cell))
        names = {part for part in parts if part and site.unit_named(part)}
        assert set(row.units) == names | groups, row.id


def test_a_list_is_open_when_its_cell_does_not_name_everyone(document: CatalogueTable) -> None:
    for row in document.requirement:
        unnamed = re.search("等(?:区级|相关|乡镇)|被审计|^区级相关部门", row.responsible)
        assert row.open_list == bool(unnamed), row.id


def test_other_spellings_in_the_document_lead_to_the_same_unit(site: Site) -> None:
    for one, other in (
        ("区交运局", "区交通运输局"),
        ("区政府办", "区政府办公室"),
        ("区保密局", "区委保密局"),
        ("区文体旅局", "达州市达川区文化体育和旅游局"),
        ("百节镇", "达川区百节镇人民政府"),
    ):
        found = site.unit_named(one)
        assert found and found == site.unit_named(other), (one, other)


def test_names_that_may_belong_to_others_lead_nowhere(site: Site) -> None:
    for name in ("教育局", "达州市教育局", "通川区教育局", "区级相关部门"):
        assert site.unit_named(name) is None, name


def test_every_roster_is_unconfirmed_and_says_why(site: Site) -> None:
    assert {group.id for group in site.groups} == {"departments", "constituent", "enforcement", "townships", "subdistricts"}
    for group in site.groups:
        assert not group.confirmed and len(group.source) > 10, group.id


def test_party_organs_are_in_no_roster(site: Site) -> None:
    party = [unit for unit in site.units if unit.authority == "party"]
    assert {unit.name for unit in party} == {"区委网信办", "区委保密局"}
    assert all(not unit.groups for unit in party)


def test_townships_and_subdistricts_are_the_eight_the_document_names(site: Site) -> None:
    towns = [unit.name for unit in (*site.members("townships"), *site.members("subdistricts"))]
    assert towns == ["百节镇", "石桥镇", "石梯镇", "双庙镇", "大树镇", "杨柳街道", "三里坪街道", "明月江街道"]


def test_a_unit_that_ended_says_so_as_memory_and_names_its_successor(site: Site) -> None:
    ended = [unit for unit in site.units if unit.valid_to]
    assert [unit.name for unit in ended] == ["区乡村振兴局"]
    assert "[M]" in ended[0].source and site.unit(ended[0].successor)
    assert site.unit_named("区乡村振兴局", AS_OF) and site.unit_named("区乡村振兴局", date(2025, 1, 1)) == site.unit(ended[0].successor)


def test_the_profile_is_a_polite_guest_of_the_real_portal(site: Site) -> None:
    assert not site.is_loopback
    assert (site.politeness.delay, site.politeness.concurrency, site.politeness.window) == (3.0, 1, "20:00-07:00")
    assert site.hosts == {"www.dachuan.gov.cn", "dachuan.gov.cn"}


# ---- checks


def test_each_handbook_id_stands_in_one_line_of_its_own_row(
    document: CatalogueTable, statutory: CatalogueTable
) -> None:
    named = [
        (sub, row.row) for table in (document, statutory) for row, check in _checks(table) for sub in check.sub_checks
    ]
    counted = Counter(sub for sub, _ in named)
    assert [sub for sub, times in counted.items() if times > 1] == []
    for sub, row_number in named:
        found = re.fullmatch(r"R(\d{2})-C\d{1,2}", sub)
        assert found and int(found[1]) == row_number, sub


@pytest.mark.parametrize("name", ["dachuan-2023", "statutory"])
def test_every_row_has_a_check_or_says_in_one_sentence_what_to_ask_for(name: str) -> None:
    for row in _catalogue(name).requirement:
        assert row.check or row.ask, row.id
        if row.ask:
            assert row.ask.startswith("请") and row.ask.endswith("。") and row.ask.count("。") == 1, row.id


def test_a_row_whose_checks_leave_out_its_own_units_still_asks_them(document: CatalogueTable) -> None:
    for row in document.requirement:
        covered = {name for check in row.check for name in (check.units or row.units)}
        assert row.ask or set(row.units) <= covered, row.id


def test_quotes_are_sentences_of_their_row(document: CatalogueTable) -> None:
    for row, check in _checks(document):
        assert check.quote and check.quote in row.text, (row.id, check.use)


def test_keys_tell_rows_apart_without_their_numbers(document: CatalogueTable) -> None:
    keys = [row.key for row in document.requirement]
    assert len(set(keys)) == 48 and all(re.fullmatch("[a-z]+(?:-[a-z]+)*", key) for key in keys)


@pytest.mark.parametrize("name", ["dachuan-2023", "statutory"])
def test_the_loader_accepts_the_catalogue(name: str) -> None:
    table = _catalogue(name)
    if unbuilt := sorted({check.use for _, check in _checks(table)} - set(catalogue.checks())):
        pytest.skip(f"检查尚未建成：{'、'.join(unbuilt)}")
    assert len(catalogue.load(name).requirements) == len(table.requirement)


def test_duties_of_law_have_no_row_and_no_day_of_issue(statutory: CatalogueTable) -> None:
    assert 10 <= len(statutory.requirement) <= 20
    assert all(row.row is None and row.id.startswith("law-") for row in statutory.requirement)
    assert statutory.document.issued is None and statutory.document.applies_from is None
    assert catalogue._first_day(statutory.document) is None  # so that the year is the one of as_of


# ---- bases


def test_every_row_of_the_document_rests_on_the_document(document: CatalogueTable) -> None:
    for row in document.requirement:
        first = row.basis[0]
        assert (first.source, first.clause, first.strength) == (DOCUMENT_NUMBER, row.clause, "S"), row.id
        assert (first.in_force, first.jurisdiction) == (document.document.issued, "511703"), row.id


def test_only_the_document_itself_is_cited_as_the_document(document: CatalogueTable, statutory: CatalogueTable) -> None:
    for basis in (*_bases(document), *_bases(statutory)):
        assert (basis.strength == "S") == (basis.source == DOCUMENT_NUMBER), basis
        assert basis.strength in {strength.value for strength in Strength}


def test_one_source_has_one_date_and_one_place_everywhere(document: CatalogueTable, statutory: CatalogueTable) -> None:
    said: dict[str, set[tuple[date | None, str]]] = {}
    for basis in (*_bases(document), *_bases(statutory)):
        said.setdefault(basis.source, set()).add((basis.in_force, basis.jurisdiction))
    assert {source: facts for source, facts in said.items() if len(facts) > 1} == {}


def test_statutes_read_in_full_name_their_article_and_their_day(
    document: CatalogueTable, statutory: CatalogueTable
) -> None:
    for basis in (*_bases(document), *_bases(statutory)):
        if basis.strength == "V1":
            assert basis.in_force and basis.in_force < date(2023, 5, 30) and "条" in basis.clause, basis


@pytest.mark.parametrize("name", ["dachuan-2023", "statutory"])
@pytest.mark.parametrize("day", [date(2023, 5, 30), AS_OF, date(2026, 3, 1)])
def test_no_basis_is_refused_on_any_day_the_document_may_be_judged(name: str, day: date, site: Site) -> None:
    assert catalogue.refusals(name, site, day) == []


def test_the_document_is_no_basis_before_it_was_issued_nor_in_another_district(site: Site, tmp_path: Path) -> None:
    assert catalogue.refusals("dachuan-2023", site, date(2023, 5, 29))
    other = tmp_path / "other.toml"
    other.write_text(
        '[site]\nid = "x"\nname = "达州市通川区人民政府"\nhome = "http://127.0.0.1/"\nregion = "511702"\n',
        encoding="utf-8",
    )
    refused = catalogue.refusals("dachuan-2023", profiles.load(str(other)), AS_OF)
    assert any(DOCUMENT_NUMBER in line for line in refused)
    assert not any("510000" in line for line in refused)  # the province's rules hold in both districts


def test_what_rests_on_memory_or_judgement_alone_is_known(document: CatalogueTable) -> None:
    weak = [
        (row.row, check.use, check.units if row.row != 15 else ())
        for row, check in _checks(document)
        if check.basis and not any(Strength(basis.strength).accuses for basis in check.basis)
    ]
    unnamed = [(15, "missing_oversight_item", ()), (15, "missing_inspection_result", ())]
    grassroots = ("@townships", "@subdistricts")
    assert weak == [
        (9, "topic_coverage", ("达川生态环境局",)),
        (12, "unlinked_decision", ()),
        (12, "missing_decision_list", ("区政府办",)),
        (13, "unrevised_fiscal_report", ()),
        (13, "unrevised_fiscal_report", ()),
        unnamed[0],
        *unnamed,
        unnamed[0],
        (17, "missing_original_file", ()),
        (17, "dead_reference", ()),
        (20, "missing_project_list", ("区发改局",)),
        (24, "unexplained_draft", ()),
        (25, "missing_qa_search", ("区信息公开服务中心",)),
        (45, "missing_annual_report", grassroots),
        (45, "incomplete_annual_report", grassroots),
        (45, "unbalanced_annual_report", grassroots),
        (45, "copied_annual_report", ()),
    ]


# ---- the documents of these files


def _toml_of(page: str) -> str:
    found = re.search(r"```toml\n(.*?)```", (PROJECT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_profile_page_loads(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(_toml_of("profile.md"), encoding="utf-8")
    assert [unit.name for unit in profiles.load(str(path)).units] == ["区教育局", "青禾镇"]


def test_the_example_of_the_catalogue_page_loads(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(_toml_of("catalogue.md"), encoding="utf-8")
    assert [row.row for row in catalogue.load(str(path)).requirements] == [23]


@pytest.mark.parametrize(
    ("page", "models"),
    [
        ("profile.md", PROFILE_TABLES),
        ("catalogue.md", [catalogue.DocumentTable, RequirementTable, BasisTable, CheckTable]),
    ],
)
def test_the_page_explains_every_field_an_operator_may_write(page: str, models: list[Any]) -> None:
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    fields = {name for model in models for name in model.model_fields} - {"check"}
    assert {name for name in fields if f"`{name}`" not in text} == set()


def test_the_glossary_has_the_word_for_every_status_defect_outcome_and_strength() -> None:
    text = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for status, label in STATUS_LABELS.items():
        assert f"| `{status.value}` | {label} |" in text
    for word in (*(d.value for d in Defect), *(o.value for o in Outcome)):
        assert f"| `{word}` |" in text, word
    assert Corpus.unseen.__name__ in text
