"""Speed as ratios within one run: `python -m tests.benchmarks` (`make bench`). Each figure stands beside a floor."""
