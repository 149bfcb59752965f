"""The language worker's Python side, in the place of the package of that name: loads apps, calls functions."""
