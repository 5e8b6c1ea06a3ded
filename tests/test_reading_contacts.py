"""Addresses and telephones a unit gives of itself: what is read, what is none, and which two are the same door."""

import time

import pytest

from crawler.extract.contacts import Address, read_contacts


@pytest.mark.parametrize(("words", "street", "number"), [
    ("办公地址：启智路12号。", "启智路", "12"),
    ("地　址:示例市样本区东门街道启智路１２号教育大楼三楼，邮编：000000", "启智路", "12"),
    ("办公地址\t样本大道二段199号", "样本大道二段", "199"),
    ("受理地点为云岭乡云上街9号", "云上街", "9"),
    ("通讯地址：和顺街36-38号（区民政局院内）", "和顺街", "36"),
])  # fmt: skip
def test_an_address_is_read_down_to_its_door(words: str, street: str, number: str) -> None:
    (found,) = read_contacts(words).addresses
    assert (found.street, found.number) == (street, number)


@pytest.mark.parametrize("words", ["办公地址：区行政中心三楼", "网站地址：http://yangben.example/12号", "电子邮箱地址：gk@yangben.example"])
def test_an_address_without_a_door_compares_with_nothing(words: str) -> None:
    (found,) = read_contacts(words).addresses
    assert not found.comparable and not found.is_as(found)


def test_what_is_not_called_an_address_is_none() -> None:
    assert read_contacts("启智路12号发生内涝，已经恢复通行。").addresses == ()


@pytest.mark.parametrize(("one", "other", "same"), [
    ("启智路12号", "东门街道启智路12号", True),
    ("启智路12号", "启智路21号", False),
    ("启智路12号", "文化路12号", False),
    ("北启智路12号", "启智路12号", True),
])  # fmt: skip
def test_two_spellings_of_one_door(one: str, other: str, same: bool) -> None:
    (first,), (second,) = (read_contacts(f"地址：{words}").addresses for words in (one, other))
    assert first.is_as(second) is same and second.is_as(first) is same


@pytest.mark.parametrize(("words", "expected"), [
    ("联系电话：0000-1234567。", ["1234567"]),
    ("办公电话：（0000）1234567转8002", ["1234567"]),
    ("电　话：1234567，传　真：7654321", ["1234567"]),
    ("传真：0000-7654321", []),
    ("电话：12345", []),
    ("联系电话：138****5678", []),
    ("统一社会信用代码 11510000000000001X", []),
    ("联系电话见后。\n邮编：63500012", []),
    ("监督电话 0000-1234567 0000-7654321", ["1234567", "7654321"]),
])  # fmt: skip
def test_telephones_by_their_last_seven_digits(words: str, expected: list[str]) -> None:
    assert [key for _, key in read_contacts(words).phones] == expected


def test_it_remembers_where_the_words_stand() -> None:
    text = "受理机构：办公室。\n办公地址：启智路12号。\n联系电话：0000-1234567。"
    found = read_contacts(text)
    assert [(p.what, text[p.place.start : p.place.end]) for p in found.passages] == [
        ("address", "地址：启智路12号"), ("phone", "0000-1234567"),
    ]  # fmt: skip
    assert found.addresses == (Address("启智路12号", "启智路", "12"),)


@pytest.mark.parametrize("piece", ["地址：", "地 址 ：路", "街道", "0000-", "电话：1234567 ", "样本区东门街道", "一段"])
def test_hostile_text_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    read_contacts(piece * 30_000)
    assert time.process_time() - begun < 3
