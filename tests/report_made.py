"""A made-up judgement of a made-up district, for tests of reports: every status, hostile words, any size."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from crawler.archive import Article, Corpus, Run, SeenColumn
from crawler.archive.changes import Appearance, ColumnChange, Redating, Removal
from crawler.archive.progress import Progress
from crawler.archive.receipts import Doubt, Receipt
from crawler.archive.versions import ItemChange, Version
from crawler.site import Site, load
from rules.catalogue import Catalogue
from rules.engine import Judgement
from rules.model import Basis, CheckUse, Defect, Evidence, Finding, Requirement, Searched, Status, Strength

AS_OF = date(2023, 9, 20)
HOST = "http://127.0.0.1:9"
SCRIPT = "<script>alert('x')</script>关于“公开”的通知 & 其他"
STEERED = "正常标题\u202egnp.exe\x07结尾\u2066\u200b"
UNBROKEN = "长" * 300 + "A" * 900
PHONE = "13912345678"
CITIZEN = "511703199003071234"
EVIL_URL = "javascript:alert(1)//http://example.invalid/"
EVIL_UNIT = "../../etc/\"><b>局"

STATUSES = (
    Status.GAP, Status.MET, Status.LATE, Status.SUSPECT, Status.MET, Status.UNKNOWN, Status.STATED, Status.NOT_DUE,
    Status.NOT_APPLICABLE, Status.MET, Status.MANUAL,
)
PAGE = f"""<html><head><title>样本通知</title><meta name="PubDate" content="2023-08-01">
<script>alert('payload')</script></head><body onload="alert(2)"><h1>{SCRIPT.replace("<", "&lt;")}</h1>
<p>第一段<b>加粗</b>，联系电话 {PHONE}。</p><div><p>意见采纳情况：采纳</p><p>三条。</p></div>
<table><tr><td>序号</td><td>名称</td></tr></table><img src="http://example.invalid/x.png" alt="流程图"><iframe src="//x"></iframe></body></html>"""
SHA = hashlib.sha256(PAGE.encode()).hexdigest()
LIST_SHA = hashlib.sha256(b"list").hexdigest()
LOST_SHA = hashlib.sha256(b"lost").hexdigest()


class MadeHistory:
    """Two earlier audits of a made-up district: something new, changed and gone in two columns, and leads of every kind."""

    def changes(self) -> tuple[ColumnChange, ...]:
        change = ItemChange(_version("item:x", 2, date(2023, 2, 1)), _version("item:x", 3, date(2023, 1, 1)), ("title", "published", "text", "attachments"))
        return (
            ColumnChange("u01.budget", _receipt("u01.budget", 3), None, ("item:a",)),
            ColumnChange("u01.notices", _receipt("u01.notices", 3), _receipt("u01.notices", 2), ("item:a",) * 40, (change,), ("item:b",), 30, 7),
        )

    def appeared(self, days: int) -> Iterator[Appearance]:
        yield Appearance(_version("item:a", 3, date(2023, 3, 1)), "u01.notices", _receipt("u01.notices", 2), _receipt("u01.notices", 3))

    def redated(self) -> Iterator[Redating]:
        was, now = _version("item:x", 2, date(2023, 2, 1)), _version("item:x", 3, date(2023, 1, 1))
        yield Redating(was, now, "u01.notices", _receipt("u01.notices", 2), _receipt("u01.notices", 3))

    def removed(self, identities: Sequence[str] | None = None) -> Iterator[Removal]:
        for n in range(2):
            yield Removal(_version(f"item:gone{n}", 1, date(2023, 3, 1)), "u01.notices", _receipt("u01.notices", 2), _receipt("u01.notices", 3))

    def namesakes(self, titles: object) -> dict[str, tuple[str, ...]]:
        return {}

    def list_page(self, receipt: Receipt) -> tuple[str, str, str]:
        return f"{HOST}/{receipt.column}/", LIST_SHA, receipt.begun


def _receipt(column: str, run: int) -> Receipt:
    day = date(2023, 6 + run, 20)
    return Receipt(column, run, day, "ok", run != 2, 30, None, 5, "plain", date(2022, 1, 5), f"{day}T09:00:00+08:00")


def _version(identity: str, run: int, published: date) -> Version:
    return Version(
        identity, run, EVIL_URL if run == 3 else f"{HOST}/{identity}", "read", f"{SCRIPT}{PHONE}{STEERED}", published, "label", "", str(run),
        ((f"{HOST}/{run}.pdf", f"附件{CITIZEN}{SCRIPT}.pdf"),), (), SHA, "2023-09-20T08:10:00+08:00",
    )


class MadeCorpus(Corpus):
    """A Corpus without an archive: columns, a few articles, two payloads, a made-up past."""

    history = MadeHistory()  # type: ignore[assignment]
    progress = Progress(180, 0, 400, 0, 0, 612, 9_000_000, 1, 0.0)  # type: ignore[assignment]

    @property
    def withheld(self) -> tuple[Doubt, ...]:
        return (Doubt("u01.notices", 3, 2, f"该栏目以往一直有信息{PHONE}"),)

    def named(self, identities: Sequence[str]) -> list[Article]:
        return [article for identity in identities if (article := self.article(identity))]

    def text(self, article: Article) -> str:
        return "511703*************234" if "gone1" in article.identity else ""

    def __init__(self, site: Site, columns: tuple[SeenColumn, ...], mode: str = "full") -> None:
        self.site, self.run, self.run_as_of, self.as_of, self.mode = site, 3, AS_OF, AS_OF, mode
        self._made = columns

    @property
    def all_columns(self) -> tuple[SeenColumn, ...]:
        return self._made

    def articles(
        self, unit: str | None = None, kinds: Sequence[str] = (), since: date | None = None, until: date | None = None, *,
        column: str = "", or_unattributed: bool = False,
    ) -> Iterator[Article]:
        for n, published in enumerate((date(2023, 2, 1), date(2023, 3, 1))):
            if since is None or published >= since:
                yield _article(f"{column}-{n}", published, column)

    def seen_column(self, column_id: str) -> SeenColumn | None:
        return next((column for column in self._made if column.id == column_id), None)

    def file_reading(self, sha256: str) -> None:
        return None

    def article(self, identity: str) -> Article | None:
        if identity.startswith("item:"):
            return _article(identity, date(2023, 3, 1), identity.removeprefix("item:"))
        return None

    def archive_payload(self, sha256: str) -> tuple[bytes, str] | None:
        return {SHA: (PAGE.encode(), "text/html"), LIST_SHA: (b"%PDF-1.7 x", "application/pdf")}.get(sha256)


def _article(identity: str, published: date, column: str) -> Article:
    return Article(
        identity=identity, url=f"{HOST}/{identity}.html", urls=(), title=SCRIPT, published=published, published_source="label",
        unit="u01", attribution="column", columns=(column,), kinds=("notices",), state="read", first_seen=date(2023, 3, 2),
    )


def site_of(folder: Path, units: int = 4) -> Site:
    """A district of ``units`` units with two columns each and two portal columns."""
    lines = [f'[site]\nid = "made"\nname = "示例市样本区人民政府"\nhome = "{HOST}/"\n[politeness]\ndelay = 0\n']
    for n in range(1, units + 1):
        lines.append(f'[[unit]]\nid = "u{n:02d}"\nname = "区第{n}局"\ngroups = ["departments"]')
    for n in range(1, units + 1):
        lines.append(f'[[column]]\nid = "u{n:02d}.notices"\nkind = "notices"\nunit = "u{n:02d}"\nurl = "{HOST}/u{n:02d}/tzgg/"')
        lines.append(f'[[column]]\nid = "u{n:02d}.budget"\nkind = "budget"\nunit = "u{n:02d}"\nurl = "{HOST}/u{n:02d}/ys/"')
        lines.append(f'backend = "内容管理/区第{n}局/部门预算"')
    for kind in ("consultation", "feedback"):
        lines.append(f'[[column]]\nid = "portal.{kind}"\nkind = "{kind}"\nurl = "{HOST}/{kind}/"')
    path = folder / "made.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load(str(path))


def corpus_of(site: Site, mode: str = "full") -> MadeCorpus:
    """Every column looked at; every third one blocked or cut."""
    seen = []
    for n, column in enumerate(site.columns):
        outcome, complete, why = (("ok", True, "已到末页"), ("ok", True, "已到末页"), ("blocked", False, SCRIPT), ("ok", False, "第 3 页打不开"))[n % 4]
        seen.append(
            SeenColumn(
                id=column.id, kind=column.kind, unit=column.unit, name=column.name, url=column.url, backend=column.backend,
                visit_outcome=outcome, complete=complete, pages_fetched=2, rows=30, oldest=date(2022, 1, 5), newest=date(2023, 3, 1),
                stopped_because=why, begun="2023-09-20T01:00:00+00:00", sha256=LIST_SHA, fetched_at="2023-09-20T09:00:00+08:00",
            )
        )
    return MadeCorpus(site, tuple(seen), mode)


def judgement_of(site: Site, rows: int = 18, *, mode: str = "full", as_of: date = AS_OF) -> Judgement:
    """Every unit under every row, statuses in turn; one duty of law; one name the profile lacks."""
    requirements = tuple(_requirement(n) for n in range(1, rows + 1))
    law = Requirement(
        id="law-49", row=None, clause="第四十九条", task="公布年度报告", text="每年1月31日前向社会公布年度报告。", responsible="各单位",
        deadline=date(2023, 1, 31), open_list=False, units=(), basis=(Basis("政府信息公开条例", "第四十九条", Strength.V1),), key="49",
    )
    catalogue = Catalogue(
        "made-2023", "2023年样本工作要点", "样府办〔2023〕1号", date(2023, 5, 30), date(2023, 1, 1), (*requirements, law), "ab" * 32
    )
    run = Run(3, AS_OF, mode, "closed", "cd" * 32, "2023-09-20T08:00:00+08:00", "2023-09-20T09:30:00+08:00", "zwgk 0.1.0")
    findings = tuple(_findings(site, (*requirements, law)))
    return Judgement(
        catalogue=catalogue, run=run, as_of=as_of, findings=findings, decisions=2,
        draft_duties=len({(f.unit, f.requirement) for f in findings if f.draft}), check_versions=(("made_check", 3),),
    )


def _requirement(n: int) -> Requirement:
    deadlines: tuple[date | str | None, ...] = ("及时公开", date(2023, 8, 31), date(2023, 10, 10), None, "长期坚持")
    return Requirement(
        id=f"2023-{n:02d}", row=n, clause="（五）", task="持续完善专栏内容", text=f"第{n}项：及时公布清理结果。" + "有关要求。" * (n % 7 * 4),
        responsible="区第1局等区级相关部门", deadline=deadlines[n % 5], open_list=n % 2 == 0, units=("@departments",),
        errata=("原表“五公开”应为“四公开”",) if n == 2 else (), basis=(Basis("样府办〔2023〕1号", "（五）", Strength.S),),
        checks=(CheckUse("made_check", sub_checks=(f"R{n}-C1", f"R{n}-C2"), quote="及时公布清理结果"),) if n % 5 else (),
        evidence_wanted="请提供台账" if n % 5 == 0 else "", key=f"{n:02d}",
    )


def _findings(site: Site, requirements: tuple[Requirement, ...]) -> Iterator[Finding]:
    turn = 0
    for requirement in requirements:
        for unit in site.units:
            for _ in range(1 + turn % 2):
                turn += 1
                yield _finding(requirement, unit.id, unit.name, turn)
        if requirement.row == 1:
            turn += 1
            yield replace(
                _finding(requirement, "", EVIL_UNIT, turn), status=Status.UNKNOWN, machine_status=Status.UNKNOWN, evidence=(), searched=()
            )


def _finding(requirement: Requirement, unit: str, name: str, turn: int) -> Finding:
    status = STATUSES[turn % len(STATUSES)]
    column = f"{unit}.budget" if turn % 3 == 0 else f"{unit}.notices"
    due = requirement.deadline if isinstance(requirement.deadline, date) else None
    draft = status is Status.SUSPECT and turn % 4 == 0
    return Finding(
        row=requirement.row, requirement=requirement.id, unit=unit, unit_name=name,
        check="manual" if status is Status.MANUAL else "made_check", check_version=3, status=status,
        machine_status=Status.GAP if draft else status,
        reason=(f"最近一条为{SCRIPT}，电话{PHONE}", f"未见清理结果：{STEERED}", f"标题过长：{UNBROKEN}")[turn % 3],
        defect=Defect.ABSENT if status is Status.GAP else None,
        lean=(Status.GAP if turn % 2 else Status.MET) if status is Status.SUSPECT else None,
        object=(None, f"item:{column}", f"{HOST}/{unit}/ys/")[turn % 3], question="是否为同一事项？" if status is Status.SUSPECT else "",
        advice=f"补发清理结果并写明{STEERED}" if status in (Status.GAP, Status.LATE) else "", due=due,
        before_issue=status is Status.GAP and turn % 5 == 0, draft=draft, basis=requirement.basis,
        evidence=_evidence(turn), kinds=("notices", "consultation"), quote="及时公布清理结果",
        searched=(
            Searched(column, f"{HOST}/{column}/", True, 2, date(2022, 1, 5), "通知公告"),
            Searched("portal.consultation", f"{HOST}/consultation/", False, 1, None, "意见征集"),
        ) if status is not Status.MANUAL else (),
        fingerprint=hashlib.sha256(f"{requirement.id}|{unit or name}|{turn}".encode()).hexdigest()[:16],
    )


def _evidence(turn: int) -> tuple[Evidence, ...]:
    snapshot = f"sha256:{(SHA, LIST_SHA, LOST_SHA)[turn % 3]}"
    return (
        Evidence(f"{HOST}/item-{turn % 9}.html", SCRIPT, date(2023, 3, 1), "意见采纳情况：采纳三条。", snapshot, "2023-09-20T08:10:00+08:00"),
        Evidence(EVIL_URL if turn % 2 else f"{HOST}/列表 {turn % 5}", STEERED + UNBROKEN, None, f"电话{PHONE}", snapshot, ""),
        Evidence(f"{HOST}/q?id={CITIZEN}", "带号码的网址", None, "", "sha256:../../x", ""),
    )
