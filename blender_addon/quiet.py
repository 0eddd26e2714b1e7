"""Whether changes of settings should have an effect, or are only filled in by the add-on. No bpy."""

from contextlib import contextmanager

_depth = 0


@contextmanager
def quietly():
    """Within this context, changes of settings do not make anything be cut, named or colored."""
    global _depth
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1


def is_quiet():
    return _depth > 0
