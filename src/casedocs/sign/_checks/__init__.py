"""Checks of our own that stand beside pyHanko's: file structure, appearance, preparations for shadow attacks."""

__all__: list[str] = []
