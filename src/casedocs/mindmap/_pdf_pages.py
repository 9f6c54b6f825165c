"""The only module that uses pikepdf here: some pages of a PDF as a PDF of their own."""

from pathlib import Path

from casedocs.errors import CorruptFileError, EncryptedFileError

__all__ = ["extract_pages"]


def extract_pages(source: Path, page_numbers: list[int], target: Path) -> list[int]:
    """Writes the given pages of a PDF to `target`; pages that the file does not have are left out.

    Args:
        source: The PDF; it is not changed. Signatures do not survive: the copy is an excerpt.
        page_numbers: Pages, from 1, in the order wanted.
        target: The new file.

    Returns:
        The page numbers that were written.

    Raises:
        EncryptedFileError: If the PDF needs a password.
        CorruptFileError: If it cannot be read.
    """
    import pikepdf

    try:
        with pikepdf.open(source) as document, pikepdf.new() as excerpt:
            kept = [number for number in page_numbers if 1 <= number <= len(document.pages)]
            for number in kept:
                excerpt.pages.append(document.pages[number - 1])
            excerpt.remove_unreferenced_resources()
            excerpt.save(target, deterministic_id=True)
            return kept
    except pikepdf.PasswordError as error:
        raise EncryptedFileError(
            f"{source.name} needs a password", hint="decrypt it first", source=str(source)
        ) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise CorruptFileError(f"{source.name} is no readable PDF: {error}", source=str(source)) from error
