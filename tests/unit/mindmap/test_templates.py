import pytest

from casedocs.errors import UsageError
from casedocs.mindmap import DumpOptions, dumps, loads, validate
from casedocs.mindmap.templates import FOLIO_PLACE, list_templates, new_from_template


@pytest.mark.parametrize("name", [info.name for info in list_templates()])
def test_each_template_is_a_sound_map_of_short_nodes(name: str) -> None:
    mind_map = new_from_template(name, "Vụ A")
    assert validate(mind_map) == []
    assert mind_map.title == "Vụ A"
    topics = list(mind_map.topics())
    leaves = [topic for topic in topics if not topic.children]
    assert len(leaves) >= 10
    assert all(topic.labels == [FOLIO_PLACE] for topic in leaves)
    assert all(not topic.labels for topic in topics if topic.children)
    assert max(len(topic.title.split()) for topic in topics) <= 14
    outline = loads(dumps(mind_map, options=DumpOptions(format="xmind-xml"))[0])
    assert [topic.title for topic in outline.topics()] == [topic.title for topic in topics]


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(UsageError, match="no template"):
        new_from_template("không-có")
