"""政策解读: what explains a document, which, how, and who drafted it."""

import json
from pathlib import Path

import pytest

from crawler.extract import interpretation
from crawler.extract.interpretation import drafter_of_document, forms_named, read_drafter
from tests.places import placed

read_interpretation = placed(interpretation.read_interpretation)

NAME = "样本区公共停车管理办法"


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        (f"《{NAME}》政策解读", ("text",)),
        (f"解读《{NAME}》", ("text",)),
        (f"{NAME}文字解读", ("text",)),
        (f"《{NAME}》负责人解读", ("text",)),
        (f"一图读懂《{NAME}》", ("graphic",)),
        (f"【图解】{NAME}", ("graphic",)),
        (f"《{NAME}》政策解读（图文版）", ("graphic",)),
        (f"视频解读《{NAME}》", ("video",)),
        (f"动漫说政策：{NAME}", ("video",)),
        (f"音频解读：{NAME}", ("audio",)),
        (f"政策问答：{NAME}怎么收费", ("qa",)),
        (f"专家解读《{NAME}》", ("expert",)),
        (f"区交通运输局负责人就《{NAME}》答记者问", ("media",)),
        (f"在线访谈：区交通运输局谈《{NAME}》", ("interview",)),
        (f"区政府新闻办举行《{NAME}》新闻发布会", ("press",)),
        ("政策问答：停车怎么收费", ("qa",)),
        ("【视频】停车怎么收费", ("video",)),
        (f"{NAME}十问十答", ("qa",)),
        (f"《{NAME}》八问", ("qa",)),
        (f"{NAME}八问八答", ("qa",)),
        (f"场景演示：按照《{NAME}》停车", ("scenario",)),
        ("《样本区视频监控管理办法》政策解读", ("text",)),
        ("样本区视频监控管理办法解读", ("text",)),
        (f"《样本区人民政府办公室关于印发〈{NAME}〉的通知》文字解读", ("text",)),
        ("关于推进义务教育优质均衡发展的实施意见的解读", ("text",)),
        ("关于进一步加强停车管理的通知政策解读", ("text",)),
    ],
)
def test_interpretations_and_their_forms(title: str, forms: tuple[str, ...]) -> None:
    found = read_interpretation(title, "")
    assert found.is_interpretation
    assert found.forms == forms


@pytest.mark.parametrize(
    "title",
    [
        f"样本区人民政府办公室关于印发《{NAME}》的通知",
        "关于做好政策解读工作的通知",
        "关于一季度政策解读工作检查情况的通报",
        "区司法局开展政策解读培训",
        "区司法局扎实推进政策解读",
        "关于加强规范性文件解读",
        "政策解读进社区 惠民服务零距离",
        "区政府召开防汛视频会议",
        "关于停止销售视频型彩票的声明",
        "关于《彩票开奖》节目停止视频直播的公告",
        "样本区农产品直播节开幕",
        "关于印发《样本区政策解读工作办法》的通知",
        f"关于公开征求《{NAME}》意见的公告",
    ],
)
def test_near_misses_explain_nothing(title: str) -> None:
    assert not read_interpretation(title, "").is_interpretation


def test_the_document_is_named_in_the_title_before_the_bases_in_the_text() -> None:
    found = read_interpretation(f"《{NAME}》解读", "依据《中华人民共和国道路交通安全法》起草。")
    assert found.documents == (NAME,)


def test_without_a_name_in_the_title_the_text_is_asked() -> None:
    found = read_interpretation("政策解读", f"为规范停车秩序，出台《{NAME}》（样府办发〔2023〕14号）。")
    assert found.documents == (NAME,)
    assert found.numbers == ("样府办发〔2023〕14号",)


@pytest.mark.parametrize(
    ("drafter", "text"),
    [
        ("区司法局", f"根据有关要求，区司法局组织起草《{NAME}》。"),
        ("区教育局", "起草单位：区教育局\n解读人：负责人"),
        ("区财政局", f"由区财政局会同区审计局牵头起草了《{NAME}》。"),
        ("青禾镇人民政府", "起草单位：青禾镇人民政府"),
        ("", f"我局起草了《{NAME}》。"),
        ("", "各单位应当在起草文件时征求意见。"),
        ("", f"《{NAME}》由区教育局负责解释。"),
    ],
)
def test_who_drafted(drafter: str, text: str) -> None:
    assert read_drafter(text) == drafter


def test_the_unit_that_explains_is_read_apart() -> None:
    assert read_interpretation(f"《{NAME}》解读", "解读单位：区教育局").explained_by == "区教育局"


def test_a_document_names_its_drafter_only_by_a_label() -> None:
    assert drafter_of_document("第一条 为了规范。\n起草单位：区教育局") == "区教育局"
    assert drafter_of_document("区司法局组织起草本办法实施细则。") == ""


def test_column_names_tell_forms_too() -> None:
    assert forms_named("视频解读") == ("video",)
    assert forms_named("政策解读") == ()


def test_real_excerpts(real: Path) -> None:
    labelled = [json.loads(line) for line in (real / "texts" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    for entry in labelled:
        found = read_interpretation(entry["title"] or "", (real / entry["file"]).read_text(encoding="utf-8"))
        # The excerpt of the interpretation came without its title: only what its text says can be asked.
        assert not found.is_interpretation, entry["file"]
        if entry["rule_class"] == "政策解读":
            assert found.drafted_by == "区司法局"
            assert any("规范性文件清理结果的决定" in name for name in found.documents)
