"""The batch engine: planning, overhead a task, scaling, memory; beside ProcessPoolExecutor, joblib and a Dask map.

    python -m benchmarks.batch [--smoke] [--out FILE] [--rounds N]

Every measurement runs in a process of its own; engines take turns in every round, and the best round counts (other
work on the machine only ever makes a round slower). A task works for a set time (it spins, as reading a page does) and
writes one small file. Ours also flushes that file to the disk and writes down in the manifest that it is done; the
peers do neither, and lose everything with their process.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ENGINES = ("casedocs", "ProcessPoolExecutor", "joblib", "dask")


# --- what runs in the workers ---------------------------------------------------------------------------------------


def spin(seconds: float) -> None:
    """Works for a time on the processor, by the processor's clock: what others take away does not count as work."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The task of our engine."""
    seconds = float(setup["seconds"])

    def run(payload: dict[str, Any]) -> dict[str, Any]:
        spin(seconds)
        for index in payload["indices"]:
            (Path(payload["scratch"]) / f"p{index}").write_bytes(b"x")
        return {}

    return run


def one(number: int, seconds: float, folder: str) -> int:
    """The same for the peers."""
    spin(seconds)
    (Path(folder) / f"p{number}").write_bytes(b"x")
    return number


# --- measurements, each in a process of its own ---------------------------------------------------------------------


def measure_planning(files: int) -> dict[str, float]:
    from casedocs import batch

    with tempfile.TemporaryDirectory() as folder:
        hour = time.time_ns() - 3_600_000_000_000
        for number in range(files):
            path = Path(folder) / f"{number // 1000:03d}" / f"{number:06d}.pdf"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"%PDF" + str(number).encode() * 500)
            os.utime(path, ns=(hour, hour))
        with closing(batch.open_manifest(Path(folder) / ".m" / "manifest.sqlite")) as manifest:
            times = []
            plan = batch.Plan(documents=())
            for _ in range(3):
                started = time.perf_counter()
                plan = batch.plan([folder], inspect=_two_pages, cache=manifest)
                times.append(time.perf_counter() - started)
                assert plan.pages == 2 * files
            started = time.perf_counter()
            manifest.enroll(plan, _task(folder, 0.0), _enroll_options())
            enroll = time.perf_counter() - started
    return {"first_s": times[0], "again_s": min(times[1:]), "enroll_s": enroll}


def _two_pages(paths: Any) -> Any:
    from casedocs import batch

    return [(path, batch.Inspection(page_count=2)) for path in paths]


def _enroll_options() -> Any:
    from casedocs.batch.manifest import EnrollOptions

    return EnrollOptions()


def _task(target: str, seconds: float) -> Any:
    from casedocs import batch

    limits = batch.Limits(memory_bytes=0)
    return batch.Task(
        start="benchmarks.batch:start",
        setup={"seconds": seconds},
        target=target,
        limits=limits,
        import_paths=(str(ROOT),),
    )


