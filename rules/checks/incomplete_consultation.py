"""征求意见材料不全：就草案公开征求意见，没有附草案、起草说明，或者没有写明期限、提出意见的方式。

依据：《重大行政决策程序暂行条例》第十五条（公布决策草案及其说明等材料，明确提出意见的方式和期限）。
判定：正文、附件或链接中有草案，有起草说明（或写明起草背景、依据、过程），写明截止日期和至少一种提出意见的方式，为落实。缺少的，公告自己写明
属于重大行政决策的，为未落实，并指明所缺；其他征求意见，请人确认该事项是否须公布草案和说明。在几个栏目发布的，合并计算；另行发布的起草说明、
解读，标题写明同一草案的，算有说明。附件名称看不出是什么的，以其内容为准。价格、收费的定价方案，正文、表格或听证材料中列明拟定标准的，算有草案；
写明定价依据、成本监审结论的，算有说明。
无法判定：页面没有读到；有附件、图片没有读到，所缺的可能在其中。尚未截止的，仍可补充，为未到期。所缺的可能在没有看的链接里、在看不出
是什么的附件里、由页面上的按钮提供，或者正文已说到制定的目的、依据、期限的，请人核验。
不涉及：期限是否够长（见 short_consultation）；只有一种方式（如仅邮箱）是否方便；听证会公告；征集实事项目、选题、线索；只可提出异议的公示；
上级或其他单位的征求意见。
怎么改：在原公告中补充附件“征求意见稿”和“起草说明”，写明截止日期和信函、邮箱、电话等方式。
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation import read_consultation
from crawler.extract.consultation_titles import title_says
from crawler.extract.numerals import COUNT
from crawler.extract.periods import mentions_a_period, squeezed
from crawler.urls import identity_key
from rules.checks._call_files import is_the_call
from rules.checks._consultations import Asked, Call, since_of
from rules.checks._drafts import drafts_asked_about, first_day, law_of
from rules.contents import Contents, File, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import alike, everywhere, items
from rules.texts import squeezed as plain
from rules.texts import title_cores

version = 3

PERIOD: Final = "征求意见的期限"
WAYS: Final = "提出意见的方式"
DRAFT: Final = "草案"
EXPLANATION: Final = "起草说明"
_COVERED: Final = "该事项是否属于重大行政决策（须公布草案及其说明，写明方式和期限）？"
_WAY = re.compile(
    r"意见箱|现场|当面|来访|窗口|联系人|联系方式|微信|公众号|QQ|平台|网站|地址|邮箱|邮寄|信函|电话|传真|来信|扫码|二维码"
    r"|(?:反馈|寄|送|发送|报送|提交)(?:至|到|给)|@"
)
_IS_DRAFT = re.compile(r"稿|草案|全文|文本")
_EXPLAINS = re.compile(
    r"说明|解读|成本(?:监审|调查|核算|测算)|[调定]价(?:的)?(?:依据|理由|原因|背景)|测算依据|(?:起草|编制|修订|制定|制订|修改|出台|调整|政策)(?:的)?(?:背景|依据|目的|必要性|过程|情况|缘由|理由|原因)|背景(?:和|及|与)?(?:依据|目的)|必要性"
)
# 登录网站点击下载查看《…方案》: the draft is offered, though not as a file of this page.
_OFFERS_DRAFT = re.compile(r"(?:点击|下载|登录|登陆|查阅|查看|浏览|链接)[^。；]{0,60}(?:《|稿|草案|全文|文本|方案|附件)")
_NOT_THE_DRAFT = re.compile(r"说明|解读|反馈表|意见表|征集表|回执|问卷|公告|通知")
_PARTS = re.compile(r"^(?:第[一二三四五六七八九十百\d]{1,4}[条章]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])", re.MULTILINE)
_ARTICLES = re.compile(r"(?:^|[\s。；])(第[一二三四五六七八九十百\d]{1,4}条)", re.MULTILINE)
_HEAD: Final = 120  # characters at the top of a file in which it names itself
_A_FORM = re.compile(r"反馈表|意见表|征集表|回执|问卷|登记表")
_LINK = re.compile(r"https?:|www\.|链接|网址|网盘|点击|扫码|扫描|二维码|登录|登陆|公众号")
_REASONED = re.compile(
    r"为了?(?:进一步|切实|全面|深入|更好)?[^。；]{2,60}(?:根据|依据|按照|结合|制定|起草|拟定|拟订|编制|修订|形成|拟)|(?:根据|依据|按照)[^。；]{2,80}(?:起草|拟定|拟订|编制|修订|制定|形成)了?"
    r"|近年来|随着|目前|当前|亟[需待]|隐患|背景|目的|旨在|结合[^。；]{2,40}(?:实际|情况)"
)
_MAY_BE_PERIOD = re.compile(rf"{COUNT}个?(?:工作日|日历天|自然日|日|天|周|月)(?:之)?(?:内|以内|止)|月[底末]|(?:年|月|日)前|截[止至]|期限|长期|期内|时限")
_OF_THE_FRAME = re.compile(r"^\s*$|打印|关闭|首页|分享|返回|上一|下一|收藏|微信|微博|字体|朗读|无障碍|QQ|空间")
_BUTTON = re.compile(r"我要|在线|网上|线上|点击|提交|留言|发表|参与|评论|投票|问卷|https?:|www\.|填写|联系|反映|[送寄报交]|函告|\d{7,}")
# A plan of prices is short, and stands in the notice itself: from what to what, or what is planned beside what is paid today.
_OF_PRICES = re.compile(r"(?<!评)价(?![值款])|[收资运学]费|费用|标准")
_MONEY: Final = r"\d[\d.,]*\s?(?:万?元|角|分(?!钟)|%|％)"
_NEW_PRICE = re.compile(
    rf"由[^。；\n]{{0,30}}{_MONEY}[^。；\n]{{0,20}}(?:调整?|提高|降低?|上调|下调|改)[为至到]?[^。；\n]{{0,12}}\d"
    rf"|(?:拟[定调]|调整后|方案[一二三四\d]?[:：]|基准价|定价为|新标准)[^。；\n]{{0,40}}{_MONEY}"
)
_PRICE_TABLE = re.compile(r"(?:拟[定调]|调整后|新)[^\n\t]{0,10}(?:价格|标准|水价|收费|价)[^\n]{0,30}\n[^\n]*\d")
_ENOUGH_PARTS: Final = 4  # numbered passages from which a body prints the draft itself
_ENOUGH_WORDS: Final = 300


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation",),
    also_kinds: tuple[str, ...] = ("notices",),
    explanation_kinds: tuple[str, ...] = ("interpretation", "policy", "decision"),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    held = drafts_asked_about(corpus, duty, looked)
    told = _explaining(corpus, duty, (*looked, *explanation_kinds)) if held else []
    if held:
        return [_judge(corpus, duty, a, told).about(a.last.article.identity, event=first_day(a)) for a in held]
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位就草案公开征求意见，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有就草案公开征求意见")]


@dataclass(frozen=True, slots=True)
class _Call:
    """A call with its files and the words of what it links to."""

    call: Call
    said: Contents
    anchors: tuple[str, ...]


def _judge(corpus: Corpus, duty: Duty, asked: Asked, told: Iterable[Article]) -> Verdict:
    shown = [of_article(call.article) for call in asked.calls]
    whole = [_Call(call, contents(corpus, call.article), _anchors(corpus, call.article)) for call in asked.calls]
    places = corpus.site.district_names
    explained = [a for a in told if alike(title_cores(a.title), asked.last.subject.cores, places) == 1.0]
    missing = [name for name, has in _ELEMENTS if not any(has(each) for each in whole)]
    if explained and EXPLANATION in missing:
        missing.remove(EXPLANATION)
        shown.append(of_article(explained[0]))
    if not missing:
        return met(f"{asked.name}附有草案和说明，写明了期限和提出意见的方式", *shown)
    lack = "、".join(missing)
    if why := _unread(whole):
        return unknown(f"{asked.name}未见{lack}，但{why}，不能认定", *shown)
    reason, advice = f"{asked.name}未见{lack}", f"在原公告中补充{lack}"
    if asked.closes and asked.closes >= duty.as_of:
        return not_due(f"{reason}；尚未截止（{asked.closes}），仍可补充", *shown, due=asked.closes)
    law = law_of(asked)
    if law and "第十五条" in law.law and asked.last.reading.how != "notice":
        doubts = {name: why for name in missing if (why := _may_have(corpus, duty, asked, whole, name))}
        if certain := "、".join(name for name in missing if name not in doubts):
            return gap(f"{asked.name}未见{certain}；依据{law.law}", *shown, defect=Defect.MISSING_ELEMENT, advice=f"在原公告中补充{certain}")
        why = "；".join(dict.fromkeys(doubts.values()))
        question = f"{why}，是否算有{lack}？"
        return suspect(f"{reason}，但{why}", *shown, lean=Status.MET, question=question, defect=Defect.MISSING_ELEMENT, advice=advice)
    return suspect(reason, *shown, lean=Status.GAP, question=_COVERED, defect=Defect.MISSING_ELEMENT, advice=advice)


# ---- what may be what is missing


def _may_have(corpus: Corpus, duty: Duty, asked: Asked, whole: list[_Call], name: str) -> str:
    """What of a call may be the element it seems to lack, though nobody can say so from its words; '' without such a thing."""
    texts = [squeezed(each.call.text) for each in whole]
    texts += [squeezed(file.text) for each in whole for file in each.said.files if is_the_call(file)]
    if name == PERIOD:
        return "正文有关于期限的说法" if any(_MAY_BE_PERIOD.search(text) for text in texts) else ""
    anchors = [anchor for each in whole for anchor in each.anchors]
    if name == WAYS:
        button = any(_BUTTON.search(words) for words in (*texts, *anchors))
        return "页面上可能有提交意见的入口" if button or any(_outward(corpus, each.call.article) for each in whole) else ""
    if any(_LINK.search(text) for text in texts) or any(_outward(corpus, each.call.article) for each in whole):
        return "内容可能在链接的页面上"
    if name == EXPLANATION and any(_REASONED.search(text) for text in texts):
        return "正文说明了制定的目的或依据"
    if any(_maybe_file(file, name) for each in whole for file in each.said.files):
        return "附件中有一份看不出是什么"
    if apart := _apart(corpus, duty, asked):
        return f"另有同名的“{apart.title}”"
    return ""


def _maybe_file(file: File, name: str) -> bool:
    """A file that is neither a form nor the call itself. What certainly is the draft is no explanation."""
    if _A_FORM.search(file.name) or is_the_call(file):
        return False
    certain = _IS_DRAFT.search(file.name) or _ARTICLES.search(file.text)
    return not certain if name == EXPLANATION else not _EXPLAINS.search(file.name)


def _outward(corpus: Corpus, article: Article) -> bool:
    """Whether the page links to something that may hold more of the call: no column, no other call, no result."""
    page = corpus.page(article)
    columns = corpus.column_addresses
    files = {attachment.url for attachment in article.attachments}
    for url, anchor in page.links if page else ():
        if url in files or identity_key(url) in columns or url.rstrip("/") == corpus.site.home.rstrip("/") or _OF_THE_FRAME.search(anchor):
            continue
        other = corpus.article_at(url)
        if other is None or title_says(other.title) not in ("call", "result"):
            return True
    return False


def _apart(corpus: Corpus, duty: Duty, asked: Asked) -> Article | None:
    """Another item of the same name in any column that is no result: the draft or its explanation may be it."""
    ours = {call.article.identity for call in asked.calls}
    places = corpus.site.district_names
    for article in everywhere(corpus, since_of(first_day(asked) or duty.applies_from)):
        if article.identity in ours or article.unit not in (duty.unit, "") or title_says(article.title) == "result":
            continue
        if article.published and asked.closes and article.published > asked.closes:
            continue
        if alike(title_cores(article.title), asked.last.subject.cores, places) == 1.0:
            return article
    return None


# ---- what a call has


def _has_period(each: _Call) -> bool:
    reading = each.call.reading
    if reading.closes or reading.conflict or mentions_a_period(each.call.text):
        return True
    return any(mentions_a_period(file.text) for file in each.said.files if is_the_call(file))


def _has_ways(each: _Call) -> bool:
    words = [each.call.text, *(file.text for file in each.said.files if is_the_call(file))]
    return bool(each.call.reading.channels) or any(_WAY.search(squeezed(text)) for text in words)


def _has_draft(each: _Call) -> bool:
    """In the body, among the files, or behind a link. A file counts by its name even when nobody could read it."""
    if each.call.reading.has_draft or any(_IS_DRAFT.search(a) and not _NOT_THE_DRAFT.search(a) for a in each.anchors):
        return True
    text = each.call.text
    if _OFFERS_DRAFT.search(squeezed(text)) or _is_price_plan(each.call, text):
        return True
    if len(set(_ARTICLES.findall(text))) > 1:
        return True
    if len(text) >= _ENOUGH_WORDS and len(_PARTS.findall(text)) >= _ENOUGH_PARTS:
        return True
    return any(_is_draft(file, each.call) for file in each.said.files)


def _is_price_plan(call: Call, words: str) -> bool:
    """Whether words state what is to be paid, under a call about prices."""
    return bool(_OF_PRICES.search(call.article.title) and (_NEW_PRICE.search(words) or _PRICE_TABLE.search(words)))


def _is_draft(file: File, call: Call) -> bool:
    if _NOT_THE_DRAFT.search(file.name):
        return False
    if _is_price_plan(call, file.text):
        return True
    named = alike(title_cores(file.name.rsplit(".", 1)[0]), call.subject.cores, ()) == 1.0
    if _IS_DRAFT.search(file.name) or named or len(_PARTS.findall(file.text)) >= _ENOUGH_PARTS:
        return True
    # 附件1.docx: what it is stands at its top.
    head = plain(file.text[:_HEAD])
    headed = any(core in head for core in call.subject.cores) and not _NOT_THE_DRAFT.search(head)
    return headed or len(set(_ARTICLES.findall(file.text))) > 1


def _has_explanation(each: _Call) -> bool:
    if each.call.reading.has_explanation or _EXPLAINS.search(squeezed(_without_asking_why(each.call.text))):
        return True
    names = [*(file.name for file in each.said.files), *each.anchors]
    read = [file.text for file in each.said.files if file.is_read]
    return any(_EXPLAINS.search(name) for name in names) or any(
        read_consultation("", text, None).has_explanation or _EXPLAINS.search(squeezed(text[:1500])) for text in read
    )


_ELEMENTS: Final = ((PERIOD, _has_period), (WAYS, _has_ways), (DRAFT, _has_draft), (EXPLANATION, _has_explanation))


def _without_asking_why(text: str) -> str:
    """Without what calls say of other explaining: 提出意见请说明理由, 特此说明."""
    return re.sub(r"(?:请|应|并|须|需)[^。；，\n]{0,12}说明|说明(?:理由|原因|联系|姓名|单位)|(?:特此|另行|书面|情况)说明", "", text)


# ---- inside


def _explaining(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """What the unit published that explains something, by its title."""
    found = items(corpus, duty.unit, tuple(dict.fromkeys(kinds)), since_of(duty.applies_from))
    return [article for article in found if _EXPLAINS.search(article.title)]


def _anchors(corpus: Corpus, article: Article) -> tuple[str, ...]:
    """The words of a page's links, and the titles of what it is linked with."""
    page = corpus.page(article)
    return tuple([anchor for _, anchor in page.links] if page else []) + tuple(a.title for a in corpus.links_from(article))


def _unread(whole: list[_Call]) -> str:
    """What nobody read that may hold what is missing; '' when all was read."""
    for each in whole:
        article = each.call.article
        if article.state not in ("read", "file"):
            return f"页面没有读到（{article.cause or '没有采集'}）"
        if unread := each.said.unread:  # the explanation may be bound into the draft's own file
            return f"附件《{unread[0].name}》{unread[0].why_unread}"
        if article.body_kind in ("image", "video") or "image" in article.media:
            return "页面上有图片没有读"
        if not each.call.text and not each.said.files:
            return "页面上没有读出文字"
    return ""
