"""Short work that makes thousands of small lists. No bpy."""

import gc
from contextlib import contextmanager


@contextmanager
def uncollected():
    """Within it Python does not look for garbage: each look goes through everything that all add-ons hold, which takes
    up to 50 ms, and what is made here goes by itself.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
