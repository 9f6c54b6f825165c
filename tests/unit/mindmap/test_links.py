from pathlib import Path

import pikepdf
import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import MindMap, Topic, dump, load
from casedocs.mindmap.links import LinkState, Target, check_links, file_link, record_hashes, repair_links, target_of
from casedocs.mindmap.packing import PackOptions, pack


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("file:trang/0%20a.png", Target("trang/0 a.png")),
        ("file:///C:/hồ%20sơ/a.pdf#page=3", Target("C:/hồ sơ/a.pdf", "page=3")),
        ("file:///tmp/a.png", Target("/tmp/a.png")),
        ("file://may-chu/chung/a.png", Target("\\\\may-chu/chung/a.png")),
        ("trang\\a.png", Target("trang/a.png")),
        ("D:\\a.png", Target("D:/a.png")),
        ("https://x.vn/a", None),
        ("javascript:alert(1)", None),
        ("xmind:#id", None),
        ("xap:resources/a.png", None),
    ],
)
def test_what_a_link_means(link: str, target: Target | None) -> None:
    assert target_of(link) == target


def test_links_are_written_as_xmind_writes_them() -> None:
    assert file_link("trang/hồ sơ.pdf", "page=2") == "file:trang/h%E1%BB%93%20s%C6%A1.pdf#page=2"
    assert target_of(file_link("trang/hồ sơ.pdf", "page=2")) == Target("trang/hồ sơ.pdf", "page=2")


def case(folder: Path) -> MindMap:
    (folder / "trang").mkdir(parents=True)
    (folder / "trang" / "1.png").write_bytes(b"mot")
    with pikepdf.new() as pdf:
        for width in (100, 200, 300, 400):
            pdf.add_blank_page(page_size=(width, 100))
        pdf.save(folder / "tập 1.pdf")
    (folder.parent / "ngoài.txt").write_text("bí mật")
    mind_map = MindMap.new("Vụ")
    root = mind_map.sheets[0].root
    for link in (
        "file:trang/1.png",
        "file:t%E1%BA%ADp%201.pdf#page=3",
        "file:t%E1%BA%ADp%201.pdf#page=2",
        "file:mất.png",
        "file:../ngo%C3%A0i.txt",
        "https://x.vn",
        "javascript:alert(1)",
        str(folder / "trang" / "1.png"),
        "file://may-chu/a.png",
    ):
        root.children.append(Topic(title=link[:10], link=link))
    return mind_map


def test_every_state_is_found(tmp_path: Path) -> None:
    mind_map = case(tmp_path / "vụ")
    states = [item.state for item in check_links(mind_map, tmp_path / "vụ")]
    assert states == [
        LinkState.OK,
        LinkState.OK,
        LinkState.OK,
        LinkState.MISSING,
        LinkState.OUTSIDE,
        LinkState.WEB,
        LinkState.UNSAFE,
        LinkState.ABSOLUTE,
        LinkState.ABSOLUTE,
    ]


def test_moved_files_are_found_by_content(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    assert record_hashes(mind_map, folder) == 3
    (folder / "quét").mkdir()
    (folder / "trang" / "1.png").rename(folder / "quét" / "0001.png")
    findings = check_links(mind_map, folder)
    assert (findings[0].state, findings[0].found) == (LinkState.MOVED, "quét/0001.png")
    repaired = repair_links(mind_map, folder)
    assert [item.link for item in repaired] == ["file:trang/1.png"]
    assert check_links(mind_map, folder)[0].state is LinkState.OK
    (folder / "quét" / "0001.png").write_bytes(b"khac")
    assert check_links(mind_map, folder)[0].state is LinkState.CHANGED


def test_absolute_links_into_the_folder_become_relative(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    repair_links(mind_map, folder)
    assert mind_map.sheets[0].root.children[7].link == "file:trang/1.png"


def test_links_through_symbolic_links_stay_inside(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    (folder / "lối").symlink_to(tmp_path)
    mind_map.sheets[0].root.children[0].link = "file:lối/ngoài.txt"
    assert check_links(mind_map, folder)[0].state is LinkState.OUTSIDE


def test_a_package_holds_only_the_cited_pages(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    report = pack(mind_map, folder, tmp_path / "gói")
    assert report.files == ("gói.xmind", "trang/1.png", "trang/tập 1.pdf")
    assert set(report.left_out) == {
        "file:mất.png", "file:../ngo%C3%A0i.txt", str(folder / "trang" / "1.png"), "file://may-chu/a.png",
    }  # fmt: skip
    with pikepdf.open(tmp_path / "gói" / "trang" / "tập 1.pdf") as pdf:
        assert [float(page.mediabox[2]) for page in pdf.pages] == [200, 300]
    packed = load(tmp_path / "gói" / "gói.xmind")
    links = [topic.link for topic in packed.sheets[0].root.children[:3]]
    assert links == ["file:trang/1.png", file_link("trang/tập 1.pdf", "page=2"), file_link("trang/tập 1.pdf", "page=1")]
    assert all(item.state is LinkState.OK for item in check_links(packed, tmp_path / "gói")[:3])
    assert not any((tmp_path / "gói").rglob("ngoài*"))
    assert mind_map.sheets[0].root.children[0].link == "file:trang/1.png"


def test_whole_files_can_go_along(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    pack(case(folder), folder, tmp_path / "gói", options=PackOptions(pages_only=False))
    assert (tmp_path / "gói" / "trang" / "tập 1.pdf").read_bytes() == (folder / "tập 1.pdf").read_bytes()


def test_a_failing_package_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    (folder / "tập 1.pdf").write_bytes(b"hong")
    with pytest.raises(Exception, match="PDF"):
        pack(mind_map, folder, tmp_path / "gói")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ngoài.txt", "vụ"]
    (tmp_path / "có").mkdir()
    with pytest.raises(UsageError):
        pack(mind_map, folder, tmp_path / "có")


def test_hashes_survive_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "vụ"
    mind_map = case(folder)
    record_hashes(mind_map, folder)
    dump(mind_map, folder / "a.xmind")
    assert record_hashes(load(folder / "a.xmind"), folder) == 0
