"""Files in old encodings: Word documents, and what LibreOffice and PDF readers give us of others.

One module per outside library: `docx` (python-docx), `office` (the LibreOffice program), `pdf` (pypdfium2).
"""

from casedocs.text.files.convert import ConversionReport, convert_file, read_text_file

__all__ = ["ConversionReport", "convert_file", "read_text_file"]
