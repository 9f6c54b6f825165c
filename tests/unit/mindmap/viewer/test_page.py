import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import Boundary, MindMap, Note, Numbering, Relationship, Sheet, Summary, Topic
from casedocs.mindmap.links import safe_link
from casedocs.mindmap.status import Status, fold, status_of
from casedocs.mindmap.viewer import HtmlOptions, ViewerLanguage, render_html

EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2> \u2028 & \"' <!--"


def case() -> MindMap:
    mind_map = MindMap.new(EVIL)
    root = mind_map.sheets[0].root
    for number in range(4):
        branch = root.add(f"Nhánh {number}")
        for inner in range(3):
            branch.add(f"Ý {number}.{inner}").add("sâu")
    root.children[1].children[1].children[0].title = "Tỉnh Đồng Tháp"
    root.children[1].note = Note(plain=EVIL, html="<b onclick=x>x</b>")
    root.children[2].link = "javascript:window.hacked=3"
    root.children[3].labels = ["Mâu thuẫn"]
    root.floating.append(Topic(title="tự do"))
    mind_map.sheets[0].relationships = [
        Relationship(start_id=root.children[0].id, end_id=root.children[2].id, title="mâu thuẫn"),
        Relationship(start_id="không", end_id=root.id),
    ]
    return mind_map


def page(tmp_path: Path, mind_map: MindMap, options: HtmlOptions | None = None) -> str:
    path = tmp_path / "map.html"
    render_html(mind_map, path, options=options)
    return path.read_text(encoding="utf-8")


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="map">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_viewer_is_small(tmp_path: Path) -> None:
    text = page(tmp_path, MindMap.new("x"), HtmlOptions(embed_fonts=False))
    code = "".join(re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL))
    assert 15_000 < len(code.encode()) <= 30_000


def test_nothing_that_an_author_writes_becomes_markup(tmp_path: Path) -> None:
    text = page(tmp_path, case())
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "<img" not in text
    assert "<!--" not in text
    data = data_of(text)
    assert data["sheets"][0]["topics"][0][0] == EVIL.replace("\u2028", "\u2028")
    assert data["sheets"][0]["arcs"] == [[1, 15, "mâu thuẫn"]]
    assert all(row[5] == "" for row in data["sheets"][0]["topics"])
    assert "onclick" not in text


def test_the_policy_names_exactly_this_script_and_style(tmp_path: Path) -> None:
    text = page(tmp_path, case(), HtmlOptions(language=ViewerLanguage.EN))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag, name in (("script", "script"), ("style", "style")):
        found = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)


def test_the_page_itself_has_no_inline_style_or_handler(tmp_path: Path) -> None:
    text = page(tmp_path, MindMap.new("Vụ án"))
    assert not re.search(r"\sstyle=|\son\w+=", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))


def test_numbers_go_before_titles(tmp_path: Path) -> None:
    mind_map = MindMap.new("Vụ án")
    mind_map.sheets[0].root.numbering = Numbering(number_format="org.xmind.numbering.roman")
    mind_map.sheets[0].root.add("một")
    mind_map.sheets[0].root.add("hai")
    assert [row[0] for row in data_of(page(tmp_path, mind_map))["sheets"][0]["topics"]] == [
        "Vụ án",
        "I. một",
        "II. hai",
    ]


def test_notes_can_stay_at_home(tmp_path: Path) -> None:
    assert all(row[4] == "" for row in data_of(page(tmp_path, case(), HtmlOptions(notes=False)))["sheets"][0]["topics"])


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.vn/a", "https://example.vn/a"), ("file:bl/trang%2012.pdf", "bl/trang%2012.pdf"),
        ("ho-so\\trang.png", "ho-so/trang.png"), ("java\nscript:alert(1)", ""), ("JAVASCRIPT:x", ""),
        ("data:text/html,x", ""), ("file:///etc/passwd", ""), ("//evil.example", ""), ("xap:resources/a", ""),
        ("vbscript:x", ""), (None, ""), ("#x", ""), ("\\\\server\\x", ""),
    ],
)  # fmt: skip
def test_only_safe_links_are_offered(link: str | None, safe: str) -> None:
    assert safe_link(link) == safe


