"""See under Wine that a child of the sandbox ends with its parent on Windows: the real code, the real kernel calls.

    python tools/windows_job.py FOLDER [--wine /usr/lib/wine/wine64]

FOLDER holds an embeddable CPython for Windows (``python.exe``, ``python3xx._pth``). Starts a parent with a sandbox
whose child is at work, ends the parent with ``kill -9`` and looks for the child: while it sleeps, while it holds the
interpreter (so that it cannot see its input end), and, to know that the job object is what does it, without one.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASES = (("hang", "job"), ("hold", "job"), ("hold", "none"))

PARENT = r"""
import sys
import casedocs.batch._job_object as job_object
from casedocs.batch.options import PoolOptions
from casedocs.batch.sandbox import Sandbox
work, job = sys.argv[1:]
if job == "none":
    job_object._kernel32 = lambda: None
sandbox = Sandbox(PoolOptions(task="tests.support.tasks:start", memory_bytes=0))
sandbox.call({"do": "echo"}, seconds=120)
print("job object" if sandbox._job else "no job object", flush=True)
sandbox.call({"do": work}, seconds=300)
"""


def interpreter(folder: Path, home: Path) -> Path:
    """A copy of the interpreter that finds our packages."""
    shutil.copytree(folder, home)
    (paths,) = home.glob("python3*._pth")
    drive = [f"Z:{str(place).replace('/', chr(92))}" for place in (ROOT / "src", ROOT)]
    paths.write_text("\n".join([f"{paths.stem}.zip", ".", *drive]) + "\n", encoding="utf-8")
    return home / "python.exe"


def children(home: Path) -> set[int]:
    """Processes of the sandbox's children; Wine shows them with their Windows paths."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if home.name in words[0].replace("\\", "/") and "casedocs.batch._child" in words:
            found.add(int(entry.name))
    return found


def outlives(wine: str, python: Path, work: str, job: str) -> tuple[str, bool]:
    """Kills a parent; gives what it said of its job object, and whether its child lives on."""
    command = [wine, str(python), "-c", PARENT, work, job]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}  # Wine takes no files
    with subprocess.Popen(command, text=True, **pipes) as parent:
        assert parent.stdout is not None
        said = next((line.strip() for line in parent.stdout if "job object" in line), "nothing")
        time.sleep(1)
        before = children(python.parent)
        assert before, "no child was started"
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while (left := children(python.parent) & before) and time.monotonic() < end:
        time.sleep(0.1)
    for number in left:
        os.kill(number, signal.SIGKILL)
    return said, bool(left)


def main() -> int:
    """Runs the cases; 0 if a child outlives its parent without a job object only."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wine", default="/usr/lib/wine/wine64")
    options = parser.parse_args()
    os.environ.setdefault("WINEDEBUG", "-all")
    right = True
    with tempfile.TemporaryDirectory(prefix="casedocs-wine-") as name:
        os.environ["WINEPREFIX"] = f"{name}/prefix"
        python = interpreter(options.folder, Path(name) / f"python-{Path(name).name}")
        for work, job in CASES:
            said, lives = outlives(options.wine, python, work, job)
            print(f"child at {work}, {said}: {'outlives its parent' if lives else 'ends with its parent'}", flush=True)
            right &= lives == (job == "none")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
