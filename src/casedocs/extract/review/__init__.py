"""The review page: one offline HTML file that shows pictures, text and fields, and saves a corrections file."""

from casedocs.extract.review.page import PagePicture, ReviewOptions, render_review

__all__ = ["PagePicture", "ReviewOptions", "render_review"]
