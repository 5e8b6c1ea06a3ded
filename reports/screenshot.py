"""A picture of one of our own pages, taken by a chromium that reaches nothing but that file."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

WIDTH: Final = 1000
MOST_HEIGHT: Final = 16_000  # pixels; what a browser draws at once
_LINE: Final = 34  # pixels that a line of print takes at most
_IN_LINE: Final = 50  # characters that a line holds at least
_SECONDS: Final = 90
_FLAGS: Final = (
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--proxy-server=http://127.0.0.1:1",
)


def program() -> str:
    """The browser on this machine; '' when there is none. ``ZWGK_CHROMIUM`` names another than the usual ones."""
    named = os.environ.get("ZWGK_CHROMIUM", "")
    return shutil.which(named or "chromium") or ("" if named else shutil.which("chromium-browser") or "")


def take(page: Path, picture: Path, lengths: list[int]) -> str:
    """Draw a page whose blocks have these numbers of characters as PNG; why it is not whole or was not made, '' when it is."""
    wanted = 700 + sum((length // _IN_LINE + 1) * _LINE for length in lengths)
    height = min(wanted, MOST_HEIGHT)
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program(),
            *_FLAGS,
            *(("--no-sandbox",) if os.geteuid() == 0 else ()),  # chromium refuses to run as root otherwise
            f"--user-data-dir={profile}",
            f"--window-size={WIDTH},{height}",
            f"--screenshot={picture.absolute()}",
            page.absolute().as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"截图没有做成（{type(error).__name__}）"
    if done.returncode or not picture.is_file():
        picture.unlink(missing_ok=True)
        return f"截图没有做成（chromium 退出码 {done.returncode}）"
    _cut(picture)
    return f"内容较长，截图只到前 {MOST_HEIGHT} 像素" if wanted > MOST_HEIGHT else ""


def _cut(picture: Path) -> None:
    """Take away the white below the last line."""
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    bottom = min(image.height, box[3] + 24) if box else image.height
    image.crop((0, 0, image.width, bottom)).save(picture, optimize=True)
