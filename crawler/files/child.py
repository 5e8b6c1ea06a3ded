"""The process that reads files for ``bounded``: requests on standard input, readings on standard output, limits on itself.

    python -m crawler.files.child MEMORY CPU_SECONDS FILE_SIZE

A request is a line of JSON ({"name", "how", "size"}; how: text, tables or ocr) and that many bytes. There are two answers: the file's kind, before it is
read, and the reading as ``store.to_bytes`` writes it; before each stand eight bytes of length. The process ends with its input.
"""

import json
import os
import resource
import sys
from math import ceil
from typing import BinaryIO

from crawler.files.kinds import kind_of
from crawler.files.read import OUT_OF_MEMORY, read_file, recognise_file, unreadable
from crawler.files.store import to_bytes


def main(memory: int, seconds: int, file_size: int) -> None:
    """Answer requests until there are none. Sizes in bytes; ``seconds`` of CPU for each file."""
    requests, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not print into an answer
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    while line := requests.readline(100_000):
        request = json.loads(line)
        _allow(seconds)
        content = requests.read(request["size"])
        _send(answers, kind_of(content, request["name"]).kind.encode())
        _send(answers, _answer(content, request["name"], request["how"]))


def _answer(content: bytes, name: str, how: str) -> bytes:
    try:
        return to_bytes(recognise_file(content, name) if how == "ocr" else read_file(content, name, tables=how == "tables"))
    except MemoryError:
        return to_bytes(unreadable(OUT_OF_MEMORY))


def _allow(seconds: int) -> None:
    """So much CPU for the next file; what was used before does not count. The signal at the end of it ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(used.ru_utime + used.ru_stime) + seconds, most))


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(len(answer).to_bytes(8, "big"))
    answers.write(answer)
    answers.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
