"""引用了已经废止的上位法：标为有效的规范性文件以已经废止的法律、条例为依据。

依据：民法典第一千二百六十条（2021年1月1日起废止九部法律）；政府信息公开条例2019年修订。是否影响文件效力由人判断，只作提示。
判定：标有效的文件正文以《合同法》等已废止的法律或国务院令第492号为依据，为待核验，每份一条；都没有的，为合规。
写明“原”“已废止”的，《劳动合同法》等名称里含同样字样的其他法律，已标失效、废止的文件，都不算。
无法判定：栏目没有看全，或标有效的文件没有读到；没有标有效的文件的，不适用。
不涉及：下级文件、其他上位法是否有效。
怎么改：修改文件，改引现行法律；不需要继续执行的，宣布失效。
"""

import re
from dataclasses import replace

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.checks._normative import Scope, columns_of, documents, is_marked_valid
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_MOST = 2_000
_MAX_TEXT = 100_000
_NAMES = "婚姻法|继承法|民法通则|收养法|担保法|合同法|物权法|侵权责任法|民法总则"
_DEAD = re.compile(rf"《(?:中华人民共和国)?(?P<name>{_NAMES})》|国务院令(?:第)?\s?492\s?号")
_BASIS = re.compile(r"根据|依据|按照|依照|遵照")
_SPARED = re.compile(r"废止|失效|原《|原[^，。；]{0,6}第?492|修订|711")


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), scope: Scope = "portal") -> list[Verdict]:
    columns = columns_of(corpus, duty.unit, kinds, scope)
    found = documents(corpus, columns, kinds)[-_MOST:]
    # What the page of a document says of its validity is not known when the page did not come.
    valid = [a for a in found if is_marked_valid(a) or a.state != "read"]
    verdicts = [verdict for article in valid if (verdict := _judged(article, corpus.text(article)))]
    if not verdicts:
        why = corpus.unseen("" if scope == "portal" else duty.unit, kinds)
        verdicts = [_nothing(valid, why).about("normative:reference")]
    return [replace(verdict, searched=searched(columns)) for verdict in verdicts]


def _judged(article: Article, text: str) -> Verdict | None:
    for sentence in re.finditer(r"[^。；;\n]+", text[:_MAX_TEXT]):
        words = sentence.group()[:400]
        found = _DEAD.search(words)
        if found and _BASIS.search(words[: found.start()]) and not _SPARED.search(words):
            return suspect(
                f"《{article.title}》标有效，正文以{found.group()}为依据，该法已经废止或修订", of_article(article, words.strip()),
                lean=Status.GAP, defect=Defect.WRONG_VALIDITY, question="该文件是否需要按现行法律修改？",
                advice="修改文件，改引现行法律；不需要继续执行的，宣布失效。",
            ).about(article.identity)  # fmt: skip
    return None


def _nothing(valid: list[Article], why: str | None) -> Verdict:
    if why:
        return unknown(why)
    if not valid:
        return not_applicable("本期未见触发事项：没有标有效的规范性文件")
    unread = [a for a in valid if a.state != "read" or a.body_kind in ("file", "image", "video", "empty")]
    if unread:
        return unknown(f"有 {len(unread)} 份标有效的文件正文没有读到，如《{unread[-1].title}》", of_article(unread[-1]))
    return met(f"{len(valid)} 份标有效的文件未见以已废止的法律为依据", of_article(valid[-1]))
