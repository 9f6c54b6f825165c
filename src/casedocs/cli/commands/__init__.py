"""One module a package; each is imported only when its command is called."""

__all__: list[str] = []
