"""Mind maps: reading and writing large files beside other readers, and the corpus checks on real files.

    python benchmarks/mindmap.py [--topics 100000] [--repeats 3] [--corpus FOLDER] [--json out.json]

Every case runs in a process of its own, the peers take turns within each repeat; the least time of the repeats counts.
Time is processor time of the case (imports and the making of the file left out), memory is the peak of the process.
The corpus part saves each file without changes, and then with random edits, and compares in canonical form.
"""

import argparse
import io
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedocs.errors import CasedocsError
from casedocs.mindmap import (
    DumpOptions,
    LoadOptions,
    MindMap,
    Note,
    Topic,
    canonical,
    dumps,
    insert,
    load,
    loads,
    move,
    remove,
)

CORPUS = Path("../shared/data/mindmaps")
PASSWORD = "matkhau123"


def big_map(topics: int) -> MindMap:
    """A map of ten branches at every level with notes, labels and markers in the shares of real case maps."""
    mind_map = MindMap.new("Hồ sơ vụ án")
    level, count = [mind_map.sheets[0].root], 1
    while count < topics:
        following: list[Topic] = []
        for parent in level:
            for _ in range(min(10, topics - count)):
                child = parent.add(f"Chủ đề số {count} – lời khai của bị can")
                count += 1
                if count % 3 == 0:
                    child.labels.append("BL 12-15")
                if count % 5 == 0:
                    child.note = Note(plain="Ghi chú của kiểm sát viên về nội dung này")
                if count % 7 == 0:
                    child.markers.append("priority-1")
                following.append(child)
        level = following
    return mind_map


def read_casedocs(path: Path) -> Callable[[], Any]:
    data = path.read_bytes()
    return lambda: loads(data)


def write_new(path: Path, name: str) -> Callable[[], Any]:
    mind_map = loads(path.read_bytes())
    for topic in mind_map.topics():
        topic.source = None
    mind_map.origin = None
    return lambda: dumps(mind_map, options=DumpOptions(format=name))


def write_edited(path: Path) -> Callable[[], Any]:
    mind_map = loads(path.read_bytes())
    mind_map.sheets[0].root.children[0].title = "đã sửa"
    return lambda: dumps(mind_map, options=DumpOptions())


def read_xmindparser(path: Path) -> Callable[[], Any]:
    import xmindparser

    return lambda: xmindparser.xmind_to_dict(str(path))


def read_xmind(path: Path) -> Callable[[], Any]:
    import xmind

    return lambda: xmind.load(str(path)).getPrimarySheet().getData()


def read_json_only(path: Path) -> Callable[[], Any]:
    """The floor: unpack and parse, no model at all."""

    def work() -> object:
        with zipfile.ZipFile(path) as package:
            return json.loads(package.read("content.json"))

    return work


