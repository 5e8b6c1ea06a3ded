"""What a careful person registers of two real sites, by the vocabulary's meaning: written from the pages before any proposal was seen.

``columns`` must be found: path → kind (several paths joined by a space are one column's addresses, the menu's and the
list's). ``tolerated`` are pages on which careful people differ (a hub that repeats a column's rows, a party column, a
yearly figure without a kind of its own): proposing them with one of these kinds is no mistake, leaving them out neither.
Everything else is no column; proposing it for sure is a mistake.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Labels:
    """One site's truth."""

    columns: dict[str, str]
    tolerated: dict[str, tuple[str, ...]] = field(default_factory=dict)


JLCITY = Labels(
    columns={
        "jgjj/dwjj/": "organisation",
        "jgjj/znjs/": "organisation",
        "jgjj/jgsz/": "organisation",
        "jgjj/ldjs/": "leaders",
        "xwdt/lyxx/": "news",
        "zcfg/": "policy",
        "gfxwj/": "normative",
        "xxgk/bmwj/": "policy",
        "xxgk/ndbg/": "annual_report",
        "xxgk/ghjh/": "plan",
        "xxgk/yjgl/": "emergency",
        "xxgk/xzzf/": "enforcement",
        "sqpt/slyj_17218/tspty_1/": "letters",
    },
    tolerated={
        "xwdt/": ("news",),
        "xwdt/tpxw/": ("news",),
        "xxgk/zqqd/": ("organisation",),
        "sqpt/": ("letters",),
        "szgkdh/fysqck/": ("letters",),
        "sqpt/slyj_17218/tspty_1/tspt_1/": ("letters",),
    },
)

CWL = Labels(
    columns={
        "zzjg/jgsz/ c/2018-09-01/415803.html": "organisation",
        "zzjg/jgzn/ c/2017-11-07/415804.html": "organisation",
        "zzjg/ldjs/ c/2019-03-20/415805.html": "leaders",
        "xxgk/tzgg/": "notices",
        "xxgk/cwyjs/": "budget",
        "zcjd/zcfg/": "policy",
        "zcjd/zcjd/": "interpretation",
        "zcjd/tszc/": "interpretation",
        "zcjd/zjjd/": "interpretation",
        "sy/xwzx/fcyw/": "news",
        "cwl_admin/message/list-28_21.html": "letters",
    },
    tolerated={
        "zzjg/": ("organisation",),
        "zcjd/": ("interpretation",),
        "xwzx/": ("news",),
        "xwzx/gszx/": ("news",),
        "djgz/djdt/": ("news",),
        "fp/fpdt/": ("news", "livelihood"),
        "fp/fpxm/": ("livelihood",),
        "xxgk/gzzd/": ("policy",),
        "xxgk/ndfxxsqk/": ("statistics",),
        "fcgy/gyjgl/": ("policy",),
        "fcgy/gyjsy/": ("fiscal_other",),
        "gzfw/znwd/": ("qa_base",),
        "gzfw/": ("letters",),
        "cwl_admin/message/list-27_21.html": ("letters",),
    },
)

LABELS = {"jlcity": JLCITY, "cwl": CWL}
