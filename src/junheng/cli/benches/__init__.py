"""Benchmarks against peers, in one run: ratios, never absolute claims."""
