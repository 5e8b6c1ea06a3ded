"""解读内容单薄：解读材料讲到的要素太少。

依据：年度政务公开工作要点“提高政策解读质量”“不得……以文件精简版方式呈现”；要素取自多地的解读规定（背景依据、目标任务、主要内容、涉及范围、
执行标准、注意事项、关键词诠释、惠民举措、新旧政策差异），不是本地的规定，讲到几项才够也是程序推定，只提请核实。
判定：同一文件的全部解读（含附件）合起来，讲到九项要素中的四项以上，为落实。不足四项的，请人确认。
无法判定：解读中有图片、视频、没有读到的页面或附件，要素可能在其中。
不涉及：没有解读的文件；讲得对不对、好不好；是否照抄（见 copied_interpretation）。
怎么改：补充缺少的要素，特别是谁可以享受、怎么申请、与过去有什么不同。
"""

import re
from typing import Final

from crawler.archive import Corpus
from crawler.extract.periods import squeezed
from rules.checks._explained import Explained, each_explained, with_others
from rules.checks._policies import Scope, Wanted
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 3

_MOST: Final = 100_000
ELEMENTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("背景依据", re.compile(r"背景|依据|根据|为什么|为何|缘由|起因|必要性|现状|原因|近年来|存在的问题")),
    ("目标任务", re.compile(r"目标|目的|任务|想达到|力争|为了|到20\d\d年")),
    ("主要内容", re.compile(r"主要内容|内容|措施|概括|分为|包括|从.{1,6}方面|规定了|明确了|一是|二是|首先|重点|关心|共.{1,4}[章条]")),
    ("涉及范围", re.compile(r"范围|对象|适用|哪些(?:人|企业|单位|家庭)|符合条件|面向|谁可以|可以申请|都可以|覆盖|谁|哪些|所有|凡是|全区|全县|本区|本县")),
    ("执行标准", re.compile(r"标准|条件|额度|金额|比例|流程|程序|怎么(?:申请|办|领|用)|如何(?:申请|办理)|\d(?:元|万元|%)|每(?:人|月|年|个?季度)|按.{1,8}结算|按[月天次]|多少|准备什么|材料|窗口")),
    ("注意事项", re.compile(r"注意|不得|不能|须|禁止|提醒|截止|时限|逾期|材料")),
    ("关键词诠释", re.compile(r"是指|指的是|名词解释|关键词|什么是|含义|所称|可以理解为|即.{2,20}的")),
    ("惠民举措", re.compile(r"惠民|便民|利民|补贴|补助|减免|奖励|优惠|支持|免费|免收|方便|代办|不用|当天")),
    ("新旧政策差异", re.compile(r"与(?:过去|以往|原|此前|现行|上一)|相比|变化|新增|调整为|修订|原来|原先|区别|不同|首次|创新|亮点|改为|改成")),
)


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
    least: int = 4,
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)

    def judge(explained: Explained) -> Verdict:
        found = _judge(explained, least)
        return found if found.status is Status.MET else _judge(with_others(explained, wanted), least)

    return each_explained(corpus, duty, wanted, judge)


def _judge(explained: Explained, least: int) -> Verdict:
    words = squeezed("\n".join(read.text for read in explained.pieces)[:_MOST])
    told = [name for name, pattern in ELEMENTS if pattern.search(words)]
    reason = f"{explained.document.name}的解读讲到{'、'.join(told) or '的要素没有一项'}"
    if len(told) >= least:
        return met(f"{reason}，共 {len(told)} 项", *explained.shown)
    missing = "、".join(name for name, _ in ELEMENTS if name not in told)
    if explained.hidden:
        return unknown(f"{reason}；{explained.hidden}，不能确定有没有讲到其余要素", *explained.shown)
    return suspect(
        f"{reason}，未见{missing}", *explained.shown, lean=Status.GAP, defect=Defect.THIN,
        question=explained.asks("解读是否已经讲清群众和企业要知道的内容？"), advice=f"在解读中补充{missing}中与该文件有关的内容",
    )  # fmt: skip
