import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import MindMap, Note, Relationship, Sheet, Topic
from casedocs.mindmap.viewer.html import HtmlOptions, Language, render_html

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u2028 & \"'"


def case() -> MindMap:
    mind_map = MindMap.new(EVIL)
    root = mind_map.sheets[0].root
    for number in range(4):
        branch = root.add(f"Nhánh {number}")
        for inner in range(3):
            branch.add(f"Ý {number}.{inner}").add("sâu")
    root.children[1].children[1].children[0].title = "Tỉnh Đồng Tháp"
    root.children[1].note = Note(plain=EVIL)
    root.children[2].link = "javascript:alert(3)"
    root.children[3].markers = ["task-done"]
    mind_map.sheets[0].relationships = [
        Relationship(start_id=root.children[0].id, end_id=root.children[2].id, title="mâu thuẫn"),
        Relationship(start_id="không", end_id=root.id),
    ]
    mind_map.sheets.append(Sheet(title="Hai", root=Topic(title="Trang hai")))
    return mind_map


def test_the_viewer_is_small() -> None:
    home = files("casedocs.mindmap.viewer")
    assert sum(len((home / name).read_bytes()) for name in ("viewer.js", "viewer.css")) <= 30_000


def test_nothing_that_an_author_writes_ends_the_data_or_becomes_html() -> None:
    text = render_html(case())
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "<img" not in text
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["sheets"][0]["nodes"][0][1] == EVIL
    assert data["sheets"][0]["arrows"] == [[1, 15, "mâu thuẫn"]]


def test_the_page_forbids_itself_everything_else() -> None:
    text = render_html(case(), options=HtmlOptions(language=Language.EN))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)
    assert "Step by step" in text


def test_options_are_checked() -> None:
    with pytest.raises(UsageError):
        HtmlOptions(depth=0)
    with pytest.raises(UsageError):
        render_html(MindMap())


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.loopback
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_a_browser(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser group is not installed")
    path = tmp_path / "map.html"
    path.write_text(render_html(case()), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        requests: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        assert page.evaluate("document.body.dataset.shown") == "17"
        assert page.locator(".n").count() == 17
        page.fill("#find", "dong thap")
        assert page.text_content("#count") == "1/1"
        assert "Tỉnh Đồng Tháp" in (page.text_content(".n.on") or "")
        assert page.evaluate("document.body.dataset.shown") == "18"
        page.click("#shutAll")
        assert page.evaluate("document.body.dataset.shown") == "5"
        page.click("#openAll")
        assert page.evaluate("document.body.dataset.shown") == "29"
        assert page.locator(".arc").count() == 1
        page.click("#steps")
        for _ in range(8):
            page.keyboard.press("ArrowRight")
        assert page.text_content("#step") == "9/29"
        assert page.text_content("#noteText") == EVIL.strip()
        page.keyboard.press("ArrowLeft")
        assert page.text_content("#step") == "8/29"
        page.keyboard.press("Escape")
        page.click("#dark")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.click(".tab >> nth=1")
        assert page.locator(".n").count() == 1
        assert page.evaluate("fetch('https://example.com').then(() => 'let through', () => 'refused')") == "refused"
        browser.close()
    assert [url for url in requests if not url.startswith("file:")] == []
    assert [text for text in said if "Content Security Policy" not in text and "Refused to connect" not in text] == []
