"""办公地址和联系电话的判读：写明“地址”“电话”的那几处，换成可以比较的写法。 Addresses and telephones a unit gives of itself.

读得出：“办公地址：启智路12号”“地址：样本区东门街道启智路１２号三楼”“联系电话：0000-1234567”“办公电话：1234567转8002”。
读不出：没有写“地址”二字的地名；没有街路和门牌的地址（如“区行政中心三楼”，留下原文，不比较）；写在图片里的。
不是电话：传真、邮编、统一社会信用代码；12345 等服务热线；隐去几位的号码。
依据：政府信息公开条例第十二条（指南写明办公地址、联系电话）、第二十条第二项。
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from crawler.extract.place import Passage, kept, passage

version = 1

_MAX_TEXT: Final = 100_000
_MOST: Final = 40
_ADDRESS = re.compile(r"地[ \t\u3000]{0,4}[址点][ \t]{0,2}[：:为是在]?[ \t]{0,2}(?P<words>[^。；;，,\n\t]{2,60})")
_LABEL_FAX = re.compile(r"传[ \t\u3000]{0,4}真")
_PHONE = re.compile(r"(?<![\d.@*])(?:[（(]?0\d{2,3}[）)]?[ \-－—–]{0,3})?(?P<number>[0-9]{7,8})(?![\d*@.])")
_LABEL_PHONE = re.compile(r"电[ \t\u3000]{0,4}话|热线|联系方式")
_PHONE_BEFORE: Final = 40
_STREET = re.compile(
    r"(?P<street>[\u4e00-\u9fa5]{1,12}?(?:大道|大街|路|街|巷|道)(?:[东南西北中]?[一二三四五六七八九十]{1,2}段|[东南西北中]段?)?)(?P<number>\d{1,4})(?:[-至]\d{1,4})?号"
)
_ENOUGH: Final = 3  # last characters of a street's name that two spellings share


@dataclass(frozen=True, slots=True)
class Address:
    """One address as written. ``street`` and ``number`` are '' when it names no door: then it compares with nothing."""

    words: str
    street: str = ""
    number: str = ""

    @property
    def comparable(self) -> bool:
        return bool(self.street)

    def is_as(self, other: "Address") -> bool:
        """Whether both name one door. 东门街道启智路 and 启智路 are one street."""
        if not (self.comparable and other.comparable) or self.number != other.number:
            return False
        one, two = sorted((self.street, other.street), key=len)
        return two.endswith(one) or one[-_ENOUGH:] == two[-_ENOUGH:]


@dataclass(frozen=True, slots=True)
class Contacts:
    """``phones`` as (words, last seven digits), each number once; ``passages`` (address, phone) say where they stand."""

    addresses: tuple[Address, ...]
    phones: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...] = field(default=(), compare=False)


def read_contacts(text: str) -> Contacts:
    """Everything labelled as an address or a telephone in ``text``."""
    text = text[:_MAX_TEXT]
    addresses: dict[str, Address] = {}
    phones: dict[str, str] = {}
    places = []
    for found in _ADDRESS.finditer(text):
        address = _address(found["words"])
        if address.words and address.words not in addresses and len(addresses) < _MOST:
            addresses[address.words] = address
            places.append(passage("address", text, *found.span()))
    for found in _PHONE.finditer(text):
        key = found["number"][-7:]
        if key not in phones and _is_phone(text, found.start()) and len(phones) < _MOST:
            phones[key] = found.group().strip()
            places.append(passage("phone", text, *found.span()))
    return Contacts(tuple(addresses.values()), tuple((words, key) for key, words in phones.items()), kept(*places))


def _address(words: str) -> Address:
    words = re.split(r"[（(]|邮\s?编|邮政|电\s?话|联系|办公时间|传\s?真|工作时间", words)[0].strip(" \t\u3000\xa0：:")
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
    found = _STREET.search(_without_quarter(plain))
    return Address(words, found["street"], found["number"]) if found else Address(words)


def _without_quarter(plain: str) -> str:
    """启智路12号 of 示例市样本区东门街道启智路12号: whatever ends in 市, 区, 县, 镇, 乡, 街道 before it."""
    return re.sub(r"^[\u4e00-\u9fa5]{1,20}(?:[省市区县旗镇乡]|街道)(?=[\u4e00-\u9fa5]{1,12}?(?:大道|大街|路|街|巷|道))", "", plain)


def _is_phone(text: str, start: int) -> bool:
    """Whether the nearest label before a number, on its line, is that of a telephone."""
    before = text[max(0, start - _PHONE_BEFORE) : start].rsplit("\n", 1)[-1]
    labels = [(found.start(), "phone") for found in _LABEL_PHONE.finditer(before)]
    labels += [(found.start(), "fax") for found in _LABEL_FAX.finditer(before)]
    labels += [(found.start(), "other") for found in re.finditer(r"邮\s?编|邮政编码|代码|编码|账号|QQ", before)]
    return bool(labels) and max(labels)[1] == "phone"
