"""What an answer is before anyone reads it, and what only looks like it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Outcome
from crawler.page import Page
from crawler.pagestate import classify, is_article_like, is_list_like

URL = "http://www.example.gov.cn/zwgk/tzgg/index.html"

NAV = (
    "<div class='nav'><ul>"
    + "".join(f"<li><a href='/lm{n}/index.html'>公开事项第{n}类栏目</a></li>" for n in range(1, 20))
    + "</ul></div>"
)
PROSE = "为进一步规范我区网站管理，现将有关事项通知如下，请各单位认真贯彻执行。" * 4
ROWS = "<ul class='list'>" + "".join(
    f"<li><a href='/a/2023050{n}/{n}.html'>关于第{n}号事项的公告</a><span>2023-05-0{n}</span></li>" for n in range(1, 6)
) + "</ul>"  # fmt: skip


def page(body: str = "", *, status: int = 200, title: str = "某某区人民政府", head: str = "") -> Page:
    return Page(
        URL,
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode(),
        status=status,
    )


# ---- refusals


@pytest.mark.parametrize("status", [403, 405, 412, 422, 429, 468, 512, 521])
def test_a_refusing_status_is_blocked_and_never_missing(status: int) -> None:
    outcome, cause = classify(page("<h1>Forbidden</h1>", status=status))

    assert outcome is Outcome.BLOCKED
    assert cause.startswith(f"HTTP {status}（")


def test_the_cause_of_a_412_names_the_suspicion() -> None:
    assert classify(page(status=412)) == (Outcome.BLOCKED, "HTTP 412（疑似反爬）")


CHALLENGES = {
    "ruishu": "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=12345;</script><script src='/4QbVtADbnLVIc/d.js'></script>",
    "jiasule": "<script>document.cookie=('__jsl_clearance_s=1693')+';max-age=3600';location.href=location.pathname</script>",
    "acw": "<script>var arg1='A0F';function reload(x){setCookie('acw_sc__v2',x);document.location.reload();}</script>",
    "cookie and reload": "<script>document.cookie='C3VK=ab12';window.location.reload();</script>",
}


@pytest.mark.parametrize("name", CHALLENGES, ids=lambda name: name.replace(" ", "-"))
@pytest.mark.parametrize("status", [200, 202])
def test_a_challenge_script_is_blocked_whatever_its_status(name: str, status: int) -> None:
    body = f"<html><head>{CHALLENGES[name]}</head><body></body></html>".encode()
    outcome, cause = classify(Page(URL, body, status=status))

    assert outcome is Outcome.BLOCKED
    assert "疑似反爬" in cause


@pytest.mark.parametrize(
    "body",
    [
        "您的访问请求存在安全威胁，已被拦截，请联系管理员。",
        "请完成安全验证后继续访问",
        "当前IP访问过于频繁，请稍后再试",
        "<h1>Access Denied</h1>",
    ],
)
def test_a_wall_sent_as_an_ordinary_page_is_blocked(body: str) -> None:
    outcome, cause = classify(page(f"<p>{body}</p>"))

    assert outcome is Outcome.BLOCKED
    assert "页面提示" in cause


def test_an_ordinary_page_that_sets_a_cookie_is_a_page() -> None:
    script = "<script>document.cookie='visited=1';if(mobile){location.href='/m/'}var a='__jsl_clearance';</script>"

    assert classify(page(script + NAV + ROWS)) == (Outcome.OK, "")


# ---- not there


@pytest.mark.parametrize("status", [404, 410])
def test_a_plain_404_is_not_there(status: int) -> None:
    assert classify(page("Not Found", status=status)) == (Outcome.SOFT404, f"HTTP {status}")


@pytest.mark.parametrize(
    "text",
    [
        "您访问的页面不存在或已删除！",
        "抱歉，您要查看的文章已被删除",
        "对不起，该信息不存在",
        "页面找不到了，3秒后返回首页",
        "HTTP Status 404 – Not Found",
        "访问出错了",
    ],
)
def test_an_error_page_with_status_200_is_not_there(text: str) -> None:
    for body in (f"<p>{text}</p>", f"{NAV}<div class='err'>{text}</div>"):
        outcome, cause = classify(page(body))
        assert outcome is Outcome.SOFT404
        assert cause


@pytest.mark.parametrize("title", ["404", "404 Not Found", "404错误提示", "页面不存在", "出错了", "找不到页面"])
def test_an_error_page_is_known_by_its_title(title: str) -> None:
    assert classify(page("<img src='/404.png'>", title=title))[0] is Outcome.SOFT404


NEAR_MISSES = {
    "an article about error pages": page(f"<h1>关于整改网站404页面的通知</h1><p>发布时间：2023-05-01</p><div id='zoom'>{PROSE}"
                                         "经查，您访问的页面不存在等错误链接应当清理。</div>", title="关于整改网站404页面的通知"),
    "an article whose text says 已删除": page(f"<p>发布日期：2023-05-01 来源：区政府办</p><p>该信息已删除，{PROSE}</p>"),
    "a bus line": page(f"<h1>404路公交线路调整公告</h1><p>发布时间：2023-05-01</p><p>{PROSE}</p>", title="404路公交线路调整公告"),
    "a marked article of one sentence": page("<p>原页面不存在的问题已整改。</p>", head="<meta name='ArticleTitle' content='整改情况'>"),
    "a list with such a title in it": page(NAV + ROWS.replace("关于第2号", "该页面不存在问题整改")),
    "a column that is empty": page(NAV + "<p>暂无相关信息</p>"),
    "a long text without label": page(f"{NAV}<div>{PROSE}{PROSE}{PROSE}如页面不存在，请与我们联系。</div>"),
    "a page that lost a file": page(f"{NAV}<div id='zoom'>{PROSE}{PROSE}<p>附件已删除</p></div>"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEAR_MISSES, ids=lambda name: name.replace(" ", "-"))
def test_a_page_that_only_speaks_of_such_things_is_a_page(name: str) -> None:
    assert classify(NEAR_MISSES[name]) == (Outcome.OK, "")


# ---- broken


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_is_an_error(status: int) -> None:
    outcome, cause = classify(page("oops", status=status))

    assert outcome is Outcome.ERROR
    assert f"HTTP {status}" in cause


def test_an_empty_answer_is_an_error() -> None:
    assert classify(Page(URL, b" \r\n")) == (Outcome.ERROR, "返回内容为空")


def test_a_redirect_nobody_followed_is_an_error() -> None:
    assert classify(Page(URL, b"", status=302))[0] is Outcome.ERROR


@pytest.mark.parametrize(
    "body", [b'{"total":0,"data":[]}', b"%PDF-1.7 404 not found", b"PK\x03\x04", b"User-agent: *\nDisallow:"]
)
def test_data_and_files_are_not_judged_by_words(body: bytes) -> None:
    assert classify(Page(URL, body)) == (Outcome.OK, "")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=500), st.sampled_from([200, 202, 302, 403, 404, 500, 999]))
def test_every_answer_is_classified(body: bytes, status: int) -> None:
    for whole in (body, b"<html><body>" + body):
        outcome, cause = classify(Page(URL, whole, status=status))
        assert (outcome is Outcome.OK) == (cause == "")


# ---- list or article


def test_rows_make_a_list() -> None:
    assert is_list_like(page(NAV + ROWS))
    assert not is_article_like(page(NAV + ROWS))


@pytest.mark.parametrize(
    "shown",
    [
        page(f"{NAV}<p>发布时间：2023-05-01</p><div class='TRS_Editor'>{PROSE}</div>"),
        page(
            f"{NAV}<p>{PROSE}</p>",
            head="<META content='2023-05-01 10:00' name='PubDate'><meta name='ArticleTitle' content='公开指南'>",
        ),
        page(f"{NAV}<div><span>发布日期：</span><span>2023年5月1日</span></div><p>{PROSE}</p>"),
        page(f"{NAV}<div class='TRS_Editor'>{PROSE}</div>", title="政府信息公开指南"),
        page("<meta name='x'><iframe src='/uploadfile/2023/05/a.pdf'></iframe><p>发布时间：2023-05-01</p>"),
    ],
    ids=["label and body", "marks in capitals", "label and day apart", "a guide without label", "a file only"],
)
def test_one_text_makes_an_article(shown: Page) -> None:
    assert is_article_like(shown)
    assert not is_list_like(shown)


@pytest.mark.parametrize(
    "shown",
    [
        page(NAV),
        page(f"{NAV}<p>发布时间：2023-05-01</p>{ROWS}<p>{PROSE}</p>"),
        page(
            f"{NAV}<ul id='list'></ul><script>$.post('/api-ajax_list-1.html')</script><div class='TRS_Editor'>{PROSE}</div>"
        ),
        page(f"{NAV}<div class='TRS_Editor'>版权所有：某某区人民政府办公室，{'地址：某某路一号，' * 12}</div>"),
        page(NAV + "<p>暂无相关信息</p>", head="<meta name='ArticleTitle' content=''>"),
        page(
            NAV
            + "<ul>"
            + "".join(f"<li><a href='javascript:;'>关于第{n}号事项的公告</a>2023-05-0{n}</li>" for n in range(1, 6))
            + f"</ul><p>{PROSE * 3}</p>"
        ),
        Page(URL, b'{"total":1}'),
    ],
    ids=[
        "navigation",
        "a list with prose",
        "a list to come",
        "a footer in an editor's box",
        "an empty mark",
        "a list that leads nowhere",
        "data",
    ],
)
def test_what_is_no_single_text_is_no_article(shown: Page) -> None:
    assert not is_article_like(shown)


def test_real_pages_are_pages(real: Path) -> None:
    for path in sorted((real / "pages").glob("*.html")):
        assert classify(Page(URL, path.read_bytes())) == (Outcome.OK, ""), path.name


@pytest.mark.parametrize("name", ["dwjj", "znjs"])
def test_a_real_column_that_answers_with_one_text_is_an_article(real: Path, name: str) -> None:
    body = (real / "sites" / "jlcity_lyj" / "jgjj" / name / "index.html").read_bytes()

    assert is_article_like(Page(URL, body))
