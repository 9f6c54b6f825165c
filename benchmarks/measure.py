"""Running a command as a whole process: wall, processor time and memory as the system counted them."""

import os
import platform
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "machine", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process with all its children.

    Attributes:
        wall: Seconds from start to end.
        cpu: User and system seconds, children included.
        peak_mb: Largest single process, MB.
        output: What it printed.
    """

    wall: float
    cpu: float
    peak_mb: float
    output: str


def run(command: Sequence[str], *, environment: dict[str, str] | None = None) -> Run:
    """Runs a command to its end.

    Raises:
        SystemExit: If it fails.
    """
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})}
    )
    output, complaints = process.communicate()
    wall, after = time.perf_counter() - started, os.times()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{complaints.decode(errors='replace')[-2000:]}")
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    # Of all children so far; meaningful when each command is measured in a benchmark process of its own.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Run(wall, cpu, peak, output.decode("utf-8", "replace"))


def machine() -> str:
    """Processor, cores and system in a few words."""
    model = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
