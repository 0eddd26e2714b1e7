"""When a scene's notes were changed last: names of groups, and what was said of single objects. No bpy."""

import time

from .generated.keys import NOTES_CHANGED


def note_change(scene):
    """A name, or what was said of objects, is another now."""
    scene[NOTES_CHANGED] = time.time() * 1000


def when_changed(scene):
    """Milliseconds since 1970; 0 = nothing was ever noted."""
    return float(scene.get(NOTES_CHANGED, 0))
