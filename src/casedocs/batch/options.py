"""The options of the batch engine."""

from dataclasses import dataclass, field

from casedocs.errors import UsageError

__all__ = ["PoolOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOptions:
    """How to run units of work.

    Attributes:
        task: ``"module:function"``; the function gets `setup` once in each child and gives a callable from payload
            to answer, both plain JSON data.
        setup: What the function gets.
        jobs: Child processes at a time; one per core.
        memory_bytes: Address space a child may have; 0 means no limit. Kept on Linux and macOS.
        warm: Children that are started at once, before there is work for them.
        attempts: How often a unit may kill its child (or run into its time limit) before it is given up.
        import_paths: Folders a child adds to its import path.
    """

    task: str
    setup: dict[str, object] = field(default_factory=dict)
    jobs: int = 1
    memory_bytes: int = 3_000_000_000
    warm: int = 0
    attempts: int = 2
    import_paths: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if self.jobs < 1 or self.attempts < 1 or min(self.memory_bytes, self.warm) < 0:
            raise UsageError("jobs and attempts must be at least 1, the memory limit and warm at least 0")
        if ":" not in self.task:
            raise UsageError(f"{self.task!r} is not of the form module:function")
