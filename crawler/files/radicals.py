"""Characters that only look like Chinese: radicals (U+2E80–2FDF) that some programs write into a PDF instead of characters.

部⻔ is not found by 部门. The Kangxi radicals have a normal form in Unicode; the supplement has none but for two, so that those
that are a whole character of today's writing are listed here.
"""

import unicodedata
from typing import Final

_SUPPLEMENT: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭"
    "⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门"
    "⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_CHARACTERS: Final = {
    **{ord(radical): unicodedata.normalize("NFKC", radical) for radical in map(chr, range(0x2F00, 0x2FD6))},
    ord("⼾"): "户",  # its normal form is the traditional 戶, which no browser of today draws
    ord("⾭"): "青",
    **dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True)),
}


def characters(words: str) -> str:
    """``words`` with each radical written as the character it stands for, one for one."""
    return words if words.isascii() else words.translate(_CHARACTERS)
