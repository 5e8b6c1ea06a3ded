"""规范性文件没有原件下载：规范性文件页面没有可以下载的正文文件（doc、wps、pdf、ofd 等）。

依据：便民要求（方便下载、引用），没有查到明文规定，只作提示。
判定：门户规范性文件栏目中读到的每份文件都附有正文文件，为合规；有的没有，为待核验，列出最新五份。
无法判定：栏目没有看全，或页面没有读到；栏目中没有规范性文件的，不适用。
不涉及：文件打不打得开、内容与页面是否一致。
怎么改：在页面附正文的可编辑版式或版式文件。
"""

from dataclasses import replace

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.checks._normative import Scope, columns_of, documents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_MOST = 2_000
_EXAMPLES = 5
_FILES = frozenset(("doc", "docx", "wps", "pdf", "ofd", "rtf", "odt", "zip", "rar", "7z"))


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), scope: Scope = "portal") -> Verdict:
    columns = columns_of(corpus, duty.unit, kinds, scope)
    found = documents(corpus, columns, kinds)[-_MOST:]
    verdict = _judged(found, corpus.unseen("" if scope == "portal" else duty.unit, kinds))
    return replace(verdict.about("normative:file"), searched=searched(columns))


def _judged(found: list[Article], why: str | None) -> Verdict:
    read = [a for a in found if a.state in ("read", "file")]
    bare = [a for a in read if a.state == "read" and not _has_file(a)]
    if bare:
        named = "、".join(f"《{a.title}》" for a in reversed(bare[-_EXAMPLES:])) + ("等" if len(bare) > _EXAMPLES else "")
        return suspect(
            f"{len(read)} 份规范性文件中有 {len(bare)} 份页面没有附正文文件：{named}", *(of_article(a) for a in reversed(bare[-_EXAMPLES:])),
            lean=Status.MET, defect=Defect.MISSING_ELEMENT, question="是否需要提供可下载的正文文件？", advice="在页面附正文文件。",
        )  # fmt: skip
    if why:
        return unknown(why)
    if len(read) < len(found):
        return unknown(f"有 {len(found) - len(read)} 份规范性文件的页面没有读到", of_article(next(a for a in found if a not in read)))
    if not found:
        return not_applicable("本期未见触发事项：规范性文件栏目中没有规范性文件")
    return met(f"{len(found)} 份规范性文件都附有正文文件", of_article(found[-1]))


def _has_file(article: Article) -> bool:
    kinds = {link.media_type.lower() for link in article.attachments}
    kinds |= {link.name.rsplit(".", 1)[-1].lower() for link in article.attachments if "." in link.name}
    kinds |= {link.url.rsplit(".", 1)[-1].lower() for link in article.attachments}
    return any(kind in _FILES or any(kind.endswith(f"/{name}") for name in _FILES) for kind in kinds)
