"""One edit, seen by other people's readers as one edit: all else is to them as it was before.

They are installed by ``scripts/npm-peers.sh``; without them, or without Node.js, these tests are skipped.
"""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xmindparser

from casedocs.errors import CasedocsError
from casedocs.mindmap import DumpOptions, MindMap, Topic, canonical, dump, insert, load, loads
from casedocs.mindmap.files import dumps
from casedocs.mindmap.templates import list_templates, new_from_template

ROOT = Path(__file__).parents[4]
BUNDLE = ROOT / ".venv" / "npm-peers" / "read_maps.mjs"
CORPUS = ROOT.parent / "shared" / "data" / "mindmaps"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    NODE is None or not BUNDLE.is_file(), reason="no Node.js or no readers: run scripts/npm-peers.sh"
)
Tree = list[Any]  # [title, labels, [children]]


def seen(files: list[Path]) -> dict[str, dict[str, Tree | None]]:
    command = [str(NODE), str(BUNDLE), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    result: dict[str, dict[str, Tree | None]] = json.loads(done.stdout)
    for path in files:
        result[str(path)]["xmindparser"] = by_xmindparser(path)
    return result


def by_xmindparser(path: Path) -> Tree | None:
    def tree(topic: dict[str, Any]) -> Tree:
        return [topic.get("title") or "", topic.get("labels") or [], [tree(one) for one in topic.get("topics", [])]]

    try:
        return tree(xmindparser.xmind_to_dict(str(path))[0]["topic"])
    except (KeyError, AttributeError, TypeError, ValueError):
        return None


def edit(mind_map: MindMap, rng: random.Random) -> list[int]:
    """Renames one attached topic of the first sheet, labels it and gives it a child; returns the way to it."""
    topic, way = mind_map.sheets[0].root, list[int]()
    while topic.children and rng.random() < 0.8:
        way.append(rng.randrange(len(topic.children)))
        topic = topic.children[way[-1]]
    topic.title, topic.labels = "Đổi tên & <mới>", ["BL 12-15"]
    insert(mind_map, topic, Topic(title="con mới"), 0)
    return way


def expected(before: Tree, way: list[int]) -> Tree:
    after: Tree = json.loads(json.dumps(before))
    topic = after
    for place in way:
        topic = topic[2][place]
    topic[0], topic[1] = "Đổi tên & <mới>", ["BL 12-15"]
    topic[2].insert(0, ["con mới", [], []])
    return after


def check(originals: list[Path], folder: Path) -> dict[str, int]:
    """Edits each file, has both versions read, and compares; returns how many files each reader could read."""
    rng = random.Random(9)
    edited: dict[Path, tuple[Path, list[int]]] = {}
    for number, path in enumerate(originals):
        mind_map = load(path)
        way = edit(mind_map, rng)
        target = folder / f"{number}.xmind"
        dump(mind_map, target)
        assert canonical(load(target)) == canonical(mind_map), path.name
        edited[path] = (target, way)
    found = seen([*originals, *(target for target, _ in edited.values())])
    counts: dict[str, int] = {}
    for path, (target, way) in edited.items():
        for reader, before in found[str(path)].items():
            if before is not None:
                counts[reader] = counts.get(reader, 0) + 1
                assert found[str(target)][reader] == expected(before, way), (path.name, reader)
    return counts


@pytest.mark.parametrize("name", ["xmind-json", "xmind-xml"])
def test_an_edit_of_every_template_is_seen(tmp_path: Path, name: str) -> None:
    files = []
    for info in list_templates():
        files.append(tmp_path / f"{info.name}.xmind")
        data, _ = dumps(new_from_template(info.name, "Vụ A\nhai dòng"), options=DumpOptions(format=name))
        assert loads(data).title == "Vụ A\nhai dòng"
        files[-1].write_bytes(data)
    (tmp_path / "edited").mkdir()
    counts = check(files, tmp_path / "edited")
    assert counts["simple-mind-map"] == len(files)
    assert counts.get("xmind-model", 0) == (len(files) if name == "xmind-json" else 0)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development files are not on this machine")
def test_an_edit_of_every_real_file_is_seen(tmp_path: Path) -> None:
    files = []
    for path in sorted(CORPUS.glob("*.xmind")):
        try:
            mind_map = load(path)
        except CasedocsError:
            continue  # encrypted, or one of the broken ones
        if mind_map.origin is not None and mind_map.origin.package is not None:
            files.append(path)
    counts = check(files, tmp_path)
    assert len(files) >= 40
    # simple-mind-map opens every JSON file and some of XMind 8; xmind-model knows JSON only.
    assert counts["simple-mind-map"] >= 25
    assert counts["xmind-model"] >= 12
    assert counts["xmindparser"] >= 40
