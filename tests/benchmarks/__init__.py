"""Benchmarks: `make bench` prints them; ratios first, since machines differ."""
