"""Benchmarks: each measures casedocs and its peers in one run. See docs/benchmarks.md."""