def read_lxml_only(path: Path) -> Callable[[], Any]:
    """The floor for XML: unpack and parse with lxml, no model at all."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no types, used here only

    def work() -> object:
        with zipfile.ZipFile(path) as package:
            return etree.parse(io.BytesIO(package.read("content.xml")), etree.XMLParser(huge_tree=True))

    return work


CASES: dict[str, tuple[str, Callable[[Path], Callable[[], Any]]]] = {
    "json read casedocs": ("json", read_casedocs),
    "json read xmindparser": ("json", read_xmindparser),
    "json parse only (floor)": ("json", read_json_only),
    "json write new casedocs": ("json", lambda path: write_new(path, "xmind-json")),
    "json write edited casedocs": ("json", write_edited),
    "xml read casedocs": ("xml", read_casedocs),
    "xml read xmindparser": ("xml", read_xmindparser),
    "xml read xmind": ("xml", read_xmind),
    "xml parse only, lxml (floor)": ("xml", read_lxml_only),
    "xml write new casedocs": ("xml", lambda path: write_new(path, "xmind-xml")),
    "xml write edited casedocs": ("xml", write_edited),
}


def run_case(name: str, path: Path) -> dict[str, float]:
    """One case in this process."""
    work = CASES[name][1](path)
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    seconds = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - processor}
    del result
    return {**seconds, "peak_mib": peak_mib()}


def peak_mib() -> float:
    """Peak memory of this process; Linux keeps it in a file, ru_maxrss would count the parent too."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(name: str, path: Path) -> dict[str, float] | None:
    command = [sys.executable, __file__, "--case", name, "--file", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["?"]
        print(f"{name}: not measured ({last[0][:120]})", file=sys.stderr)
        return None
    result: dict[str, float] = json.loads(done.stdout)
    return result


def timings(topics: int, repeats: int) -> dict[str, dict[str, float]]:
    best: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        mind_map = big_map(topics)
        paths = {kind: Path(folder) / f"{kind}.xmind" for kind in ("json", "xml")}
        for kind, path in paths.items():
            path.write_bytes(dumps(mind_map, options=DumpOptions(format=f"xmind-{kind}"))[0])
        for _ in range(repeats):
            for name, (kind, _) in CASES.items():
                found = child(name, paths[kind])
                if found is not None:
                    old = best.get(name, found)
                    best[name] = {key: min(value, old[key]) for key, value in found.items()}
    return best


def edit(mind_map: MindMap, rng: random.Random) -> None:
    topics = list(mind_map.topics())
    roots = {id(sheet.root) for sheet in mind_map.sheets}
    topic = rng.choice(topics)
    what = rng.randrange(6)
    if what == 0:
        topic.title = "Đổi tên\nhai dòng & <x>"
    elif what == 1:
        topic.note = Note(plain="ghi chú\r mới")
    elif what == 2:
        insert(mind_map, topic, Topic(title="mới"), 0)
    elif what == 3 and id(topic) not in roots:
        remove(mind_map, topic)
    elif what == 4 and id(topic) not in roots:
        inside = {id(item) for item in topic.walk()}
        move(mind_map, topic, rng.choice([item for item in topics if id(item) not in inside]), 0)
    else:
        topic.labels, topic.link = ["BL 12-15"], "file:ho-so/trang%2012.pdf"


def one_file(path: Path, rng: random.Random) -> str:
    options = LoadOptions(password=PASSWORD)
    try:
        mind_map = load(path, options=options)
    except CasedocsError as error:
        return f"named error {type(error).__name__}"
    assert mind_map.origin is not None
    if mind_map.origin.format == "mindmanager":
        return "read only"
    if dumps(mind_map, options=DumpOptions())[0] != path.read_bytes():
        return "NOT IDENTICAL"
    for _ in range(8):
        mind_map = load(path, options=options)
        edit(mind_map, rng)
        data, _ = dumps(mind_map, options=DumpOptions())
        suffix = LoadOptions(password=PASSWORD, format=mind_map.origin.format if mind_map.origin else "")
        again = canonical(loads(data, options=suffix))
        if mind_map.origin is not None and mind_map.origin.format.startswith("xmind") and again != canonical(mind_map):
            return "EDIT CHANGED MORE"
    return "identical, edits hold"


def corpus(folder: Path) -> dict[str, str]:
    rng = random.Random(7)
    return {path.name: one_file(path, rng) for path in sorted(folder.iterdir()) if path.is_file()}


def report(given: argparse.Namespace, found: dict[str, dict[str, float]], files: dict[str, str]) -> dict[str, object]:
    """The run in the shape that the documentation shows."""
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in Counter(files.values()).most_common())
    return {
        "title": f"Mind maps: {given.topics:,} topics read and written",
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "command": f"python benchmarks/mindmap.py --topics {given.topics} --repeats {given.repeats} --json FILE",
        "note": f"Least of {given.repeats} repeats, the readers in turns, each case in a process of its own; processor "
        "time without imports. xmind keeps the whole document as casedocs does; xmindparser gives titles, notes, "
        "labels, markers and links only; the floors only parse. Edited: one title changed in a map that was read. "
        + (f"Files saved unchanged and after eight random edits each: {verdicts}." if verdicts else ""),
        "rows": [{"case": name, **{key: round(value, 3) for key, value in row.items()}} for name, row in found.items()],
        "plot": {"label": "case", "value": "cpu_s", "title": "Processor seconds"},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--case", choices=list(CASES), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        print(json.dumps(run_case(given.case, given.file)))
        return
    files = corpus(given.corpus) if given.corpus.is_dir() else {}
    if not files:
        print(f"there is no {given.corpus}: the corpus part is left out")
    for name, verdict in files.items():
        print(f"{verdict:26} {name}")
    found = timings(given.topics, given.repeats)
    for name, row in found.items():
        print(f"{name:32} {row['cpu_s']:7.2f} s cpu {row['wall_s']:7.2f} s wall {row['peak_mib']:8.0f} MiB")
    if given.json:
        given.json.write_text(
            json.dumps(report(given, found, files), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
