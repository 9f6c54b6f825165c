"""load∘dump is the identity for every codec, up to the losses that it declares."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.mindmap import DumpOptions, Feature, LoadOptions, MindMap, canonical, dumps, loads, validate
from casedocs.mindmap.formats import codec_for
from tests.property.mindmap.maps import edit_at_random, maps

FULL = ["xmind-json", "xmind-xml", "json"]
OUTLINES = ["freemind", "opml", "markdown", "docx"]


def trip(mind_map: MindMap, name: str) -> MindMap:
    data, _ = dumps(mind_map, options=DumpOptions(format=name))
    return loads(data, options=LoadOptions(format=name))


@pytest.mark.parametrize("name", FULL)
@settings(max_examples=40, deadline=None)
@given(mind_map=maps(sheets=2))
def test_full_codecs_keep_everything(name: str, mind_map: MindMap) -> None:
    data, report = dumps(mind_map, options=DumpOptions(format=name))
    assert not report.losses
    again = loads(data, options=LoadOptions(format=name))
    assert canonical(again) == canonical(mind_map)
    assert not again.problems


@pytest.mark.parametrize("name", FULL[:2])
@settings(max_examples=40, deadline=None)
@given(mind_map=maps(), seed=st.integers(0, 2**32))
def test_edits_of_a_loaded_map_survive_and_touch_nothing_else(name: str, mind_map: MindMap, seed: int) -> None:
    loaded = trip(mind_map, name)
    edit_at_random(loaded, seed, 5)
    wanted = canonical(loaded)
    data, report = dumps(loaded, options=DumpOptions(format=name))
    assert not report.losses
    assert dumps(loaded, options=DumpOptions(format=name))[0] == data
    again = loads(data)
    assert canonical(again) == wanted
    assert dumps(again, options=DumpOptions(format=name))[0] == data


@settings(max_examples=40, deadline=None)
@given(mind_map=maps(sheets=2), seed=st.integers(0, 2**32))
def test_edits_keep_the_rules(mind_map: MindMap, seed: int) -> None:
    before = {item.code for item in validate(mind_map)} - {"missing-resource", "dangling-link"}
    assert not before
    edit_at_random(mind_map, seed, 8)
    codes = {item.code for item in validate(mind_map)} - {"missing-resource", "dangling-link"}
    assert not codes


def outline(mind_map: MindMap, carried: frozenset[Feature]) -> list[tuple[object, ...]]:
    """What a format that carries these features has to give back."""
    rows: list[tuple[object, ...]] = []
    for visit in mind_map.visits():
        topic = visit.topic
        row: list[object] = [visit.depth, topic.title]
        if Feature.NOTES in carried:
            row.append(topic.note.plain if topic.note is not None else "")
        if Feature.LABELS in carried:
            row.append(topic.labels)
        if Feature.MARKERS in carried:
            row.append(topic.markers)
        if Feature.LINKS in carried:
            row.append("" if topic.link is None or topic.link.startswith("xmind:") else topic.link)
        if Feature.INNER_LINKS in carried:
            row.append(topic.link if topic.link is not None and topic.link.startswith("xmind:") else "")
        if Feature.FOLDED in carried:
            row.append(topic.folded)
        rows.append(tuple(row))
    if Feature.RELATIONSHIPS in carried:
        rows += sorted(
            (item.start_id, item.end_id, item.title) for sheet in mind_map.sheets for item in sheet.relationships
        )
    return rows


@pytest.mark.parametrize("name", OUTLINES)
@settings(max_examples=30, deadline=None)
@given(mind_map=maps(rich=False))
def test_outlines_keep_what_they_declare(name: str, mind_map: MindMap) -> None:
    carried = codec_for(name).info.carries
    data, report = dumps(mind_map, options=DumpOptions(format=name))
    assert not set(report.counts) & carried
    assert outline(loads(data, options=LoadOptions(format=name)), carried) == outline(mind_map, carried)


@pytest.mark.parametrize("name", ["mermaid", "plantuml", "graphviz", "csv"])
@settings(max_examples=20, deadline=None)
@given(mind_map=maps())
def test_written_formats_show_every_topic(name: str, mind_map: MindMap) -> None:
    data, report = dumps(mind_map, options=DumpOptions(format=name))
    assert not set(report.counts) & codec_for(name).info.carries
    count = sum(1 for _ in mind_map.topics())
    text = data.decode("utf-8")
    marks = {"mermaid": '"', "graphviz": " [label=", "csv": "\r\n#1", "plantuml": "\n*"}
    found = text.count(marks[name])
    if name == "mermaid":
        assert found == 2 * count
    elif name == "graphviz":
        assert found == count
    else:
        assert found == count
