"""公开指南过时：指南仍写2019年条例修订前的规定，或申请人的救济途径没有更新。

依据：政府信息公开条例第十二条（指南应当及时更新）、第三十三条（20个工作日内答复，可延长20个工作日）、第四十二条（不收取费用）；
行政复议法（2023年修订，2024年1月1日起施行）第二十三条第一款第四项；年度要点“及时更新政府信息公开指南”。
判定：最新一份指南写明2019年修订的条例或20个工作日，没有旧规定的，为合规；仍以2007年条例（第492号）为依据、写15个工作日内答复、
收取检索复制邮寄费用的，为有问题，逐句引出。引用旧规定而说明已废止、不再收取的，第三方意见的15个工作日，短于法定20个工作日的承诺，都不算。
写于2019年以前或标明失效的旧指南与现行指南并存的，同时写有20个工作日答复期限的，为待核验。
2024年起仍写可以对不予公开直接起诉而没有写先复议的，为待核验。
无法判定：指南没有读到，或内容在没有读到的附件、图片里；栏目没有看全；读得出而看不出依据哪一版条例的，请人确认。
不涉及：有没有指南、内容全不全（见 incomplete_guide）；更新日期本身不作依据。
怎么改：按现行条例修改引出的语句，重新发布。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Corpus
from crawler.dates import find_dates
from rules.checks._columns import searched
from rules.checks._guides import Told, guides, newest, nothing_to_say
from rules.evidence import of_article
from rules.model import Basis, Defect, Duty, Status, Strength, Verdict, gap, met, suspect, unknown

version = 2

_REVIEW_FIRST = date(2024, 1, 1)  # 行政复议法（2023年修订）in force
_REVIEW_LAW = Basis("行政复议法（2023年修订）", "第二十三条第一款第四项、第二款", Strength.V1, _REVIEW_FIRST)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("guide",)) -> Verdict:
    found = guides(corpus, duty, kinds)
    verdict = nothing_to_say(corpus, duty, kinds, found) or _judged(corpus, found, newest(found), corpus.as_of)
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    return replace(verdict.about("guide:rules"), searched=searched(columns))


def _judged(corpus: Corpus, found: list[Told], told: Told, as_of: date) -> Verdict:
    name, guide = f"《{told.article.title}》", told.guide
    if guide.leftovers:
        return _outdated(corpus, found, told)
    if told.unread:
        return unknown(f"{name}正文未见旧规定，但{told.unread}，不能确定", of_article(told.article))
    if as_of >= _REVIEW_FIRST and guide.suit_beside_review:
        return replace(suspect(
            f"{name}写“{guide.suit_beside_review[:60]}”，没有写明对不予公开的应当先申请行政复议",
            of_article(told.article, guide.suit_beside_review), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question="指南是否已写明对不予公开决定应当先申请行政复议？", advice="按2023年修订的行政复议法更新救济途径。",
        ), basis=(_REVIEW_LAW,))  # fmt: skip
    if guide.cites_new or guide.twenty:
        basis = "2019年修订的条例" if guide.cites_new else "20个工作日的答复期限"
        return met(f"{name}写明{basis}，未见旧规定", of_article(told.article))
    return suspect(
        f"{name}未见旧规定，也看不出依据哪一版条例、多久答复", of_article(told.article), lean=Status.MET, defect=Defect.MISSING_ELEMENT,
        question="该指南是否已按2019年修订的条例更新？", advice="写明依据的条例和20个工作日的答复期限。",
    )  # fmt: skip


_FIFTEEN = re.compile(r"(?:15|１５|十五)\s?个?(?:工作日|工作天)")
_OLD_MARK = re.compile(r"失效|废止|作废|旧版|历史|存档|归档|原版|已更新|停止使用|(?<!\d)20(?:0\d|1[0-8])(?:年|版)")
_RULES_OF_2019 = date(2019, 5, 15)


def _why_kept(corpus: Corpus, told: Told) -> str:
    """Why a guide with the rules of before may be one kept for the record; '' when nothing says so."""
    article = told.article
    if article.written and article.written < _RULES_OF_2019:
        return f"该页写于 {article.written}"
    found = _OLD_MARK.search(f"{article.title}\n{article.validity}") or re.search(r"已(?:经)?(?:失效|废止|作废)|旧版指南|仅供(?:查阅|参考)", corpus.text(article))
    if found:
        return f"该页标有“{found.group()}”"
    days = [day for day, _, _ in find_dates(told.text[-_SIGNED:])]
    return f"该页落款为 {max(days)}" if days and max(days) < _RULES_OF_2019 else ""


_SIGNED = 80  # characters at the end in which the day of a guide stands


def _outdated(corpus: Corpus, found: list[Told], told: Told) -> Verdict:
    first = told.guide.leftovers[0]
    said = "；".join(f"“{item.quote[:60]}”（{item.why}）" for item in told.guide.leftovers[:3])
    advice = "按现行条例修改这些语句，重新发布指南。"
    shown = of_article(told.article, first.quote)
    newer = next((t for t in found if t is not told and not t.guide.leftovers and (t.guide.cites_new or t.guide.twenty)), None)
    why_old = _why_kept(corpus, told)
    if newer and why_old:
        return suspect(
            f"《{told.article.title}》仍写{said}，但{why_old}，同时有《{newer.article.title}》", shown, of_article(newer.article),
            lean=Status.MET, defect=Defect.MISSING_ELEMENT, question="哪一份是现行的指南？", advice="撤下旧指南，或注明已失效。",
        )  # fmt: skip
    if all(_FIFTEEN.search(item.quote) and "20" not in item.quote for item in told.guide.leftovers) and told.guide.answer_twenty:
        return suspect(
            f"《{told.article.title}》写{said}，同时写有20个工作日的答复期限", shown, lean=Status.MET, defect=Defect.MISSING_ELEMENT,
            question="15个工作日是否是短于法定期限的承诺？", advice="写明法定期限20个工作日，承诺时限另行注明。",
        )  # fmt: skip
    doubtful = told.article.published is None or (newer is not None and newer.article.published is None)
    if newer and doubtful:
        return suspect(
            f"《{told.article.title}》仍写{said}；同时有《{newer.article.title}》，读不出哪一份是现行的", shown, of_article(newer.article),
            lean=Status.MET, defect=Defect.MISSING_ELEMENT, question="哪一份是现行的指南？", advice="撤下旧指南。",
        )  # fmt: skip
    return gap(f"《{told.article.title}》仍写{said}", shown, defect=Defect.MISSING_ELEMENT, advice=advice)
