"""Whether a document says how public it is, and what only speaks of publicity."""

import pytest

from crawler.extract.publicity import may_tell_publicity, tells_publicity


@pytest.mark.parametrize(
    "text",
    [
        "信息公开选项：主动公开", "公开属性：主动公开", "公开方式\t主动公开", "公开形式: 依申请公开", "（此件公开发布）", "（此件主动公开）", "正文。\n主动公开\n", "公开属性：☑主动公开 □依申请公开",
        "信息公开选项:不予公开", "（此件删减后公开）",
    ],
)  # fmt: skip
def test_a_line_that_tells_it(text: str) -> None:
    assert tells_publicity(text)


@pytest.mark.parametrize(
    "text",
    [
        "法定主动公开内容", "应当主动公开的内容要及时公布", "公开方式和程序", "公开方式：见文件头", "向社会公开征求意见", "主动公开基本目录", "此件前已公开的除外", "",
    ],
)  # fmt: skip
def test_words_that_only_speak_of_it(text: str) -> None:
    assert not tells_publicity(text)


def test_words_with_which_such_a_line_begins_leave_it_open() -> None:
    assert may_tell_publicity("公开方式：见文件头") and not may_tell_publicity("应当主动公开的内容")


def test_a_long_text_is_read_in_linear_time() -> None:
    assert not tells_publicity("公开方式：" * 100_000) and not tells_publicity("公" * 500_000)
