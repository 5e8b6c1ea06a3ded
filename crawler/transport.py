"""Reaching a host that does not answer as the profile says: other scheme, older encryption, with or without ``www``.

``Ladder`` decides which way is tried next and remembers the one that worked; ``PatientHandler`` sends requests either the
usual way or the way old servers need. Certificates are looked at, never insisted on: a page behind an expired one is
published all the same, and the trouble is told.
"""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Request, Response
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.urls import host_of

MAX_ATTEMPTS: Final = 4  # at a host that never answered, in one crawl
LEGACY: Final = "legacy_tls"  # in a request's meta: send it the way old servers need
CERTIFICATE: Final = "certificate"  # in a request's meta, afterwards: what its certificate was

VALID: Final = "证书有效"
_TROUBLE: Final = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书为自签名",
    19: "证书链以自签名证书结尾，不受信任",
    20: "证书的签发机构不受信任",
    21: "证书链不完整，无法核实",
    23: "证书已被吊销",
    62: "证书与域名不符",
}
_MISMATCH: Final = 62  # OpenSSL's number for it; we compare the names ourselves
_OF_THE_CHAIN: Final = (18, 19, 20, 21)  # told only where this machine has certificates of authorities to compare with


class Failure(StrEnum):
    """Why a connection brought no answer at all, in a reader's words."""

    DNS = "域名无法解析"
    REFUSED = "连接被拒绝或中断"
    TIMEOUT = "连接超时"
    TLS = "加密连接（TLS）失败"
    LOST = "连接失败"


def failure_of(exception: BaseException | None) -> Failure | None:
    """What kind of connection failure ``exception`` is; None when it is something else (too large, not asked)."""
    name, text = type(exception).__name__.lower(), str(exception).lower()
    if "timeout" in name:
        return Failure.TIMEOUT
    if "dns" in name or "resolve" in name:
        return Failure.DNS
    if "ssl" in text or "tls" in text or "ssl" in name:
        return Failure.TLS
    if "refused" in name or "connecterror" in name or "noroute" in name or "connectbind" in name:
        return Failure.REFUSED
    if "cancel" in name or "maxsize" in text or "larger than" in text:
        return None
    return Failure.LOST if name in ("downloadfailederror", "connectionlost", "connectiondone", "tunnelerror") else None


# ---- which way to a host


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask a host: scheme, host (with its port when one is written), and whether with old encryption."""

    scheme: str
    host: str
    legacy: bool = False

    def swapped(self) -> "Way":
        return Way("http" if self.scheme == "https" else "https", self.host)

    def twin(self) -> "Way":
        """The same with ``www.`` or without."""
        return replace(
            self, host=self.host.removeprefix("www.") if self.host.startswith("www.") else f"www.{self.host}"
        )

    def address(self, url: str) -> str:
        """``url`` asked this way."""
        parts = urlsplit(url)
        return urlunsplit((self.scheme, self.host, parts.path, parts.query, parts.fragment))

    def told(self) -> str:
        return f"{self.scheme}://{self.host}" + ("（旧版加密）" if self.legacy else "")


def way_of(url: str) -> Way:
    """The way ``url`` itself says."""
    return Way(urlsplit(url).scheme, host_of(url))


def ways(wanted: Way, failed: dict[Way, Failure], hosts: frozenset[str]) -> list[Way]:
    """The ways worth trying to reach ``wanted``, best first, given what failed so far and which hosts may be asked."""
    found = [wanted]
    if failed.get(wanted) is Failure.TLS:
        found.append(replace(wanted, legacy=True))
    if failed.get(wanted) is not Failure.DNS:
        found.append(wanted.swapped())
        if failed.get(wanted.swapped()) is Failure.TLS:
            found.append(replace(wanted.swapped(), legacy=True))
    if wanted.twin().host in hosts:
        found += [wanted.twin(), wanted.twin().swapped()]
    return found


@dataclass
class _Contact:
    """What one host did so far. Hosts that differ by ``www.`` only are one."""

    failed: dict[Way, Failure] = field(default_factory=dict)
    answered: list[Way] = field(default_factory=list)
    attempts: int = 0
    last_try: bool = False


class Ladder:
    """Per host, which way is tried next. Only hosts that never answered are tried otherwise than they are listed."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._contacts: dict[str, _Contact] = {}

    def way(self, wanted: Way) -> Way | None:
        """How to ask for ``wanted`` now; None when its host is given up."""
        contact = self._contacts.get(_name(wanted))
        if contact is None or wanted in contact.answered or wanted not in contact.failed:
            return None if contact and self._is_spent(contact) else wanted
        ways_on = ways(wanted, contact.failed, self._hosts)
        if known := next((way for way in ways_on if way in contact.answered), None):
            return known
        if self._is_spent(contact):
            return None
        # What is left of the attempts goes to the way of the profile: one lost packet is no refusal.
        return next((way for way in ways_on if way not in contact.failed), wanted)

    def answered(self, way: Way) -> None:
        """Note that ``way`` brought an answer, whatever its status."""
        contact = self._contacts.setdefault(_name(way), _Contact())
        if way not in contact.answered:
            contact.answered.append(way)

    def failed(self, way: Way, failure: Failure) -> bool:
        """Note that ``way`` failed. False when it had answered before: then it is for a retry, not for another way."""
        contact = self._contacts.setdefault(_name(way), _Contact())
        if way in contact.answered:
            return False
        contact.failed[way] = failure
        contact.attempts += 1
        return True

    def trace(self, wanted: Way) -> str:
        """What was tried at the host of ``wanted``, and how it failed."""
        contact = self._contacts.get(_name(wanted), _Contact())
        tried = "；".join(f"{way.told()} {failure}" for way, failure in contact.failed.items())
        return f"{tried}（共试 {contact.attempts} 次）"

    def remark(self, wanted: Way, used: Way) -> str:
        """What a reader should know of ``used`` standing in for ``wanted``; '' when they are the same."""
        if wanted == used:
            return ""
        contact = self._contacts.get(_name(wanted), _Contact())
        why = contact.failed.get(wanted)
        said = f"{wanted.told()} 打不开" + (f"（{why}）" if why else "")
        if (used.scheme, used.host) == (wanted.scheme, wanted.host):
            return f"{wanted.told()} 只支持旧版加密方式，已放宽要求读取"
        return f"{said}，改用 {used.told()} 读取"

    def _is_spent(self, contact: _Contact) -> bool:
        return not contact.answered and contact.attempts >= MAX_ATTEMPTS


