"""How well and how fast personal data and wrong wordings are found: recall on made-up numbers, false hits and speed on real pages.

    python benchmarks/privacy.py [--real ../shared/real] [--pages 20000]

Every number is made up (check digits included) and every name is one of a dozen; nothing real is printed: hits on real pages
are told by file and kind. ``--pages 0`` leaves the sweep of a whole made archive out.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from stdnum import luhn  # noqa: E402
from stdnum.cn import ric  # noqa: E402

from crawler.archive import Archive, closing  # noqa: E402
from crawler.archive.recorder import FetchRecord, Recorder  # noqa: E402
from crawler.extract.markings import markings  # noqa: E402
from crawler.extract.page import read_page  # noqa: E402
from crawler.extract.resolve import resolve  # noqa: E402
from crawler.files.bounded import Pool  # noqa: E402
from crawler.items import Outcome  # noqa: E402
from crawler.mask import mask  # noqa: E402
from crawler.page import Page  # noqa: E402
from crawler.site import load  # noqa: E402
from rules.private_data import Kind, private_in  # noqa: E402
from rules.sweeping import sweep  # noqa: E402
from rules.wording import lexicon  # noqa: E402
from tests.files_made import docx, paragraphs, xlsx  # noqa: E402

NOW = datetime(2023, 9, 20, 9, tzinfo=timezone(timedelta(hours=8)))
HOME = "http://127.0.0.1:9/"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
NAMES = ("张大山", "李小河", "王秀英", "赵建国", "陈桂芳", "刘长林", "杨春梅", "黄志强", "周玉兰", "吴文斌", "徐海燕", "孙立军")
IDENTITY_IN = (
    "身份证号：{}。", "{name}，男，{}，汉族", "当事人{name}（身份证号码{}）", "姓名\t身份证号\n{name}\t{}", "公民身份号码 {} 的持有人", "ID{}", "{name}{}", "领取人 {name} {} 已签字",
    "序号\t姓名\t身份证号码\t金额\n1\t{name}\t{}\t1200", "户主{name}，证件号码为{}，家庭人口三人",
)  # fmt: skip
MOBILE_IN = (
    "申请人：{name}，手机：{}", "姓名\t手机号码\n{name}\t{}", "{name} {}", "户主{name}（{}）反映", "我的电话是{}，请回复", "序号\t户主\t电话\n1\t{name}\t{}", "投诉人{name}，电话{}", "家长：{name}，联系电话 {}"
)  # fmt: skip
CARD_IN = (
    "姓名\t银行卡号\n{name}\t{}", "{name}的一卡通账号{}", "户主\t开户行\t账号\n{name}\t农商行\t{}", "打入{name}卡号 {} 内", "{name} {}", "社保卡账户：{}（{name}）"
)  # fmt: skip
HOME_IN = (
    "家庭住址：样本区青禾镇{}", "{name}，现住样本区东门街道{}", "姓名\t家庭地址\n{name}\t青禾镇{}", "户籍地址：样本区白石镇{}", "当事人：{name}，住址：样本区{}", "家住样本区{}"
)  # fmt: skip
HOMES = ("河湾村3组12号", "文化路18号2单元501室", "石桥村二组", "和顺街66号3栋1204室", "启智社区5组", "码头村8社")


def main() -> None:
    """Print all figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--real", type=Path, default=CHECKOUT / ".." / "shared" / "real")
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--each", type=int, default=2_000)
    given = options.parse_args()
    seeded(given.each)
    if not given.real.is_dir():
        print(f"no {given.real}: nothing real to measure on")
        return
    files = sorted(path for path in given.real.rglob("*.htm*") if path.is_file())
    ordinary(files)
    if given.pages:
        whole(files, given.pages)


# ---- made-up numbers


def seeded(each: int) -> None:
    """Recall by kind: what is told of its kind, and what the mask leaves of it."""
    chance = random.Random(4)
    print(f"{'made-up':14} {'cases':>6} {'found':>7} {'masked':>7}")
    kinds: dict[Kind, tuple[tuple[str, ...], Callable[[random.Random], str]]] = {
        Kind.IDENTITY: (IDENTITY_IN, lambda r: _written(r, _identity(r))),
        Kind.MOBILE: (MOBILE_IN, lambda r: _mobile(r)),
        Kind.BANK_CARD: (CARD_IN, lambda r: _card(r)),
        Kind.ADDRESS: (HOME_IN, lambda r: r.choice(HOMES)),
    }
    for kind, (contexts, make) in kinds.items():
        found = hidden = 0
        missed: Counter[str] = Counter()
        for _ in range(each):
            context, value = chance.choice(contexts), make(chance)
            text = context.replace("{name}", chance.choice(NAMES)).replace("{}", value)
            told = any(one.kind is kind for one in private_in(text))
            found += told
            hidden += value not in mask(text)
            missed[context] += not told
        shown = f"{100 * hidden / each:6.2f}%" if kind is not Kind.ADDRESS else "      —"
        worst = "，".join(f"{context!r} {n}" for context, n in missed.most_common(2) if n)
        print(f"{kind.value:14} {each:6} {100 * found / each:6.2f}% {shown}  {worst}")


def _identity(chance: random.Random) -> str:
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(82 * 365))
    body = f"{chance.choice((11, 31, 44, 50, 51, 53))}{chance.randrange(100, 9999):04d}{born:%Y%m%d}{chance.randrange(1000):03d}"
    digit: str = ric.calc_check_digit(body + "0")
    return body + digit


