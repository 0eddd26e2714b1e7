"""The selection of the open scene, shared with the page's map: what is encircled there is selected here, and what is
selected here is highlighted there while somebody looks.
"""

import time

import bpy

from .generated.protocol import MOST_SELECTED
from .selecting import deselect_all, select
from .undo_steps import can_note_step, note_step


class LinkedSelection:
    def __init__(self):
        self._watched_until = 0.0
        self._told = None  # ids of the selection that was last reported to the page, or came from it

    @property
    def is_watched(self):
        return time.monotonic() < self._watched_until

    def watch(self, seconds):
        """Somebody looks at a map, for at least this many seconds."""
        if not self.is_watched:
            self._told = None
        self._watched_until = time.monotonic() + seconds

    def select(self, ids, is_window):
        """Selects only these objects, in one undo step; objects that are not in the scene are skipped.

        Does nothing in a mode other than Object Mode, where a selection is one of vertices, for example.
        """
        if not can_note_step(is_window):
            return
        layer = _view_layer()
        wanted = set(ids)
        deselect_all(layer)
        select(layer, [each for each in layer.objects if _object_id(each) in wanted])
        self._told = _selected(layer)
        note_step(is_window, "Select in the Map")

    def news(self):
        """Ids of the selected objects, if somebody looks and they have changed; else None."""
        if not self.is_watched:
            return None
        selected = _selected(_view_layer())
        if selected == self._told:
            return None
        self._told = selected
        return selected[:MOST_SELECTED]


def _object_id(each):
    """The object's id on the server: unique in the file."""
    return f"{each.library.filepath}/{each.name}" if each.library else each.name


def _selected(layer):
    return sorted(_object_id(each) for each in layer.objects.selected)


def _view_layer():
    """The view layer of the first window, because a timer has no window of its own."""
    windows = bpy.context.window_manager.windows
    return windows[0].view_layer if windows else bpy.context.view_layer