def test_states_are_read_from_labels_then_markers() -> None:
    assert status_of(Topic(labels=["BL 1", "Mâu thuẫn"], markers=["task-done"])) is Status.CONFLICT
    assert status_of(Topic(markers=["priority-1", "task-done"])) is Status.PROVEN
    assert status_of(Topic(labels=["Cần bổ sung"])) is Status.MISSING
    assert status_of(Topic()) is Status.NONE
    assert fold("Đồng Tháp ĐẶNG") == "dong thap dang"


def test_a_missing_sheet_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        render_html(MindMap(), tmp_path / "a.html")


def linked() -> MindMap:
    """Markers of several kinds; links to a topic of the same sheet, of another sheet, to a sheet, and to nothing."""
    mind_map = MindMap.new("Vụ án")
    root, other = mind_map.sheets[0].root, Sheet(title="Chứng cứ", root=Topic(title="Chứng cứ"))
    mind_map.sheets.append(other)
    goals = [root.add(f"Nhánh {number}") for number in range(4)]
    lie = other.root.add("Lời khai")
    lie.link = f"xmind:#{goals[3].id}"
    goals[0].link, goals[1].link = f"xmind:#{goals[2].id}", f"xmind:#{lie.id}"
    goals[2].link, goals[3].link = f"xmind:#{other.id}", "xmind:#không-có"
    goals[0].markers = ["priority-1", "smiley-cry"] + ["flag-red"] * 9
    return mind_map


def test_markers_are_drawn_in_the_page_as_in_pictures(tmp_path: Path) -> None:
    data = data_of(page(tmp_path, linked()))
    assert data["sheets"][0]["topics"][1][9] == ["priority-1", "smiley-cry", *["flag-red"] * 4]
    assert sorted(data["icons"]) == ["flag-red", "priority-1", "smiley-cry"]
    disc, letter = data["icons"]["priority-1"]
    assert disc[0].startswith("M7.5 0.5h0a7 7 0 0 1 7 7")
    assert letter[:3] == ["1", "#ffffff", 10.0]


def test_links_between_topics_know_where_they_lead(tmp_path: Path) -> None:
    first, second = data_of(page(tmp_path, linked()))["sheets"]
    assert [row[10] for row in first["topics"]] == [0, [0, 3], [1, 1], [1, 0], 0]
    assert [row[10] for row in second["topics"]] == [0, [0, 4]]
    assert {row[5] for row in first["topics"]} == {""}


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.loopback
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_a_browser(tmp_path: Path) -> None:  # noqa: PLR0915  one visit, many looks
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser group is not installed")
    page(tmp_path, case())
    requests: list[str] = []
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto((tmp_path / "map.html").as_uri())
        tab.wait_for_selector("html[data-ready]")

        def state() -> Any:
            return tab.evaluate("casedocsViewer.state")

        assert state()["shown"] == state()["topics"] == 30
        assert (
            tab.evaluate(
                "new Set(document.getElementById('board').getContext('2d').getImageData(0,0,900,700).data).size"
            )
            > 30
        )
        tab.fill("#search", "dong thap")
        assert tab.text_content("#count") == "1/1"
        assert state()["selected"] == "Tỉnh Đồng Tháp"
        tab.fill("#search", "sau")
        first = state()["selected"]
        tab.keyboard.press("Enter")
        assert tab.text_content("#count") == "2/11"
        tab.keyboard.press("Shift+Enter")
        assert (tab.text_content("#count"), state()["selected"]) == ("1/11", first)
        tab.click('[data-do="close"]')
        assert state()["shown"] == 6
        tab.fill("#search", "thap")
        assert tab.evaluate("casedocsViewer.box(10).shown") or state()["selected"] == "Tỉnh Đồng Tháp"
        tab.fill("#search", "")
        tab.click('[data-do="open"]')
        assert state()["shown"] == 30
        spot = tab.evaluate("casedocsViewer.box(1)")
        top = tab.evaluate("document.getElementById('board').getBoundingClientRect().top")
        for _ in range(2):
            tab.mouse.click(spot["x"], spot["y"] + top)
            tab.wait_for_timeout(30)
        assert (state()["selected"], state()["shown"]) == ("Nhánh 0", 24)
        tab.click('[data-do="steps"]')
        tab.evaluate("document.activeElement.blur()")
        for _ in range(8):
            tab.keyboard.press("ArrowRight")
        assert (state()["step"], tab.text_content("#caption-title")) == (8, "Nhánh 1")
        assert tab.text_content("#caption-note") == EVIL
        assert state()["shown"] == 9
        tab.keyboard.press("ArrowLeft")
        assert state()["step"] == 7
        tab.keyboard.press("Escape")
        assert state()["step"] == -1
        tab.keyboard.press("b")
        assert tab.is_visible("#black")
        tab.keyboard.press("b")
        assert not tab.is_visible("#black")
        dark = state()["dark"]
        tab.keyboard.press("d")
        assert state()["dark"] is not dark
        tab.keyboard.press("l")
        assert (state()["lang"], tab.get_attribute("#search", "placeholder")) == ("en", "Search (no accents needed)…")
        zoom = state()["zoom"]
        tab.keyboard.press("+")
        assert state()["zoom"] > zoom
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.evaluate("document.querySelectorAll('#outline p').length") == 31
        assert tab.evaluate("fetch('https://example.com').then(() => 'let through', () => 'refused')") == "refused"
        assert tab.evaluate("window.hacked === undefined")
        browser.close()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert [text for text in said if "Content Security Policy" not in text and "Refused to connect" not in text] == []


