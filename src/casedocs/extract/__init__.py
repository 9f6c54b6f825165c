"""Fields of papers: typed values with their place, confidence and reason; checks across papers; exports.

>>> from casedocs.classify import TextDocument
>>> from casedocs.extract import fields
>>> found = fields(TextDocument.from_text("Khởi tố bị can Nguyễn Văn An, sinh năm 1990, về tội trộm cắp tài sản."))
>>> found.persons[0].name.value, found.persons[0].role
('Nguyễn Văn An', 'bị can')

The names below load their module on first use. Further parts have modules of their own: `casedocs.extract.checks`,
`casedocs.extract.exports`, `casedocs.extract.corrections`, `casedocs.extract.review`, `casedocs.extract.records`.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casedocs.extract.model import Extraction, Field, FieldName, Person, Reason
    from casedocs.extract.options import ExtractOptions
    from casedocs.extract.persons import merge_persons, role_at
    from casedocs.extract.read import fields
    from casedocs.extract.tables import ListedPaper, TableView, listed_papers

__all__ = [
    "ExtractOptions",
    "Extraction",
    "Field",
    "FieldName",
    "ListedPaper",
    "Person",
    "Reason",
    "TableView",
    "fields",
    "listed_papers",
    "merge_persons",
    "role_at",
]

_HOMES = {
    "model": ("Extraction", "Field", "FieldName", "Person", "Reason"),
    "options": ("ExtractOptions",),
    "persons": ("merge_persons", "role_at"),
    "read": ("fields",),
    "tables": ("ListedPaper", "TableView", "listed_papers"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(_import_module(f"casedocs.extract.{_HOME[name]}"), name)
    message = f"module 'casedocs.extract' has no attribute {name!r}"
    raise AttributeError(message)
