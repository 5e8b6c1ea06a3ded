"""公文的公开属性：正文或附件里有没有写明主动公开、依申请公开还是不予公开。 The line of a document that says whether it is public.

读得出：信息公开选项：主动公开；公开属性、公开方式、公开形式；（此件公开发布）；独占一行的“主动公开”。
读不出：图片里的；页面信息表里的由页面读取程序另读（disclosure）。
不是：正文里谈到主动公开的话；栏目名“法定主动公开内容”；只有“公开方式”字样而没有写是哪一种的（另标为读不准）。
依据：公文拟制时明确公开属性的要求（国办发〔2016〕80号，凭经验掌握）；各地公文末尾的通行写法。
"""

import re
from typing import Final

version = 1

_MOST: Final = 400_000  # characters
_LABEL: Final = r"公\s?开\s?(?:选项|属性|方式|形式|类别|类型)"
_KIND: Final = r"(?:主动|依申请|不予|不|删减后|全文)?公开"
_TOLD = re.compile(
    rf"{_LABEL}\s?[:：\]】]?[\s\t]{{0,4}}[\[（(【□☑√■]?\s?{_KIND}(?!方式|形式|程序|内容|目录|范围|指南)"
    rf"|(?:此件|本件|此文|此文件|本文件)\s?(?:可以?)?{_KIND}(?!的|前|范围)"
    r"|^[\s（(【\[]{0,4}(?:主动公开|依申请公开|不予公开|公开发布)[\s）)】\]。]{0,4}$",
    re.MULTILINE,
)
_MENTIONED = re.compile(rf"{_LABEL}|此件[^，。；\n]{{0,8}}公开|信息公开选项")


def tells_publicity(text: str) -> bool:
    """Whether a text says of itself how public it is."""
    return "公" in text and _TOLD.search(text[:_MOST]) is not None


def may_tell_publicity(text: str) -> bool:
    """Whether words stand in it with which such a line begins: what it says was then not read."""
    return _MENTIONED.search(text[:_MOST]) is not None
