"""The manifest of the batch engine, cut at every byte and with bits that flip: gone on with, or refused by name.

    python -m benchmarks.batch_damage [--step 1 --log-step 1 --commits 10] [--flips 100 --manifests 100] [--out FILE]

Cuts the manifest at every byte (`--step` N: at every N-th), then the log of its last commits (`--log-step`), opens what
is left and brings it to its end. A log that is longer may never know less. Then flips bits, one at a time, in manifests
that are all made anew (paths and times in them differ). Exits with 1 when anything came out that is neither. Works in
memory (`/dev/shm`) where there is such a place: a manifest flushes every commit.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.support.manifests import commits, cut_files, cut_logs, make_manifest, with_flipped_bit

_MEMORY = Path("/dev/shm")


def cuts(folder: Path, step: int, log_step: int, count: int) -> list[dict[str, Any]]:
    """Manifest and log, cut at every `step`-th and `log_step`-th byte and not at all."""
    path = make_manifest(folder)
    opened = commits(path, count)
    data, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    opened.close()
    whole = path.read_bytes()
    files = Counter(outcome for _, outcome in cut_files(whole, [*range(0, len(whole), step), len(whole)], folder))
    logs: Counter[str] = Counter()
    known = 0
    for place, done, outcome in cut_logs(data, log, [*range(0, len(log), log_step), len(log)], folder):
        logs[outcome if done >= known else f"knows less at {place}"] += 1
        known = done
    return [
        {"damage": "manifest cut", "bytes": len(whole), "cases": files.total(), **files},
        {"damage": "log cut", "bytes": len(log), "cases": logs.total(), **logs},
    ]


def flips(folder: Path, manifests: int, count: int, chance: random.Random) -> dict[str, Any]:
    """`count` flipped bits in each of so many manifests, every other one with pages done."""
    found: Counter[str] = Counter()
    for number in range(manifests):
        with tempfile.TemporaryDirectory(dir=folder) as home:
            path = make_manifest(Path(home))
            if number % 2:
                commits(path, chance.randrange(1, 30)).close()
            data = path.read_bytes()
            for _ in range(count):
                found[_flip(data, chance, Path(home))] += 1
    return {"damage": "bit flipped", "manifests": manifests, "cases": found.total(), **found}


def _flip(data: bytes, chance: random.Random, folder: Path) -> str:
    try:
        return with_flipped_bit(data, chance.randrange(len(data)), chance.randrange(8), folder)
    except Exception as error:  # noqa: BLE001  whatever comes out is what is counted
        return f"{type(error).__name__}: {error}"[:200]


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--step", type=int, default=1, help="0: no cuts")
    parser.add_argument("--log-step", type=int, default=1)
    parser.add_argument("--commits", type=int, default=10, help="in the log")
    parser.add_argument("--flips", type=int, default=100, help="a manifest")
    parser.add_argument("--manifests", type=int, default=100)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as name:
        if options.step:
            rows += cuts(Path(name), options.step, options.log_step, options.commits)
        if options.flips * options.manifests:
            rows.append(flips(Path(name), options.manifests, options.flips, random.SystemRandom()))
    result = {
        "title": "Damaged manifests: gone on with, or refused by name",
        "date": datetime.now(tz=UTC).date().isoformat(),
        "machine": f"Linux, Python {sys.version.split()[0]}",
        "command": " ".join(["python -m benchmarks.batch_damage", *sys.argv[1:]]),
        "note": "a case is one cut or one bit; resumed: brought to its end with all pages; anything else is a fault",
        "rows": rows,
    }
    text = json.dumps(result, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    good = {"damage", "bytes", "cases", "manifests", "resumed", "refused", "harmless"}
    return 0 if all(row.keys() <= good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
