"""Whether settings that change call for something, or are only being filled in. No bpy."""

from contextlib import contextmanager

_depth = 0


@contextmanager
def quietly():
    """Within it, settings change without anything being cut, named or colored anew."""
    global _depth
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1


def is_quiet():
    return _depth > 0