def measure_ours(count: int, seconds: float, jobs: int) -> dict[str, float]:
    from casedocs import batch

    with tempfile.TemporaryDirectory() as folder:
        documents = tuple(
            batch.PlannedDocument(
                document=_source(folder, number),
                name=str(number),
                size=0,
                mtime_ns=0,
                sha256=f"{number:064d}",
                page_count=100,
                indices=tuple(range(min(100, count - number * 100))),
            )
            for number in range((count + 99) // 100)
        )
        times: list[float] = []
        memory: list[float] = []

        def note(event: batch.Event) -> None:
            if isinstance(event, batch.UnitFinished):
                times.append(time.perf_counter())
                if len(times) % 500 == 0:
                    memory.append(_resident_mb())

        backend = batch.LocalBackend(jobs=jobs)
        report = batch.run(
            batch.Plan(documents=documents), _task(f"{folder}/out", seconds), backend=backend, on_event=note
        )
        assert report.is_complete
    warm = min(len(times) // 10, 50)
    found = {"per_task_s": (times[-1] - times[warm]) / (len(times) - 1 - warm), "cpu_s": _processor_seconds() / count}
    if len(memory) > 3:
        found |= {"rss_early_mb": memory[1], "rss_late_mb": memory[-1]}
    return found


def _processor_seconds() -> float:
    """Processor time of this process and its children so far."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _resident_mb() -> float:
    """Memory of this process, MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _source(folder: str, number: int) -> str:
    path = Path(folder) / f"{number}.in"
    path.write_bytes(b"")
    os.utime(path, ns=(0, 0))
    return str(path)


def measure_peer(engine: str, count: int, seconds: float, jobs: int) -> dict[str, float]:
    folder = tempfile.mkdtemp()
    warm = min(count // 10, 50)
    per_task = 0.0
    try:
        with _peer(engine, jobs, seconds, folder) as run_all:
            run_all(range(warm))
            started = time.perf_counter()
            run_all(range(warm, count))
            per_task = (time.perf_counter() - started) / (count - warm)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"per_task_s": per_task, "cpu_s": _processor_seconds() / count}


def _peer(engine: str, jobs: int, seconds: float, folder: str) -> Any:
    from contextlib import contextmanager

    @contextmanager
    def executor() -> Any:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield lambda numbers: list(pool.map(one, numbers, [seconds] * len(numbers), [folder] * len(numbers)))

    @contextmanager
    def joblib_pool() -> Any:
        from joblib import Parallel, delayed

        with Parallel(n_jobs=jobs) as parallel:
            yield lambda numbers: parallel(delayed(one)(number, seconds, folder) for number in numbers)

    @contextmanager
    def dask_cluster() -> Any:
        from distributed import Client, LocalCluster

        with (
            LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
            ) as cluster,
            Client(cluster) as client,
        ):
            yield lambda numbers: client.gather(
                client.map(one, numbers, [seconds] * len(numbers), [folder] * len(numbers), pure=False)
            )

    return {"ProcessPoolExecutor": executor, "joblib": joblib_pool, "dask": dask_cluster}[engine]()


# --- the whole ------------------------------------------------------------------------------------------------------


def measured(*case: object) -> dict[str, float]:
    """One measurement in a process of its own."""
    from benchmarks.measure import run

    command = [sys.executable, "-m", "benchmarks.batch", "--case", *map(str, case)]
    found = json.loads(run(command).output.strip().splitlines()[-1])
    return {str(key): float(value) for key, value in found.items()}


def _case(words: list[str]) -> dict[str, float]:
    kind, *rest = words
    if kind == "planning":
        return measure_planning(int(rest[0]))
    engine, count, seconds, jobs = rest
    if engine == "casedocs":
        return measure_ours(int(count), float(seconds), int(jobs))
    return measure_peer(engine, int(count), float(seconds), int(jobs))


def best(rounds: list[dict[str, float]], key: str) -> float:
    return min(found[key] for found in rounds)


def compare(rounds: int, count: int, tasks: int, seconds: float) -> list[dict[str, Any]]:
    """Overhead of empty tasks, and scaling of tasks that work, engine by engine in turn."""
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(rounds):
        for engine in ENGINES:
            for case, arguments in {
                "empty": (count, 0.0, 1),
                "one": (tasks, seconds, 1),
                "two": (2 * tasks, seconds, 2),
            }.items():
                found.setdefault((engine, case), []).append(measured("tasks", engine, *arguments))
    rows = []
    for engine in ENGINES:
        empty, alone, two = (best(found[engine, case], "per_task_s") for case in ("empty", "one", "two"))
        processor = best(found[engine, "empty"], "cpu_s")
        rows.append(
            {
                "engine": engine,
                "ms a task, no work": round(1000 * empty, 2),
                "ms of processor a task": round(1000 * processor, 2),
                "share of a one-second page": f"{empty:.2%}",
                "ms a task, 1 worker": round(1000 * alone, 1),
                "ms a task, 2 workers": round(1000 * two, 1),
                "efficiency at 2": round(alone / two / 2, 3),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--smoke", action="store_true", help="small numbers: does it run?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.case:
        print(json.dumps(_case(options.case)))
        return
    files, many, count, tasks = (500, 1_000, 100, 5) if options.smoke else (10_000, 10_000, 1_000, 40)
    rounds = 1 if options.smoke else options.rounds
    planning = [measured("planning", files) for _ in range(rounds)]
    memory = measured("tasks", "casedocs", many, 0.0, 2)
    rows: list[dict[str, Any]] = [
        {"engine": f"casedocs, planning {files:,} files", "seconds": round(best(planning, "first_s"), 3)},
        {"engine": f"casedocs, planning {files:,} files again", "seconds": round(best(planning, "again_s"), 3)},
        {"engine": f"casedocs, writing {2 * files:,} units down", "seconds": round(best(planning, "enroll_s"), 3)},
        {
            "engine": f"casedocs, {many:,} tasks",
            "MB after 1,000": round(memory.get("rss_early_mb", 0.0), 1),
            "MB at the end": round(memory.get("rss_late_mb", 0.0), 1),
        },
        *compare(rounds, count, tasks, 0.05 if options.smoke else 0.25),
    ]
    from benchmarks.measure import machine

    result = {
        "title": "Batch engine beside ProcessPoolExecutor, joblib and a Dask map",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "command": "python -m benchmarks.batch",
        "note": "best of the rounds; ours flushes every result and writes it down, the peers do neither",
        "rows": rows,
    }
    text = json.dumps(result, indent=1, ensure_ascii=False)
    print(text)
    if options.out is not None:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
