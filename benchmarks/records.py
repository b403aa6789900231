"""Records of runs: JSON in records/<machine>/, without the machine's name or any path."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smsparse import Engine, __version__

RECORDS = Path(__file__).resolve().parent / "records"


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system, Python."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gib": _memory_gib(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def folder_of(found: dict[str, Any]) -> str:
    """The folder of a machine: its processor and number of cores."""
    return re.sub(r"[^a-z0-9]+", "-", f"{found['processor']} {found['cores']} cores".lower()).strip("-")


def write(name: str, content: dict[str, Any]) -> Path:
    """Writes a record with machine, commit and versions; returns its path."""
    found = machine()
    now = datetime.now(UTC)
    record = {
        "name": name,
        "date": now.isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": found,
        "versions": {**Engine().versions, "smsparse": __version__},
        **content,
    }
    path = RECORDS / folder_of(found) / f"{now:%Y-%m-%d}-{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def _commit() -> str:
    """The commit measured, with + behind it where files were changed since; "" outside a repository."""
    try:
        told = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
        return subprocess.run(told, cwd=RECORDS.parent, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    match = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return match[1] if match else platform.machine()


def _memory_gib() -> int | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (ValueError, OSError, AttributeError):
        return None
