"""Names and wishes of the open file's groupings, told to the server whenever they change, and taken from its page."""

import time

import bpy

from .generated import messages
from .generated.protocol import MAX_TEXT_BYTES
from .kept_grouping import cut_settings, kept_grouping
from .notes_changed import when_changed
from .scene_notes import notes_of_message, read_notes, write_notes
from .undo_steps import can_note_step, note_step

# Between two looks whether anything has changed: soon enough for somebody who looks at the page.
LOOK_SECONDS = 0.25
# So long nothing must have changed: a slider that is dragged is told once, where it ends.
SETTLE_SECONDS = 0.5

TAKEN_OVER = "Taken over from the page: names of groups, and what was said of objects"
TOO_LONG = "What was said of this file's objects is too long for the page: it is kept here, and not shown there"


class LinkedNotes:
    """words: what to know of it, for people; '' = nothing."""

    def __init__(self):
        self.words = ""
        self.start()

    def start(self):
        """Anew with every server that takes us: it is told everything, and may have something newer."""
        self._seen = self._told = None  # see `_look`
        self._open = None  # ids that were told
        self._waiting = {}  # messages of the page by grouping, until they can be taken
        self._looked_at = self._changed_at = 0.0

    def take(self, message):
        """What was noted on the page."""
        self._waiting[message["made_by"]] = message

    def news(self, is_window, busy):
        """What the server is to be told now; [] mostly. busy: ids of groupings that are under way."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_SECONDS:
            return []
        self._looked_at = now
        is_taking = bool(self._waiting) and can_note_step(is_window)
        if is_taking:
            self._write(is_window)
        seen = self._look(busy)
        if seen != self._seen:
            self._seen, self._changed_at = seen, now
            if not is_taking:
                self.words = ""
        if seen == self._told or now - self._changed_at < SETTLE_SECONDS:
            return []
        told, self._told = self._told or {}, seen
        return [
            *self._tell_open(seen),
            *self._tell_notes({run_id for run_id in seen if told.get(run_id) != seen[run_id]}),
        ]

    def _look(self, busy):
        """{id of each grouping that the file keeps: what changes whenever its notes do}. Names that are told are those
        of groups that are shown.
        """
        return {
            kept.run_id: (scene.name, when_changed(scene), cut_settings(scene.shapekin_groups))
            for scene, kept in _groupings()
            if kept.run_id not in busy
        }

    def _tell_open(self, seen):
        run_ids = sorted(seen)
        if run_ids == self._open:
            return []
        self._open = run_ids
        return [messages.open_groupings(run_ids=run_ids)]

    def _tell_notes(self, run_ids):
        texts = []
        for scene, kept in _groupings():
            if kept.run_id in run_ids:
                text = messages.scene_notes(run_id=kept.run_id, **read_notes(scene, kept).fields())
                if len(text) <= MAX_TEXT_BYTES:
                    texts.append(text)
                else:
                    self.words = TOO_LONG
        return texts

    def _write(self, is_window):
        waiting, self._waiting = self._waiting, {}
        for scene, kept in _groupings():
            message = waiting.get(kept.run_id)
            if message:
                write_notes(scene, kept, notes_of_message(message))
                self.words = TAKEN_OVER
                note_step(is_window, "Notes of the Page")


def _groupings():
    """(scene, KeptGrouping) of every scene that was grouped."""
    found = ((scene, kept_grouping(scene)) for scene in bpy.data.scenes)
    return [(scene, kept) for scene, kept in found if kept]
