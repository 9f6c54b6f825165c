"""The offline page that presents a map."""

__all__: list[str] = []
