"""Fields of papers: typed values with their place, confidence and reason; checks across papers; exports.

>>> from casedocs.classify import TextDocument
>>> from casedocs.extract import fields
>>> found = fields(TextDocument.from_text("Khởi tố bị can Nguyễn Văn An, sinh năm 1990, về tội trộm cắp tài sản."))
>>> found.persons[0].name.value, found.persons[0].role
('Nguyễn Văn An', 'bị can')
"""

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
