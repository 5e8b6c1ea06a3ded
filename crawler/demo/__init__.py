"""The bundled demo: a fictional district whose portal is built in memory and served on this machine.

``server.serve`` runs it, ``portal.build`` makes it, ``profile_text`` gives its profile for any port. What is planted in
it, good and bad, stands in ``tests/demo_truth.py``.
"""

from pathlib import Path

_HOME = "http://127.0.0.1:18923/"


def profile_text(base: str) -> str:
    """The demo's profile (TOML) with all its addresses below ``base`` (``http://127.0.0.1:PORT/``)."""
    profile = Path(__file__).parent.parent / "sites" / "demo.toml"
    return profile.read_text(encoding="utf-8").replace(_HOME, base.rstrip("/") + "/")
