"""``python -m casedocs``: the command line."""

from casedocs.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
