"""Measure corpora: folders of case files and archived runs with labels, in the order given."""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from crawler.tomlfile import BadInput
from rules.lab.archived import is_archived, measure_archived
from rules.lab.building import judged
from rules.lab.cases import Case, is_case_file, read_cases
from rules.lab.labelled import Measured
from rules.model import Status, Verdict

_MOST_FILES: Final = 2_000


def own_cases() -> Path:
    """The project's cases. They are no part of an installed package: raises BadInput when this is no checkout."""
    folder = Path(__file__).resolve().parents[2] / "tests" / "checks"
    if not folder.is_dir():
        raise BadInput("项目自带的案例只在源代码文件夹里，安装后的程序不带；请写明语料文件夹（格式见 docs/lab.md）")
    return folder


def corpora(folders: Sequence[Path]) -> list[Path]:
    """The corpora in ``folders``: each itself, or the folders in it. Raises BadInput for one that holds none."""
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise BadInput(f"{folder} 不是文件夹")
        within = [folder] if _is_corpus(folder) else [d for d in sorted(folder.iterdir()) if d.is_dir() and _is_corpus(d)]
        if not within:
            raise BadInput(f"{folder} 里没有语料：既没有案例文件（*.toml），也没有 corpus.toml 和 labels.jsonl")
        found.extend(within)
    return list(dict.fromkeys(found))


def measure(folders: Sequence[Path]) -> Iterator[Measured]:
    """Every label of every corpus and what the rules of today say. All inputs are read before anything is judged."""
    found = corpora(folders)
    cases = {folder: _cases(folder) for folder in found if not is_archived(folder)}
    for folder in found:
        if folder in cases:
            for case in cases[folder]:
                yield from _measured(case, folder)
        else:
            yield from measure_archived(folder)


def _is_corpus(folder: Path) -> bool:
    return is_archived(folder) or any(is_case_file(path) for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.toml"))
    if len(files) > _MOST_FILES:
        raise BadInput(f"{folder}: 文件过多（超过 {_MOST_FILES} 个）")
    return files


def _cases(folder: Path) -> list[Case]:
    return [case for path in _files(folder) if is_case_file(path) for case in read_cases(path)]


def _measured(case: Case, folder: Path) -> Iterator[Measured]:
    where = f"{folder}：{case.check}“{case.name}”"
    verdicts = _verdicts(case, where)
    for expected, verdict in zip_longest(case.expected, verdicts):
        status = verdict.status if verdict else None
        yield Measured(case.check, case.label, case.by, expected or "", status, where)


def _verdicts(case: Case, where: str) -> list[Verdict]:
    """What the check says, in the order of the case's ``expect``. Raises BadInput for a case that cannot be built."""
    with tempfile.TemporaryDirectory(prefix="zwgk-lab-") as folder:
        try:
            return judged(case, Path(folder))
        except BadInput as error:
            raise BadInput(f"{where}不能用：{error.lines[0]}") from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(f"{where}不能用：{type(error).__name__} {error}") from None


def wrong(measured: Sequence[Measured]) -> list[Measured]:
    """What is not as its label says, false accusations first."""
    told = [m for m in measured if (m.accuses and not m.right) or (m.labelled and not m.as_expected)]
    return sorted(told, key=lambda m: not m.accuses)


def said(status: Status | None) -> str:
    """A status as the lists of the laboratory print it."""
    return status.value if status else "（没有说到）"
