"""What a command says on a terminal: lines, progress, and mistakes as one clear line with its exit code."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import typer
from typer.exceptions import TyperException

from crawler.stopped import Stopped
from crawler.tomlfile import BadInput, nearest

P = ParamSpec("P")
R = TypeVar("R")


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn mistakes of the input into lines on standard error and exit code 2, stopped crawls into 3."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BadInput as error:
            fail(2, *error.lines)
        except Stopped as error:
            fail(3, str(error))
        except OSError as error:
            if error.errno == 28:
                fail(3, "磁盘已满；已采集的内容保留，腾出空间后再次运行会继续")
            raise

    return run


def say(line: str) -> None:
    """One line on standard output."""
    typer.echo(line)


def fail(code: int, *lines: str) -> NoReturn:
    """The lines on standard error, then the end with ``code``."""
    for line in lines:
        typer.echo(f"错误：{line}" if not line.startswith("错误") else line, err=True)
    raise typer.Exit(code)


@contextmanager
def progress_bars(quiet: bool) -> Iterator[Callable[[str, int], None] | None]:
    """Two bars on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    tasks = {"column": bars.add_task("栏目", total=None), "item": bars.add_task("信息", total=None)}

    def advance(what: str, count: int) -> None:
        if what == "columns":
            bars.update(tasks["column"], total=count)
        elif what == "wanted":
            bars.update(tasks["item"], total=count)
        else:
            bars.update(tasks[what], completed=count)

    with bars:
        yield advance


def pages_seen(count: int) -> None:
    """How many pages discovery has seen, in one line that is written over."""
    typer.echo(f"\r已看 {count} 个页面", nl=False, err=True)


def usage(error: TyperException) -> str:
    """A mistake in the command line in a reader's words. Typer's error classes are private, so they are told by name."""
    kind, param = type(error).__name__, getattr(error, "param", None)
    if kind == "MissingParameter" and param is not None:
        return f"缺少参数 {param.metavar or param.name}"
    if kind == "NoSuchOption":
        name: str = getattr(error, "option_name", "")
        return f"没有选项 {name}" + nearest(name, getattr(error, "possibilities", None) or [])
    if kind == "BadParameter" and param is not None:
        return f"{param.opts[0]} 的值不可用"
    if found := re.search(r"No such command '([^']*)'", error.message):
        return f"没有命令“{found.group(1)}”"
    if found := re.search(r"unexpected extra arguments? \(([^)]*)\)", error.message):
        return f"多余的参数：{found.group(1)}"
    return error.message
