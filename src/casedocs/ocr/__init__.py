"""Optical character recognition for Vietnamese official documents."""

__all__: list[str] = []
