"""The command line without its start-up: a process that has imported the program once and forks itself for every command.

Starting Python and importing the program costs more than most commands do; over the tests that was the larger half of
their time. What runs in the fork is the same ``main`` with the same words, folder and environment. Each request is a line
of JSON on standard input (words, cwd, env, out, err); the answer is a line with the exit code.
"""

import gc
import json
import os
import sys
import time
from typing import Any

import scrapy.crawler

import crawler.spiders.walking
import reports.publish
import zwgk
from rules import catalogue

_IMPORTED = (scrapy.crawler, crawler.spiders.walking, reports.publish, catalogue.checks())


def _become(request: dict[str, Any]) -> None:
    """Turn this fork into the command that was asked for."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    written = os.O_WRONLY | os.O_APPEND
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, request["out"], written),
        (2, request["err"], written),
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["zwgk", *request["words"]]
    sys.modules["__main__"].__package__ = ""  # messages name the program, not this module
    zwgk.main()


def _serve() -> None:
    gc.freeze()  # what is imported stays shared with the forks
    while line := sys.stdin.buffer.raw.readline():  # type: ignore[attr-defined]  # unbuffered: a fork must not hold a line
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
            return
        _, status = os.waitpid(pid, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    _serve()
