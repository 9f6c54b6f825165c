"""The JSON Schema (2020-12) of casedocs' own plain JSON, the format ``json``."""

from typing import Any

__all__ = ["json_schema"]

_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_STYLE = {"type": "object", "additionalProperties": _TEXT}


def _object(required: list[str], **properties: object) -> dict[str, Any]:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


_TEXTS = {"type": "array", "items": _TEXT}
_TOPIC = _object(
    ["id", "title"],
    id=_TEXT,
    title=_TEXT,
    note=_object([], plain=_TEXT, html=_TEXT),
    labels=_TEXTS,
    markers=_TEXTS,
    link=_TEXT,
    image=_object(["source_link"], source_link=_TEXT, width=_NUMBER, height=_NUMBER, align=_TEXT),
    numbering=_object([], number_format=_TEXT, prefix=_TEXT, suffix=_TEXT, prepend_parent={"type": "boolean"}),
    folded={"type": "boolean"},
    structure=_TEXT,
    position={"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
    width=_NUMBER,
    style=_STYLE,
    children=_many("topic"),
    floating=_many("topic"),
    callouts=_many("topic"),
    summaries=_many("summary"),
    boundaries=_many("boundary"),
    extensions=_many("extension"),
)


def json_schema() -> dict[str, Any]:
    """The schema as plain data; members of boundaries and summaries are ids of children of the same topic."""
    sheet = _object(
        ["id", "title", "root"],
        id=_TEXT,
        title=_TEXT,
        root={"$ref": "#/$defs/topic"},
        relationships=_many("relationship"),
        style=_STYLE,
        extensions=_many("extension"),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "casedocs mind map",
        **_object(["version", "sheets"], version={"const": 1}, active_sheet_id=_TEXT, sheets=_many("sheet")),
        "$defs": {
            "sheet": sheet,
            "topic": _TOPIC,
            "summary": _object(
                ["id", "members"], id=_TEXT, members=_TEXTS, topic={"$ref": "#/$defs/topic"}, style=_STYLE
            ),
            "boundary": _object(["id"], id=_TEXT, members=_TEXTS, title=_TEXT, style=_STYLE),
            "extension": _object(["provider"], provider=_TEXT, content={}),
            "relationship": _object(
                ["id", "start_id", "end_id"], id=_TEXT, start_id=_TEXT, end_id=_TEXT, title=_TEXT, style=_STYLE
            ),
        },
    }
