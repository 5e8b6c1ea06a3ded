"""政策文件没有解读：以政府或政府办公室名义印发的政策性文件，没有发布解读材料。

依据：年度政务公开工作要点“政策性文件与解读方案、解读材料同步组织、同步审签、同步部署”；国办发〔2016〕80号，解读材料于文件公布后3个工作日内发布。
判定：限期内或限期后见到同一文件的解读材料，为落实；过了限期仍未见，为未落实。文件算在起草单位名下：以文件或解读写明的起草单位、
解读材料的发布单位为准，不因文号是政府办公室的就算在办公室名下。
发在其他栏目的，算落实，并建议移位。
无法判定：文件读不出发布日期；有解读栏目没有看全。查不到起草单位的，请人确认由谁起草；名称只是相似、解读是图片视频而标题没有写明文件、
文件页面本身可能载有解读或写明解读在别处、解读栏目中有没读到或没写明文件名的信息、别的栏目有写到同一名称的访谈、发布会、问答，
文件看不出是否设定规则或可能只管机关自身（应急预案、考核等）的，请人核验。
不涉及：人事任免、会议、表彰、通报、工作要点、任务分解、成立或调整机构、联席会议、职能配置、工作规则、批复、转发、继续执行、更正等文件；
标明作废、废止、失效的文件；上级文件及其解读；解读是否及时、形式是否足够、是否照抄原文。
怎么改：由起草单位发布解读材料，标题写明文件名称，并与文件互相链接。
"""

from crawler.archive import Corpus
from rules.checks._interpretation_doubts import MOVE, RULES_QUESTION, doubts, misfiled, shown_to_a_person, widened
from rules.checks._policies import Document, Scope, Wanted, documents, nothing_to_judge, unseen
from rules.deadlines import workdays_after
from rules.evidence import of_article
from rules.model import Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import LINKED

version = 5

ADVICE = "由起草单位发布该文件的解读材料，并在文件与解读之间互加链接"
LINK = "在文件与解读之间互加链接"
WHO = "该文件由哪个单位起草？"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
    workdays: int = 3,
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)
    held = documents(corpus, duty, wanted)
    if held:
        return [_judge(corpus, duty, wanted, d, workdays).about(d.article.identity, event=d.article.published) for d in held]
    if why := nothing_to_judge(corpus, duty, wanted):
        return [unknown(f"未见应由本单位解读的政策性文件，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有应由本单位解读的政策性文件")]


def _judge(corpus: Corpus, duty: Duty, wanted: Wanted, document: Document, workdays: int) -> Verdict:
    shown = of_article(document.article)
    if document.pieces:
        return _met(document, wanted)
    published = document.article.published
    if published is None:
        return unknown(f"读不出{document.name}的发布日期，不能确定解读的期限", shown)
    due = workdays_after(published, workdays)
    if not due.surely_before(duty.as_of):
        return not_due(f"{document.name}于 {published} 发布，解读材料应于 {due} 前发布", shown, due=due.rolled)
    document = widened(corpus, document, wanted)
    if document.pieces:
        return _met(document, wanted)
    if found := doubts(corpus, duty, document):
        return shown_to_a_person(document, found[0], "", Status.MET)
    if why := unseen(corpus, duty, wanted.interpretation_kinds, published, due.rolled):
        return unknown(f"未见{document.name}的解读材料，但不能确定：{why}", shown)
    reason = f"{document.name}于 {published} 发布，至 {duty.as_of} 未见解读材料"
    if wanted.scope == "undrafted":
        question = f"{WHO}区政府门户网站上未见对应解读"
        return suspect(f"{reason}，也查不到起草单位", shown, lean=Status.GAP, question=question, advice=ADVICE)
    if not document.government and "normative" not in document.article.kinds:
        return suspect(reason, shown, lean=Status.GAP, question=RULES_QUESTION, advice=ADVICE)
    if not document.sets_rules:
        return suspect(f"{reason}，看不出文件是否设定规则", shown, lean=Status.GAP, question=RULES_QUESTION, advice=ADVICE)
    return gap(reason, shown, advice=ADVICE)


def _met(document: Document, wanted: Wanted) -> Verdict:
    pieces = document.pieces
    linked = any(LINKED in piece.reasons for piece in pieces)
    shown = [of_article(a) for a in (document.article, *(p.article for p in pieces[:3]))]
    reason = f"{document.name}有解读材料 {len(pieces)} 件"
    if misfiled(document, wanted):
        return met(f"{reason}，但没有发在政策解读栏目", *shown, advice=MOVE)
    return met(reason, *shown, advice="" if linked else LINK)
