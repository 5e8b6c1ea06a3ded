"""Personal data left unmasked: what is told of it, and what is nobody's. The number is the sample of GB 11643."""

import pytest

from crawler.extract.exposure import exposures

NUMBER = "11010519491231002X"


def kinds(text: str, *, person: bool = True) -> list[str]:
    return [each.kind for each in exposures(text, person=person)]


def test_an_identity_number_is_told_whoever_the_party_is_and_never_shown() -> None:
    found = exposures(f"法定代表人：冯某某（身份证号：{NUMBER}）", person=False)
    assert [each.kind for each in found] == ["identity"]
    assert found[0].passage.quote == "身份证号：（身份证号，不转录）" and NUMBER not in str(found)
    assert found[0].passage.place.end - found[0].passage.place.start == 18


@pytest.mark.parametrize(
    "text",
    [
        "身份证号：110105194912310021",  # wrong check digit
        "身份证号：11**************2X", "统一社会信用代码：91350100M000100Y43", f"案件编号：{NUMBER}", f"缴款单号 {NUMBER}",
        "办案人员联系电话：13900000000", "罚款缴至罚没专户6222020200001234565", "咨询电话 0000-0000000",
    ],
)  # fmt: skip
def test_what_is_nobodys(text: str) -> None:
    assert kinds(text) == []


def test_a_telephone_and_a_home_are_told_of_a_persons_decision_only() -> None:
    text = "当事人：冯某某，住址：样本区青禾镇河湾村3组12号，电话 13900000000"
    assert kinds(text) == ["address", "mobile"]
    assert kinds(text, person=False) == []
    assert "12号" not in str(exposures(text, person=True)) and "139" not in str(exposures(text, person=True))


@pytest.mark.parametrize(
    "text",
    ["当事人：冯某某，住址：样本区青禾镇", "当事人：冯某某，经营地址：样本区文化路12号", "当事人：冯某某 住址：样本区***3组", "本局地址：文化路12号"],
)
def test_what_is_no_home(text: str) -> None:
    assert kinds(text) == []


def test_a_long_text_is_read_in_linear_time() -> None:
    assert kinds("当事人：冯某某，住址：" + "样本区" * 60_000) == []
