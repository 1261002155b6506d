"""What was measured last, kept in `measured.json`: from there the book tells it."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timing import Row

KEPT = Path(__file__).parent / "measured.json"


def record(command: str, rows: Sequence[Row], kept: Path = KEPT) -> None:
    """Keep the rows of one command, in place of those it measured before; others' stay."""
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    now = {"on": machine(), "rows": [asdict(row) for row in rows]}
    text = json.dumps(before | {command: now}, indent=2, ensure_ascii=False, sort_keys=True)
    kept.write_text(text + "\n", encoding="utf-8")


def machine() -> str:
    """Return the day and the machine, in words."""
    return (
        f"{dt.datetime.now(dt.UTC).date()}, Python {platform.python_version()}, "
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    )
