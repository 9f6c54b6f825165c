"""What a paper is: the catalogue of document kinds, their recognition and the splitting of a pile into documents.

::

    from casedocs import classify
    from casedocs.classify import TextDocument

    found = classify.predict(TextDocument.from_text("CÁO TRẠNG …"))
    print(found.kind.name if found.kind else "không rõ", found.confidence)
"""

from casedocs.classify.document import (
    DocumentView,
    Linear,
    LineView,
    PageView,
    Place,
    TextDocument,
    TextLine,
    TextPage,
    TextWord,
    WordView,
)
from casedocs.classify.header import (
    FormBox,
    Header,
    HeaderDate,
    HeaderNumber,
    Mark,
    MarkKind,
    Part,
    Title,
    read_header,
)
from casedocs.classify.kinds import (
    FAMILIES,
    Catalogue,
    Certainty,
    FormReference,
    FormSet,
    Kind,
    builtin_catalogue,
)
from casedocs.classify.model import LinearModel
from casedocs.classify.prediction import (
    Candidate,
    Classification,
    Classifier,
    ClassifyOptions,
    Level,
    Reason,
    builtin_classifier,
    predict,
)
from casedocs.classify.splitting import CutReason, Split, SplitDocument, SplitFinding, SplitOptions, split

__all__ = [
    "FAMILIES",
    "Candidate",
    "Catalogue",
    "Certainty",
    "Classification",
    "Classifier",
    "ClassifyOptions",
    "CutReason",
    "DocumentView",
    "FormBox",
    "FormReference",
    "FormSet",
    "Header",
    "HeaderDate",
    "HeaderNumber",
    "Kind",
    "Level",
    "LineView",
    "Linear",
    "LinearModel",
    "Mark",
    "MarkKind",
    "PageView",
    "Part",
    "Place",
    "Reason",
    "Split",
    "SplitDocument",
    "SplitFinding",
    "SplitOptions",
    "TextDocument",
    "TextLine",
    "TextPage",
    "TextWord",
    "Title",
    "WordView",
    "builtin_catalogue",
    "builtin_classifier",
    "predict",
    "read_header",
    "split",
]
