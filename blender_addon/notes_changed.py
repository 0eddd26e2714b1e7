"""When a scene's notes were last changed: names of groups, and what was said about single objects. No bpy."""

import time

from .generated.keys import NOTES_CHANGED


def note_change(scene):
    """Notes the time when a name, or what was said about objects, changes."""
    scene[NOTES_CHANGED] = time.time() * 1000


def when_changed(scene):
    """Milliseconds since 1970; 0 = nothing was ever noted."""
    return float(scene.get(NOTES_CHANGED, 0))
