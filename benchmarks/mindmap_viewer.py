"""Time of the HTML viewer in headless Chromium on a large map, and of layouts and pictures.

    python benchmarks/mindmap_viewer.py --topics 20000 --json out.json

First paint is ``performance.now()`` at the end of the first drawing, counted from the start of the navigation: reading
the file, parsing the data, layout and drawing. Opening all branches lays out and draws every topic. Each figure is the
best and the worst of the runs, each run in a fresh browser.
"""

import argparse
import json
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedocs.mindmap import MindMap, Note, PngOptions, render_html, render_pdf, render_png, render_svg
from casedocs.mindmap.layout import arrange

WORDS = (
    "lời khai",
    "bị can",
    "Đồng Tháp",
    "biên bản",
    "hiện trường",
    "mâu thuẫn",
    "22 giờ",
    "kết luận giám định",
    "số 12",
)


def large(topics: int) -> MindMap:
    rng = random.Random(20)
    mind_map = MindMap.new("Vụ án lớn")
    made = [mind_map.sheets[0].root]
    while len(made) < topics:
        parent = made[rng.randrange(max(0, len(made) - 400), len(made))] if rng.random() < 0.7 else rng.choice(made)
        topic = parent.add(" ".join(rng.choices(WORDS, k=rng.randint(2, 8))), labels=[f"BL {len(made)}"])
        if rng.random() < 0.1:
            topic.note = Note(plain=" ".join(rng.choices(WORDS, k=30)))
        made.append(topic)
    return mind_map


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 3)


def in_browser(path: Path) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        work = "(() => {{ const t = performance.now(); {}; return performance.now() - t; }})()"
        result = {
            "first_paint_ms": float(page.evaluate("Number(document.documentElement.dataset.ready)")),
            "open_all_ms": float(page.evaluate(work.format("casedocsViewer.openAll(true)"))),
            "search_ms": float(page.evaluate(work.format("casedocsViewer.search('dong thap')"))),
        }
        browser.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    mind_map = large(arguments.topics)
    sheet = mind_map.sheets[0]
    result: dict[str, Any] = {
        "topics": arguments.topics,
        "python": sys.version.split()[0],
        "machine": platform.machine(),
    }
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        result["layout_s"] = timed(lambda: arrange(sheet))
        result["html_s"] = timed(lambda: render_html(mind_map, home / "a.html"))
        result["svg_s"] = timed(lambda: render_svg(mind_map, home / "a.svg"))
        result["pdf_s"] = timed(lambda: render_pdf(mind_map, home / "a.pdf"))
        result["png_s"] = timed(lambda: render_png(mind_map, home / "a.png", options=PngOptions(max_pixels=25_000_000)))
        result["html_bytes"] = (home / "a.html").stat().st_size
        if shutil.which("chromium") or shutil.which("google-chrome"):
            runs = [in_browser(home / "a.html") for _ in range(arguments.repeats)]
            for key in runs[0]:
                result[key] = {"best": min(run[key] for run in runs), "worst": max(run[key] for run in runs)}
        else:
            result["browser"] = "no Chromium on this machine"
    text = json.dumps(result, ensure_ascii=False, indent=1)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
