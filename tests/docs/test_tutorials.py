"""Every command and every program of the tutorials runs, and prints what the tutorials say it prints."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from casedocs.errors import EngineNotFoundError
from casedocs.ocr import create_engine

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
FENCE = re.compile(
    r"^(?P<checked><!-- checked -->\n\n)?```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
ANYTHING = "…"


@dataclass(frozen=True)
class Step:
    """A block that is run, and the output that it must give (None: any)."""

    language: str
    code: str
    line: int
    expected: str | None = None


def steps_of(text: str) -> list[Step]:
    """The ``bash`` and ``python`` blocks in order; a checked ``text`` block belongs to the block before it."""
    steps: list[Step] = []
    for match in FENCE.finditer(text):
        language, code = match["language"], match["code"]
        if language in {"bash", "python"}:
            steps.append(Step(language, code, text.count("\n", 0, match.start()) + 1))
        elif match["checked"]:
            assert language == "text"
            assert steps, "checked output without a block before it"
            assert steps[-1].expected is None, "two checked outputs for one block"
            last = steps.pop()
            steps.append(Step(last.language, last.code, last.line, code))
    return steps


def agrees(expected: str, printed: str) -> bool:
    """Whether the output is the expected one; a line of ``…`` stands for any lines, also none."""
    wanted = [line.strip() for line in expected.strip().splitlines()]
    pattern = "".join(r"(?:.*\n)*" if line == ANYTHING else re.escape(line) + r"\n" for line in wanted)
    lines = [line.strip() for line in printed.strip().splitlines()]
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def run(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    paths = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    environment = {**os.environ, "PATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
    command = ["bash", "-eu", "-o", "pipefail", "-c"] if step.language == "bash" else [sys.executable, "-c"]
    return subprocess.run(
        [*command, step.code],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def engine_is_here() -> bool:
    try:
        create_engine("auto").close()
    except EngineNotFoundError:
        return False
    return True


@pytest.mark.skipif(not engine_is_here(), reason="needs an engine that reads Vietnamese")
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.name)
def test_tutorial_runs(tutorial: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "sample-dossier", tmp_path / "examples" / "sample-dossier")
    for step in steps_of(tutorial.read_text(encoding="utf-8")):
        if step.language == "bash" and sys.platform == "win32":
            continue
        done = run(step, tmp_path)
        where = f"{tutorial.name}, line {step.line}"
        assert done.returncode == 0, f"{where}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        if step.expected is not None:
            assert agrees(step.expected, done.stdout), f"{where}: printed\n{done.stdout}"


def test_both_languages_teach_the_same() -> None:
    for vietnamese in (path for path in TUTORIALS if path.name.endswith(".vi.md")):
        english = vietnamese.with_name(vietnamese.name.replace(".vi.", ".en."))
        ours, theirs = (steps_of(path.read_text(encoding="utf-8")) for path in (vietnamese, english))
        assert [step.language for step in ours] == [step.language for step in theirs]
        assert [step.expected for step in ours] == [step.expected for step in theirs]


SAMPLE = """# T

```bash
true
```

Some words.

```text
not checked
```

```python
print("a")
```

<!-- checked -->

```text
a
…
```

```powershell
never run
```
"""


def test_blocks_are_found() -> None:
    assert steps_of(SAMPLE) == [Step("bash", "true\n", 3), Step("python", 'print("a")\n', 13, "a\n…\n")]


@pytest.mark.parametrize("printed", ["a", "a\nb\n", " a \nb\nc\n"])
def test_output_that_agrees(printed: str) -> None:
    assert agrees("a\n…\n", printed)


@pytest.mark.parametrize("printed", ["", "b\na\n", "ab\n"])
def test_output_that_does_not_agree(printed: str) -> None:
    assert not agrees("a\n…\n", printed)


def test_a_failing_block_is_seen(tmp_path: Path) -> None:
    assert run(Step("python", "raise SystemExit(3)", 1), tmp_path).returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
def test_a_failing_line_inside_a_block_is_seen(tmp_path: Path) -> None:
    assert run(Step("bash", "false | cat\necho done\n", 1), tmp_path).returncode != 0