def _written(chance: random.Random, number: str) -> str:
    """As people write it: in one run (mostly), in small x, in wide digits, in groups with a mark between them."""
    way = chance.randrange(10)
    if way < 5:
        return number
    if way == 5:
        return number.lower()
    if way == 6:
        return number.translate(WIDE)
    sizes = chance.choice(((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (6, 12), (14, 4), (6, 4, 2, 2, 4)))
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    grouped = chance.choice((" ", "-", "　", "－", "–", "\u00a0")).join(parts)
    return grouped.translate(WIDE) if way == 9 else grouped


def _mobile(chance: random.Random) -> str:
    number = f"1{chance.choice('3456789')}{chance.randrange(10**9):09d}"
    return chance.choice((number, number, number.translate(WIDE), f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}"))


def _card(chance: random.Random) -> str:
    body = chance.choice(("622848", "621700", "622202", "623058", "621226")) + f"{chance.randrange(10**12):012d}"
    number = body + luhn.calc_check_digit(body)
    return chance.choice((number, number, " ".join(number[n : n + 4] for n in range(0, len(number), 4))))


# ---- real pages


def ordinary(files: list[Path]) -> None:
    """False hits on pages that show nobody's data, and what a page costs."""
    pages = [Page(f"{HOME}{path.name}", path.read_bytes()) for path in files]
    readings = [(path, read_page(page)) for path, page in zip(files, pages, strict=True)]
    texts = [(path, reading.text, resolve(reading, [])) for path, reading in readings]
    words = lexicon(load("dachuan"))
    hits: dict[str, int] = {}
    works: tuple[tuple[str, Callable[[str, Any], object]], ...] = (
        ("personal data", lambda text, fields: private_in(text, fields.title)),
        ("markings", lambda text, fields: markings(text)),
        ("wording", lambda text, fields: words.wrong_in(text, fields.published)),
        ("mask", lambda text, fields: mask(text)),
    )
    print(f"\n{len(texts)} real pages, {sum(len(text) for _, text, _ in texts) / len(texts):,.0f} characters each")
    for name, work in works:
        began = time.process_time()
        told = [(path, work(text, fields)) for path, text, fields in texts]
        took = time.process_time() - began
        hits[name] = sum(bool(each) for _, each in told) if name != "mask" else sum(mask(text) != text for _, text, _ in texts)
        print(f"{name:14} {1000 * took / len(texts):6.3f} ms a page {len(texts) / max(took, 1e-9):8,.0f} a second; pages hit: {hits[name]}, {1000 * hits[name] / len(texts):.1f} in 1,000")
        if name != "mask":
            for path, each in told:
                if each:
                    print(f"    {path.name}: {', '.join(str(getattr(one, 'kind', getattr(one, 'marking', getattr(one, 'said', '')))) for one in each)}")  # type: ignore[attr-defined]


# ---- a whole archive


def whole(files: list[Path], count: int) -> None:
    """Sweep an archive of ``count`` pages (real ones, each made different) and one file for every twenty."""
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "site.toml"
        profile.write_text(f'[site]\nid = "x"\nname = "示例市样本区人民政府"\nhome = "{HOME}"\n[[column]]\nid = "c"\nkind = "notices"\nurl = "{HOME}c/"\n', encoding="utf-8")
        site = load(str(profile))
        archive = Archive.open(Path(folder) / "data", site.id, create=True)
        run = archive.begin(site, NOW.date(), "full", site.columns, NOW)
        recorder = Recorder(archive, run)
        planted = 0
        with Pool() as pool:
            for n, body in enumerate(_bodies(files, count)):
                if n % max(1, count // 40) == 0:
                    planted += 1
                    body = body.replace(b"</p>", f"身份证号{_written(chance, _identity(chance))}</p>".encode(), 1) if b"</p>" in body else body + f"<p>身份证号{_identity(chance)}</p>".encode()
                recorder.fetched(_record(f"{HOME}{n}.html", "article", body, "text/html"))
                if n % 20 == 0:
                    _file(recorder, pool, n)
        recorder.close()
        closing.close_run(archive, run, site, NOW)
        before, began, cpu = _peak(), time.perf_counter(), time.process_time()
        swept = sweep(archive, site)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"\nsweep of {swept.pages:,} pages and {swept.files:,} files: {took:.0f} s ({cpu:.0f} s of CPU, one process), {swept.pages / took:.0f} pages a second, peak of memory +{_peak() - before:.0f} MB")
        pages = {lead.url for lead in swept.leads if lead.kind == Kind.IDENTITY}
        print(f"planted pages: {planted}, pages with an identity number found: {len(pages)}; other leads: {sum(lead.kind != Kind.IDENTITY for lead in swept.leads)}")
        archive.close()


def _bodies(files: list[Path], count: int) -> Iterator[bytes]:
    kept = [path.read_bytes() for path in files]
    for n in range(count):
        yield kept[n % len(kept)] + f"<!-- {n} -->".encode()


def _file(recorder: Recorder, pool: Pool, n: int) -> None:
    rows = [["序号", "项目", "金额"], *([str(k), f"第{n}号项目之{k}", f"{k * n + 0.5}"] for k in range(60))]
    is_book = n % 40 == 0
    content = xlsx({"表": rows}) if is_book else docx(paragraphs(*(f"第{n}件第{k}段，按照年度工作安排办理。" for k in range(80))))
    url = f"{HOME}f/{n}.{'xlsx' if is_book else 'docx'}"
    recorder.offered(f"{HOME}{n}.html", {url: "wanted"})
    sha = recorder.fetched(_record(url, "file", content, "application/octet-stream"))
    reading = pool.read(content, url)
    recorder.file_read(sha, reading, tables=True)
    recorder.file_done(url, Outcome.OK, "", sha, NOW, reading.state)


def _record(url: str, purpose: str, body: bytes, media_type: str) -> FetchRecord:
    return FetchRecord(url, "GET", purpose, "", 200, Outcome.OK, "", NOW, (("Content-Type", media_type),), body, media_type)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