def framed() -> MindMap:
    """Two sheets; frames in frames, a brace whose summary is taller than what it sums up, an arrow to a frame."""
    mind_map = MindMap.new("Vụ án")
    root = mind_map.sheets[0].root
    for number in range(6):
        branch = root.add(f"Nhánh {number} có tên dài để xuống dòng trong khung của nó")
        for inner in range(number % 3):
            branch.add(f"Ý {number}.{inner}")
    first, second = root.children[:2]
    root.boundaries = [Boundary(members=[first, second], title="Giai đoạn"), Boundary(members=None, title="Cả bản đồ")]
    first.boundaries = [Boundary(members=None, title="Trong cùng")]
    summed = Topic(title="Tóm tắt")
    for number in range(7):
        summed.add(f"kết luận {number}")
    within = Topic(title="Tóm tắt trong")
    root.summaries = [
        Summary(members=[second], topic=summed),
        Summary(members=root.children[3:6], topic=Topic(title="b")),
    ]
    root.children[2].summaries = [Summary(members=root.children[2].children, topic=within)]
    mind_map.sheets[0].relationships = [Relationship(start_id=first.id, end_id=root.boundaries[1].id)]
    mind_map.sheets.append(Sheet(title="Trang hai", root=Topic(title="Đồng hồ", children=[Topic(title="Đồng Tháp")])))
    return mind_map


def test_frames_braces_and_all_sheets_are_in_the_page(tmp_path: Path) -> None:
    mind_map = framed()
    data = data_of(page(tmp_path, mind_map))
    first, second = data["sheets"]
    assert (first["title"], second["title"], data["first"]) == ("Vụ án", "Trang hai", 0)
    assert [(frame[0], frame[2]) for frame in first["frames"]] == [
        (0, "Giai đoạn"),
        (0, "Cả bản đồ"),
        (1, "Trong cùng"),
    ]
    assert first["frames"][0][1] == [1, 2]
    assert first["frames"][1][1] is None
    titles = [[row[0] for row in first["topics"]][brace[2]] for brace in first["braces"]]
    assert titles == ["Tóm tắt", "b", "Tóm tắt trong"]
    assert first["arcs"] == [[1, 0, ""]]
    mind_map.active_sheet_id = mind_map.sheets[1].id
    assert data_of(page(tmp_path, mind_map))["first"] == 1
    only = data_of(page(tmp_path, mind_map, HtmlOptions(sheet_id=mind_map.sheets[0].id)))
    assert (len(only["sheets"]), only["first"]) == (1, 0)


