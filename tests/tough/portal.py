"""The whole portal: its hosts, the pages that lead to its columns, its profile."""

import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.tough import (
    case_dates,
    case_encoding,
    case_extras,
    case_files,
    case_fiscal,
    case_gkmlpt,
    case_hanweb,
    case_hosts,
    case_identity,
    case_lonsun,
    case_pagers,
    case_replies,
    case_static,
    case_ucap,
    case_xunrui,
)
from tests.tough.expected import Column, Group, Item
from tests.tough.pages import FOOT, NAV, SITE, head, html, page, trail
from tests.tough.serving import Answer, Host, start, stop

UNITS = {
    "jiaoyu": "区教育局", "caizheng": "区财政局", "minzheng": "区民政局", "weijian": "区卫生健康局", "sifa": "区司法局", "shenji": "区审计局",
    "zhujian": "区住房和城乡建设局", "nongye": "区农业农村局", "jingxin": "区经济和信息化局", "jiaotong": "区交通运输局", "renshe": "区人力资源和社会保障局",
    "wenlv": "区文化和旅游局", "qingshi": "青石镇",
}  # fmt: skip
_HOSTS = (
    "main", "soft", "jump", "spa", *case_hosts.REFUSING, "gate", "loop", "twin", "robots_403", "robots_500", "robots_all", "robots_part", "legacy",
    "plain_only", "expired", "heavy", "slow",
)  # fmt: skip
_EITHER, _SECURE = ("loop", "twin"), ("legacy", "expired")


@dataclass
class ToughPortal:
    """The portal while it is served. ``columns`` and ``items`` are of the main audit, ``heavy`` and ``slow`` are audited
    by themselves."""

    hosts: dict[str, Host]
    columns: list[Column]
    items: list[Item]
    heavy: Group
    slow: Group
    shifting: case_static.Shifting

    def at(self, host: str, path: str) -> str:
        """The address of a path on a host."""
        return _address(self.hosts[host], path)

    def profile(self, columns: list[Column], home: str = "main") -> str:
        """The profile that a careful person would write, as TOML."""
        text = f'[site]\nid = "tough"\nname = "{SITE}"\nhome = "{self.at(home, "/")}"\n[politeness]\ndelay = 0\n'
        text += "".join(f'[[unit]]\nid = "{unit}"\nname = "{name}"\naliases = ["青禾{name}"]\ngroups = ["departments"]\n' for unit, name in UNITS.items())
        for column in columns:
            owner = f'unit = "{column.unit}"\n' if column.unit else ""
            text += f'[[column]]\nid = "{column.id}"\nkind = "{column.kind}"\nname = "{column.name}"\n{owner}url = "{column.url}"\n'
        return text


@contextmanager
def open_portal(folder: Path) -> Iterator[ToughPortal]:
    """Serve the portal until the block ends; certificates are written to ``folder``."""
    hosts = _hosts()
    for name in (*_EITHER, *_SECURE):
        hosts[name].context = _context(folder, hosts[name])
    for host in hosts.values():
        start(host)
    try:
        yield _filled(hosts)
    finally:
        for host in hosts.values():
            stop(host)


def imagined() -> ToughPortal:
    """The portal without serving it: what its columns and items are called. Ports are 0."""
    return _filled(_hosts())


def _hosts() -> dict[str, Host]:
    return {name: Host(name, f"127.0.0.{n}", secure=None if name in _EITHER else name in _SECURE) for n, name in enumerate(_HOSTS, 1)}


def _address(host: Host, path: str) -> str:
    return f"{'https' if host.secure else 'http'}://{host.address}:{host.port}{path}"


def _filled(hosts: dict[str, Host]) -> ToughPortal:
    def at(host: str, path: str) -> str:
        return _address(hosts[host], path)

    static, shifting = case_static.build(at)
    builders: tuple[Callable[[Callable[[str, str], str]], Group], ...] = (
        case_xunrui.build, case_hanweb.build, case_lonsun.build, case_ucap.build, case_gkmlpt.build, case_hosts.build, case_encoding.build, case_files.build,
        case_identity.build, case_dates.build, case_pagers.light, case_fiscal.build, case_replies.build, case_extras.build,
    )  # fmt: skip
    groups, heavy, slow = [static, *(build(at) for build in builders)], case_pagers.heavy(at), case_hosts.slow(at)
    for group in (*groups, heavy, slow):
        for name, routes in group.routes.items():
            assert not (shared := hosts[name].routes.keys() & routes.keys()), f"two cases answer {shared}"
            hosts[name].routes.update(routes)
    hosts["soft"].missing, hosts["jump"].missing, hosts["spa"].missing = case_hosts.NOT_THERE, case_hosts.HOME_AGAIN, case_hosts.SHELL
    for name in case_hosts.REFUSING:
        hosts[name].missing = case_hosts.refusal(name)
    columns = sorted((c for group in groups for c in group.columns), key=lambda c: c.id)
    _lead(hosts["main"], at, columns)
    return ToughPortal(hosts, columns, [i for group in groups for i in group.items], heavy, slow, shifting)