def _name(way: Way) -> str:
    return way.host.removeprefix("www.")


# ---- encryption


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's own handler with encryption that we choose: one connection pool the usual way, one for old servers.

    Scrapy 2.19 has one setting for all hosts; its cipher setting loses ``@SECLEVEL`` on the way through Twisted
    (twisted issue 11903), and the setting for a context factory is deprecated. Hence the attribute.
    """

    legacy = False

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._policy = Lenient(legacy=self.legacy)
        self._contextFactory = self._policy  # type: ignore[assignment]  # an interface of zope, which mypy cannot see
        self._old: _OldServers | None = None

    async def download_request(self, request: Request) -> Response:
        if request.meta.get(LEGACY) and not self.legacy:
            self._old = self._old or _OldServers(self.crawler)
            return await self._old.download_request(request)
        response: Response = await super().download_request(request)
        if request.url.startswith("https:"):
            request.meta[CERTIFICATE] = self._policy.told(urlsplit(request.url).hostname or "")
        return response

    async def close(self) -> None:
        await super().close()
        if self._old is not None:
            await self._old.close()


class _OldServers(PatientHandler):
    """For hosts that fail with today's encryption."""

    legacy = True


@implementer(IPolicyForHTTPS)
class Lenient:
    """How connections are encrypted: every certificate is let pass, and what is wrong with it is remembered per host."""

    def __init__(self, *, legacy: bool) -> None:
        self._legacy = legacy
        self._context: SSL.Context | None = None
        self._knows_authorities = False
        self._errors: dict[str, list[int]] = {}  # by host, in the order found; empty: looked at and fine

    def creatorForNetloc(self, hostname: bytes, port: int) -> "_Creator":  # noqa: N802  # the interface's name
        if self._context is None:
            self._context, self._knows_authorities = _context(legacy=self._legacy)
        name = hostname.decode("ascii")
        return _Creator(self._context, name, self._judge(name))

    def told(self, name: str) -> str:
        """What the certificate of ``name`` is, in a reader's words; '' when nobody looked, or it cannot be told."""
        errors = self._errors.get(name)
        if errors is None:
            return ""
        chain = [error for error in errors if error in _OF_THE_CHAIN][:1] if self._knows_authorities else []
        rest = [error for error in errors if error not in _OF_THE_CHAIN]
        if not rest and not chain:
            return VALID if self._knows_authorities else ""
        return "，".join(_TROUBLE.get(error, f"证书有问题（代码 {error}）") for error in [*rest, *chain])

    def _judge(self, name: str) -> Callable[[Any, Any, int, int, int], bool]:
        identity = IPAddress_ID(name) if _is_address(name) else DNS_ID(name)

        def look(connection: Any, certificate: Any, error: int, depth: int, ok: int) -> bool:
            errors = self._errors.setdefault(name, [])
            if error and error not in errors:
                errors.append(error)
            if depth == 0 and _MISMATCH not in errors:
                try:
                    verify_service_identity(extract_patterns(certificate), [identity], [])
                except (CertificateError, VerificationError, ValueError):
                    errors.append(_MISMATCH)
            return True

        return look


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    """Makes the encrypted connection to one host."""

    def __init__(self, context: SSL.Context, name: str, look: Callable[[Any, Any, int, int, int], bool]) -> None:
        self._context = context
        self._name = name
        self._look = look

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802  # the interface's name
        connection = SSL.Connection(self._context, None)
        if not _is_address(self._name):
            connection.set_tlsext_host_name(self._name.encode("ascii"))
        connection.set_verify(SSL.VERIFY_PEER, self._look)
        return connection


def _context(*, legacy: bool) -> tuple[SSL.Context, bool]:
    """An encryption context, and whether it knows authorities to compare certificates with."""
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(SSL.TLS1_VERSION if legacy else SSL.TLS1_2_VERSION)
    # Servers that never learned to renegotiate safely are common on portals: https://github.com/scrapy/scrapy/pull/5790
    context.set_options(0x4)  # SSL_OP_LEGACY_SERVER_CONNECT, which pyOpenSSL does not name
    if legacy:
        # OpenSSL 3 speaks TLS 1.0 and 1.1 (SHA-1) at level 0 only; nothing secret is sent or received here.
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
    known = ssl.get_default_verify_paths()
    if not (known.cafile or known.capath):
        return context, False
    context.load_verify_locations(known.cafile, known.capath)
    return context, True


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
