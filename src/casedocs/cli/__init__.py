"""The command line: the only package that prints, exits and reads environment variables."""

__all__: list[str] = []
