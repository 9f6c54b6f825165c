import json

import jsonschema
from hypothesis import given, settings

from casedocs.mindmap import DumpOptions, MindMap, dumps
from casedocs.mindmap.schema import json_schema
from tests.property.mindmap.maps import maps


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@settings(max_examples=15, deadline=None)
@given(mind_map=maps(sheets=2))
def test_what_is_written_keeps_the_schema(mind_map: MindMap) -> None:
    value = json.loads(dumps(mind_map, options=DumpOptions(format="json"))[0])
    jsonschema.Draft202012Validator(json_schema()).validate(value)
