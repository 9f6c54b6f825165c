import base64
import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casedocs.errors import UsageError
from casedocs.extract import FieldName, fields
from casedocs.extract.corrections import corrections_from_json
from casedocs.extract.review import PagePicture, ReviewOptions, render_review
from tests.support.extract import ORDER, recognised

EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>"


def picture() -> PagePicture:
    stream = io.BytesIO()
    Image.new("L", (595, 842), 250).save(stream, "PNG")
    return PagePicture(1, "image/png", stream.getvalue(), "sha256:" + "a" * 64)


def page(tmp_path: Path, text: str = ORDER, *, vi: bool = True) -> tuple[str, int]:
    document = recognised(text, doubtful=("Kinh;",))
    extraction = replace(fields(document), source_name="qd.png")
    path = tmp_path / "review.html"
    count = render_review(document, extraction, [picture()], path, options=ReviewOptions(vi=vi))
    return path.read_text(encoding="utf-8"), count


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_least_certain_comes_first(tmp_path: Path) -> None:
    text, count = page(tmp_path)
    items = data_of(text)["items"]
    assert count == len(items)
    assert [item["confidence"] for item in items] == sorted(item["confidence"] for item in items)
    assert items[0]["confidence"] < 0.6
    assert any(item["type"] == "word" and item["value"] == "Kinh;" for item in items)
    assert {item["name"] for item in items if item["type"] == "field"} >= {
        FieldName.NUMBER,
        FieldName.BORN,
        FieldName.NAME,
    }


def test_every_field_has_its_boxes_on_the_page(tmp_path: Path) -> None:
    for item in data_of(page(tmp_path)[0])["items"]:
        for number, left, top, right, bottom in item["boxes"]:
            assert number == 1
            assert 0 <= left < right <= 595
            assert 0 <= top < bottom <= 842


def test_nothing_that_a_page_says_becomes_markup(tmp_path: Path) -> None:
    text, _ = page(tmp_path, ORDER + f"Nghề nghiệp: {EVIL}\n")
    assert text.count("<script") == 2
    assert "<img" not in re.sub(r"<script>.*</script>", "", text, flags=re.DOTALL)


def test_the_policy_names_exactly_this_script_and_style(tmp_path: Path) -> None:
    text, _ = page(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("script", "style"):
        found = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)
    assert len((files("casedocs.extract.review") / "review.js").read_bytes()) <= 20_000


def test_strange_pictures_are_a_named_error(tmp_path: Path) -> None:
    document = recognised()
    with pytest.raises(UsageError):
        render_review(
            document, fields(document), [PagePicture(1, "text/html", b"x", "sha256:0")], tmp_path / "review.html"
        )
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError):
        ReviewOptions(words_below=2)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.loopback
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_a_browser_with_the_keyboard_only(tmp_path: Path) -> None:  # noqa: PLR0915  one visit, many looks
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser group is not installed")
    page(tmp_path)
    requests: list[str] = []
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto((tmp_path / "review.html").as_uri())
        tab.wait_for_selector("html[data-ready]")

        def state() -> Any:
            return tab.evaluate("casedocsReview.state")

        items = state()["items"]
        assert (state()["here"], state()["seen"], state()["page"]) == (0, 0, 1)
        assert tab.locator("#sheet rect.here").count() >= 1
        assert tab.locator("#text span.here").count() >= 1
        tab.keyboard.press("j")
        assert state()["here"] == 1
        tab.keyboard.press("k")
        tab.keyboard.press("y")
        assert (state()["seen"], state()["here"]) == (1, 1)
        # Look for the identity number and set it right.
        for _ in range(items):
            if state()["value"] == "094088001234":
                break
            tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.keyboard.type("094088001235")
        tab.keyboard.press("Enter")
        assert state()["seen"] == 2
        # A field that is not there.
        tab.keyboard.press("x")
        assert state()["seen"] == 3
        # A word of the text.
        tab.keyboard.press("t")
        for _ in range(2):
            tab.keyboard.press("ArrowRight")
        tab.keyboard.press("Enter")
        tab.keyboard.type("TỈNHH")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Escape")
        tab.keyboard.press("l")
        assert state()["lang"] == "en"
        assert "of" in (tab.text_content("#progress") or "")
        zoom = state()["zoom"]
        tab.keyboard.press("+")
        assert state()["zoom"] > zoom
        tab.keyboard.press("?")
        assert tab.is_visible("#help")
        tab.keyboard.press("Escape")
        assert not tab.is_visible("#help")
        tab.screenshot(path=str(tmp_path / "review.png"))
        with tab.expect_download() as download:
            tab.keyboard.press("s")
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        browser.close()
    assert saved.name == "qd.corrections.json"
    layer = corrections_from_json(saved.read_text(encoding="utf-8"))
    assert [(one.old, one.new) for one in layer.words if one.new == "TỈNHH"] == [("TỈNH", "TỈNHH")]
    assert {(one.old, one.new) for one in layer.fields} >= {("094088001234", "094088001235")}
    assert sum(one.new == "" for one in layer.fields) == 1
    images = [one.image for one in layer.words] + [one.image for one in layer.fields]
    assert set(images) == {"sha256:" + "a" * 64}
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert said == []
