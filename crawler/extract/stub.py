"""空壳信息的判读：正文只有几个字，或只说“见附件”。 An item whose body says nothing but where to look, or is a leftover of a test.

读得出：测试、点击查看一类的占位文字；只有“详见附件”的正文；几个字的正文。
读不出：正文是图片、内嵌文件、脚本载入的。
不是空壳：有附件、有图片、有链接的；正文写全了又提到附件的。
依据：年度要点“内容准确”；国办发〔2017〕47号页面要求。只供人核实。
"""

import re
from typing import Final, Literal

version = 1

Kind = Literal["placeholder", "refers", "few", ""]
KIND_NAMES: Final[dict[Kind, str]] = {"placeholder": "正文是占位文字", "refers": "正文说见附件而没有附件", "few": "正文只有几个字", "": ""}

_FEW: Final = 10  # characters; 特此公告 and a date are more
_SHORT: Final = 40  # of what refers to a file only
_REST = re.compile(r"[^一-鿿0-9A-Za-z]+")
_PLACEHOLDER = re.compile(
    r"(?:测试|test(?:ing)?|ceshi|测试测试|测试内容|测试信息|正文|正文内容|内容|请输入(?:正文|内容)?|此处(?:输入|填写).{0,6}|点击(?:查看|下载|这里|进入)?|查看|详情|待补充|待更新|待完善|暂无(?:内容)?|[0-9a-z]{1,6})",
    re.IGNORECASE,
)
_REFERS = re.compile(r"(?:详?见|参见|请(?:查看|下载|见)|点击(?:查看|下载)?|内容(?:详)?见|具体(?:内容)?见)[^。\n]{0,8}附件|附件(?:下载)?[:：]?\s*$|见(?:附|下)(?:表|图|文)")


def stub_kind(text: str) -> Kind:
    """What makes a body without file, picture and link a stub; '' for a body that says something, or that nobody read."""
    plain = _REST.sub("", text[:2_000])
    if not plain:
        return ""
    if _PLACEHOLDER.fullmatch(plain):
        return "placeholder"
    if len(plain) <= _SHORT and _REFERS.search(text.strip()[:2_000]):
        return "refers"
    return "few" if len(plain) < _FEW else ""
