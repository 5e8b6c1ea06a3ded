"""Whether one page leads to another, asked of the stored bytes too: blocks of related items stand outside the body.

The links of a body are known to the archive. Lists of 相关文件, 相关解读 below or beside it are not, and they are where editors
put such links: nobody is asked for a link while its address stands anywhere on the stored page.
"""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from crawler.archive import Article, Corpus

_SHORTEST: Final = 8  # characters of a page's name that are not found by chance


def leads_to(corpus: Corpus, article: Article, others: Iterable[Article]) -> bool:
    """Whether ``article``'s page links to one of ``others``, in its body or anywhere else on it."""
    wanted = {other.identity: other for other in others if other.identity != article.identity}
    if any(linked.identity in wanted for linked in corpus.links_from(article)):
        return True
    kept = corpus.archive_payload(article.sha256) if wanted and article.sha256 else None
    return kept is not None and any(name in kept[0] for other in wanted.values() for name in _names(other))


def is_kept(corpus: Corpus, article: Article) -> bool:
    """Whether the page's bytes can be asked."""
    return bool(article.sha256) and corpus.archive_payload(article.sha256) is not None


def _names(article: Article) -> Iterable[bytes]:
    """The last part of every address of an item, as a link may write it."""
    for url in article.urls:
        parts = urlsplit(url)
        name = parts.path.rstrip("/").rsplit("/", 1)[-1]
        name = f"{name}?{parts.query}" if parts.query else name
        if len(name) >= _SHORTEST:
            yield name.encode()
            yield name.replace("&", "&amp;").encode()
