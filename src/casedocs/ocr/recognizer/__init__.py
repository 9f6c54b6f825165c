"""The line recogniser: images of text lines in, text with words, their columns and calibrated confidence out.

What a line image must look like is said in `casedocs.ocr.recognizer.normalize`.
"""

from casedocs.ocr.recognizer.lines import LineRecognizer
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.readings import LineReading, WordReading

__all__ = ["LineReading", "LineRecognizer", "RecognizerOptions", "WordReading"]
