"""Prices from outside: asked for in a process of its own, judged, and kept on disk."""
