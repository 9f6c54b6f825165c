"""Where units run: on this machine, on an executor of the caller's, on a Dask cluster.

`protocol` is the seam, `registry` finds a backend by its name; nothing is imported before it is asked for.
"""

__all__: list[str] = []
