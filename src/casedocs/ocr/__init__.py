"""Optical character recognition of Vietnamese case files: page images in, text with positions out."""

__all__: list[str] = []
