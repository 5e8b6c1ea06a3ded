"""Answers that say they are not the only one: for several drafts at once, or put up again after a correction."""

import re
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import outside_names, title_says
from rules.checks._consultations import Asked
from rules.contents import contents
from rules.model import Duty
from rules.pairing import alike, items
from rules.texts import names_in, squeezed, title_cores, without_place

_WHOLE: Final = 6  # characters of a name that stand for it inside a text
_ALSO: Final = ("notices",)  # where answers for several drafts stand, too
# 关于《甲办法》等两个文件征求意见情况的反馈, 关于2个文件征求意见结果的说明.
_FOR_SEVERAL = re.compile(
    r"等[一二两三四五六七八九十\d]{0,3}[个项件部份]?[^《》◇，。]{0,8}(?:文件|办法|方案|草案|事项|政策|细则|规划|制度|稿)"
    r"|[两二三四五六七八九十2-9][个项件部份][^《》◇，。]{0,8}(?:文件|办法|方案|草案|事项|政策|稿)"
)
# （修订） in the middle belongs to the draft's name.
_CORRECTED_TITLE = re.compile(
    r"更正|勘误|[（(](?:修订|修正|更新|补充|修改)[^（()）]{0,4}[）)]$|(?:修订|修正|更新)版$|(?:补充|修正|更新)(?:公告|说明|公示|通告)|(?:重新|再次|第[二三四2-9]次)(?:发布|公布|公开|公示)"
)
_CORRECTED = re.compile(
    r"现?更正(?:为|如下|后)|勘误|重新(?:发布|公布|公开|公示)|再次(?:发布|公布|公示)"
    r"|(?:原|前期|此前|先前|首次)(?:所)?(?:公告|公布|发布|公示)[^。；]{0,24}(?:有误|更正|补充|修改|采纳)|(?:本(?:公告|页|信息)|该公告)[^。；]{0,12}(?:更正|更新|补充|修订)"
)


def for_several(corpus: Corpus, asked: Asked, duty: Duty, kinds: tuple[str, ...]) -> tuple[tuple[Article, str], ...]:
    """Answers after the close that speak for more drafts than their title names, each with why it may answer this one, too."""
    if asked.closes is None:
        return ()
    given = items(corpus, duty.unit, (*kinds, *_ALSO), asked.closes, or_unattributed=True, titled=_speaks_for_several)
    return tuple((article, why) for article in given if (why := _may_answer(corpus, asked, article)))


def corrected(corpus: Corpus, article: Article) -> str:
    """The words by which an answer says that it corrects or repeats an earlier one; '' without such words."""
    found = _CORRECTED_TITLE.search(outside_names(article.title)) or _CORRECTED.search(squeezed(corpus.text(article)))
    return found.group() if found else ""


def _speaks_for_several(title: str) -> bool:
    return title_says(title) in ("result", "either") and bool(_FOR_SEVERAL.search(outside_names(title)))


def _may_answer(corpus: Corpus, asked: Asked, article: Article) -> str:
    """Why an answer for several may answer this draft; '' when it names others only."""
    places, cores = corpus.site.district_names, asked.last.subject.cores
    text = contents(corpus, article).text
    plain = squeezed(text)
    named = tuple(dict.fromkeys((*title_cores(article.title), *names_in(text))))
    ours = [core for core in (without_place(each, places) for each in cores) if len(core) >= _WHOLE]
    if alike(cores, named, places) == 1.0 or any(core in plain for core in ours):
        return "一并答复几件事项，正文写明同一名称"
    others = [name for name in named if name in plain]
    return "" if len(others) > 1 else "一并答复几件事项，没有逐一写明"