@pytest.mark.loopback
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_sheets_frames_and_braces_in_a_browser(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser group is not installed")
    page(tmp_path, framed())
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        tab.goto((tmp_path / "map.html").as_uri())
        tab.wait_for_selector("html[data-ready]")

        def state() -> Any:
            return tab.evaluate("casedocsViewer.state")

        def boxes() -> list[tuple[float, float, float, float]]:
            found = tab.evaluate("casedocsViewer.state.topics")
            rows = [tab.evaluate(f"casedocsViewer.box({index})") for index in range(found)]
            return [(row["x"] - row["w"] / 2, row["y"] - row["h"] / 2, row["w"], row["h"]) for row in rows]

        places = boxes()
        for index, (x, y, w, h) in enumerate(places):
            for a, b, c, d in places[:index]:
                assert x >= a + c - 0.01 or a >= x + w - 0.01 or y >= b + d - 0.01 or b >= y + h - 0.01
        frames = tab.evaluate("casedocsViewer.frames()")
        assert [len(rows) for rows in frames] == [1, 1, 1]
        assert len({tuple(rows[0]) for rows in frames}) == 3
        assert (state()["sheet"], state()["sheets"]) == (0, 2)
        assert [one.inner_text() for one in tab.query_selector_all("#tabs button")] == ["Vụ án", "Trang hai"]
        tab.keyboard.press("2")
        assert (state()["sheet"], state()["topics"]) == (1, 2)
        tab.keyboard.press("PageUp")
        assert state()["sheet"] == 0
        tab.fill("#search", "dong thap")
        assert (state()["sheet"], state()["selected"]) == (1, "Đồng Tháp")
        tab.click("#tabs button >> nth=0")
        assert state()["sheet"] == 0
        tab.click('[data-do="steps"]')
        tab.evaluate("document.activeElement.blur()")
        for _ in range(state()["topics"]):
            tab.keyboard.press("ArrowRight")
        assert (state()["sheet"], state()["step"], state()["selected"]) == (1, 0, "Đồng hồ")
        tab.keyboard.press("ArrowLeft")
        assert state()["sheet"] == 0
        browser.close()


@pytest.mark.loopback
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_inner_links_lead_there_and_back_in_a_browser(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser group is not installed")
    page(tmp_path, linked())
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto((tmp_path / "map.html").as_uri())
        tab.wait_for_selector("html[data-ready]")

        def here() -> tuple[int, str]:
            state = tab.evaluate("casedocsViewer.state")
            return state["sheet"], state["selected"]

        spot, zoom = tab.evaluate("casedocsViewer.box(2)"), tab.evaluate("casedocsViewer.state.zoom")
        top = tab.evaluate("document.getElementById('board').getBoundingClientRect().top")
        tab.mouse.click(spot["x"] + spot["w"] / 2 - 17 * zoom, spot["y"] + top)
        assert here() == (1, "Lời khai")
        tab.keyboard.press("n")
        assert tab.text_content("#jump") == "→ Nhánh 3"
        tab.click("#jump")
        assert here() == (0, "Nhánh 3")
        assert not tab.is_visible("#jump")
        tab.evaluate("document.activeElement.blur()")
        tab.keyboard.press("g")
        assert here() == (0, "Nhánh 3")
        tab.keyboard.press("Backspace")
        assert here() == (1, "Lời khai")
        tab.keyboard.press("Backspace")
        assert here() == (0, "Nhánh 1")
        tab.click('[data-do="steps"]')
        tab.evaluate("casedocsViewer.present(3)")
        tab.evaluate("document.activeElement.blur()")
        tab.keyboard.press("g")
        assert (here(), tab.text_content("#caption-title")) == ((1, "Chứng cứ"), "Chứng cứ")
        browser.close()
    assert said == []