# ---- the pages that lead to the columns


def _lead(host: Host, at: Callable[[str, str], str], columns: list[Column]) -> None:
    """Home, the disclosure page with its columns, a page for each unit: what a person would click through."""
    host.routes["/"] = html('<html><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/index.html"><title></title></head><body></body></html>')
    host.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /search/\nSitemap: /sitemap.xml\n", 200, (("Content-Type", "text/plain"),))
    home = at("main", "")
    own = [c for c in columns if c.url.startswith(home) and (c.registered or c.id == "23-hub")]
    listed = "".join(f'<li><a href="{c.url.removeprefix(home)}">{c.name}</a></li>' for c in own if not c.unit and not c.id.startswith("23-2"))
    news = next(c for c in own if c.kind == "news")
    host.routes["/index.html"] = page(
        f'{NAV}<div class="banner"><a href="{news.url.removeprefix(home)}">政务要闻</a><a href="/zwgk/index.html">政府信息公开</a></div>'
        f'<div class="about"><p>{"青禾区位于云麓市东部，辖若干镇和街道，区情概况以统计公报为准。" * 6}</p></div>'
        f'<div class="column"><h3>政务要闻</h3><a href="{news.url.removeprefix(home)}">更多&gt;&gt;</a></div>{FOOT}',
        SITE,
    )
    host.routes["/zwgk/index.html"] = page(
        f'{NAV}{trail("政府信息公开")}<div class="left_menu"><h3>政府信息公开</h3><ul><li><a href="/zwgk/zfxxgkzn/index.html">政府信息公开指南</a></li>'
        f'<li><a href="/zwgk/index.html">法定主动公开内容</a></li></ul></div><div class="fdzdgknr"><h3>法定主动公开内容</h3><ul>{listed}</ul></div>'
        f'<div class="bmxxgk"><h3>部门信息公开</h3><a href="/zwgk/bm.html">各部门信息公开目录</a></div>{FOOT}',
        "政府信息公开",
        head("政府信息公开", column="政府信息公开"),
    )
    owners = [unit for unit in UNITS if any(c.unit == unit for c in own)]
    names = "".join(f'<li><a href="/zwgk/bm/{unit}/index.html">{UNITS[unit]}</a></li>' for unit in owners)
    host.routes["/zwgk/bm.html"] = page(f'{NAV}{trail("政府信息公开", "部门信息公开")}<ul class="units">{names}</ul>{FOOT}', "部门信息公开目录")
    for unit in owners:
        links = "".join(f'<li><a href="{c.url.removeprefix(home).replace("&", "&amp;")}">{c.name}</a></li>' for c in own if c.unit == unit)
        host.routes[f"/zwgk/bm/{unit}/index.html"] = page(
            f'{NAV}{trail("政府信息公开", "部门信息公开", UNITS[unit])}<div class="menu"><h3>{UNITS[unit]}</h3><ul>{links}</ul></div>{FOOT}', f"{UNITS[unit]}信息公开目录"
        )  # fmt: skip
    for path, name in (("/zwfw/index.html", "办事服务"), ("/hdjl/index.html", "互动交流"), ("/sitemap.html", "网站地图")):
        host.routes[path] = page(f'{NAV}{trail(name)}<p>{"本栏目提供办事指引，请按照页面提示办理。" * 8}</p>{FOOT}', name)


# ---- encryption


def _context(folder: Path, host: Host) -> ssl.SSLContext:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host.address)])
    now = datetime.now(UTC)
    begins, ends = (now - timedelta(days=800), now - timedelta(days=30)) if host.name == "expired" else (now - timedelta(days=30), now + timedelta(days=300))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host.address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host.name}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if host.name == "legacy":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old versions are what this host is for
            context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context
