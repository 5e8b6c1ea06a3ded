"""食品抽检信息不全：公布的食品抽检信息没有写明样品、被抽样单位、检验结果，不合格的没有写明项目。

依据：食品安全法第一百一十八条（食品安全日常监督管理信息）；年度要点第（五）项。四项要素按通行的抽检信息表推算，不据以认定。
判定：正文和附件写明各项的，为合规；有未见的，为待核验。没有不合格的，不要求写不合格项目。每条信息一个结果，合规的合并为一个。
无法判定：页面没有读到；内容在没有读到的附件或图片里。
不涉及：没有食品抽检信息的；抽检计划、不合格食品核查处置、药品和其他产品的抽查；是否按期公布（见 missing_supervision_results）。
怎么改：附上抽检信息表，列明样品名称、被抽样单位、检验结果；不合格的写明项目和检验值。
"""

from dataclasses import replace

from crawler.archive import Article, Corpus
from crawler.extract.supervision import ELEMENTS, read_sampling, title_says_sampling
from rules.checks._columns import searched
from rules.checks._oversight import own_items, why_unread
from rules.checks._projects import TOLD
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("supervision", "notices", "double_random", "livelihood")
) -> list[Verdict]:
    items = own_items(corpus, duty, kinds, duty.applies_from)
    found = [article for article in items.articles if title_says_sampling(article.title)]
    judged = [(article, _one(corpus, article)) for article in found]
    faults = [v.about(a.identity, event=a.published) for a, v in judged if v.status is Status.SUSPECT]
    verdicts = faults[-TOLD:]
    if not faults or len(faults) < len(judged):
        rest = [(a, v) for a, v in judged if v.status is not Status.SUSPECT]
        verdicts.append(_others(corpus, duty, kinds, rest, len(faults)).about(f"food_sampling:{duty.year}"))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _one(corpus: Corpus, article: Article) -> Verdict:
    name = f"《{article.title}》"
    if article.state not in ("read", "file"):
        return unknown(f"{name}没有读到（{article.cause or '未读取'}）", of_article(article))
    said = contents(corpus, article)
    found = read_sampling(article.title, said.text)
    missing = found.missing if found else ()
    if not missing:
        return met(f"{name}写明样品、被抽样单位和结果", of_article(article))
    told = "、".join(ELEMENTS[element] for element in missing)
    if why := why_unread(said) or ("内容可能在图片里" if article.media else ""):
        return unknown(f"{name}正文未见{told}，{why}", of_article(article))
    return suspect(
        f"{name}未见{told}", of_article(article), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question=f"{told}是否公布在别处（如上级抽检信息查询平台）？", advice=f"补充{told}，附抽检信息表。",
    )  # fmt: skip


def _others(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], rest: list[tuple[Article, Verdict]], faults: int
) -> Verdict:
    good = [article for article, verdict in rest if verdict.status is Status.MET]
    open_ = [verdict for _, verdict in rest if verdict.status is Status.UNKNOWN]
    if good:
        more = f"，另列 {faults} 条" if faults else ""
        left = f"；另有 {len(open_)} 条没有读到" if open_ else ""
        return met(f"{len(good)} 条食品抽检信息的各项要素未见缺漏{more}{left}", of_article(good[-1]))
    if open_:
        return replace(open_[0], reason=f"{len(open_)} 条食品抽检信息不能核对：{open_[0].reason}")
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"未见食品抽检信息，但{why}")
    return not_applicable("本期未见触发事项：没有食品抽检信息")
