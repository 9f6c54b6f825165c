"""One offline HTML file to present a map on a shared screen or to hand over."""

from casedocs.mindmap.viewer.options import HtmlOptions, ViewerLanguage
from casedocs.mindmap.viewer.page import render_html

__all__ = ["HtmlOptions", "ViewerLanguage", "render_html"]
