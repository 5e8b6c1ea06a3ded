"""缺栏目：单位（或门户）没有应有的栏目，或栏目网址是错误页。

依据：国办公开办函〔2019〕61号（政府信息公开专栏统一名称、统一格式：指南、制度、法定主动公开内容、年报，并有依申请公开入口）；年度要点所列各行。
判定：档案登记了该栏目，网址能打开，为合规；网址回答“不存在”，为待核验（可能只是换了地址）。每个应有的栏目各判一次。
目录写明门户统一设栏目的（如建议提案），门户的栏目也算；写明只看门户的（如规范性文件库），只看门户自己的栏目。
无法判定：档案没有登记该单位的这一栏目；拒绝访问、打不开、出错或列表由脚本载入。
不涉及：栏目里有没有内容（见 blank_column）、内容新不新（见 stale_column）。
怎么改：恢复栏目，或把新网址告知区信息公开服务中心更新档案。
"""

from typing import Literal

from crawler.archive import Corpus, SeenColumn
from crawler.items import Outcome
from crawler.vocabulary import label
from rules.checks._columns import ANSWERED, too_old, why_unread
from rules.evidence import of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 4


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("guide", "rules", "statutory", "annual_report", "request"),
    scope: Literal["unit", "portal", "either"] = "unit",
) -> list[Verdict]:
    """``scope``: whose columns are asked; either: the portal's own column serves every unit."""
    return [_one(corpus, duty, kind, scope).about(f"kind:{kind}") for kind in kinds]


def _one(corpus: Corpus, duty: Duty, kind: str, scope: str) -> Verdict:
    name = label(kind)
    if scope == "unit":
        columns = corpus.own_columns(duty.unit, (kind,))
    else:
        columns = corpus.columns("" if scope == "portal" else duty.unit, (kind,))
    if not columns and scope == "portal":
        return unknown(f"站点档案未登记门户的“{name}”栏目，请确认门户是否有此栏目、网址是什么")
    if not columns:
        return _unregistered(corpus, duty, kind)
    if answered := next((c for c in columns if c.visit_outcome in ANSWERED), None):
        return met(f"有“{answered.name}”栏目，可以打开", of_column(answered))
    if why := too_old(corpus):
        return unknown(why, of_column(columns[0]))
    if all(c.visit_outcome == Outcome.SOFT404 for c in columns):
        return _gone(columns[0], name)
    unread = next(c for c in columns if c.visit_outcome != Outcome.SOFT404)
    return unknown(why_unread(corpus, unread) or f"没有看到“{name}”栏目", of_column(unread))


def _gone(column: SeenColumn, name: str) -> Verdict:
    return suspect(
        f"“{column.name}”栏目的网址回答“不存在”（{column.url}）",
        of_column(column),
        lean=Status.GAP,
        defect=Defect.MISSING_COLUMN,
        question=f"“{name}”栏目是否已换网址，新网址是什么？",
        advice="恢复该栏目；换了网址的，更新站点档案并在旧网址上转向。",
    )


def _unregistered(corpus: Corpus, duty: Duty, kind: str) -> Verdict:
    name = label(kind)
    for entry in corpus.site.elsewhere:
        if kind in entry.kinds and (not entry.units or duty.unit in entry.units):
            return unknown(f"“{name}”依法可在 {'、'.join(entry.hosts)} 公布，本次没有检查那里")
    corpus.columns(duty.unit, (kind,))  # the portal's own, so that a reader sees where else we looked
    return unknown(f"站点档案未登记{duty.unit_name}的“{name}”栏目，请确认该单位是否有此栏目、网址是什么")
