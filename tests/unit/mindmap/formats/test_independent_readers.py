"""What we write, read by somebody else's program."""

from pathlib import Path

import pytest
import xmindparser

from casedocs.mindmap import DumpOptions, Note, Topic, dump, dumps, insert, load, loads
from casedocs.mindmap.templates import new_from_template


@pytest.mark.parametrize("name", ["xmind-json", "xmind-xml"])
def test_xmindparser_sees_the_edit(tmp_path: Path, name: str) -> None:
    mind_map = loads(dumps(new_from_template("dan-su", "Vụ A"), options=DumpOptions(format=name))[0])
    root = mind_map.sheets[0].root
    root.children[0].title = "Đổi tên"
    root.children[1].note = Note(plain="ghi chú mới")
    insert(mind_map, root, Topic(title="mới", labels=["BL 5"], link="https://x.vn", markers=["flag-red"]), 0)
    dump(mind_map, tmp_path / "a.xmind")
    assert load(tmp_path / "a.xmind").origin is not None
    seen = xmindparser.xmind_to_dict(str(tmp_path / "a.xmind"))[0]["topic"]
    assert seen["title"] == "Vụ A"
    first, second, third = seen["topics"][:3]
    assert (first["title"], first["labels"], first["link"]) == ("mới", ["BL 5"], "https://x.vn")
    assert first["makers"] == ["flag-red"]
    assert second["title"] == "Đổi tên"
    assert third["note"].strip() == "ghi chú mới"
