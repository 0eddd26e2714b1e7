"""Names and wishes of the open file's groupings: they are reported to the server whenever they change, and taken from
its page.
"""

import time

import bpy

from .generated import messages
from .generated.protocol import MAX_TEXT_BYTES
from .kept_grouping import cut_settings, kept_grouping
from .notes_changed import when_changed
from .scene_notes import notes_of_message, read_notes, write_notes
from .undo_steps import can_note_step, note_step

# Seconds between two looks at whether anything has changed: soon enough for somebody who looks at the page.
LOOK_SECONDS = 0.25
# Seconds without a change before a report, so that a slider that is dragged is reported once, when it stops.
SETTLE_SECONDS = 0.5

TAKEN_OVER = "Taken over from the page: names of groups, and what was said of objects"
TOO_LONG = "What was said of this file's objects is too long for the page: it is kept here, and not shown there"


class LinkedNotes:
    """words: what a person should know about it; '' = nothing."""

    def __init__(self):
        self.words = ""
        self.start()

    def start(self):
        """Starts again with every server that accepts us: it gets everything, and may have something newer."""
        self._seen = self._told = None  # see `_look`
        self._open = None  # ids of groupings that were reported
        self._waiting = {}  # messages from the page by grouping, until they can be taken
        self._looked_at = self._changed_at = 0.0

    def take(self, message):
        """Takes what was noted on the page."""
        self._waiting[message["made_by"]] = message

    def news(self, is_window, busy):
        """What to report to the server now; usually []. busy: ids of groupings that are under way."""
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
        """{id of each grouping in the file: a value that changes whenever its notes do}. The cut is part of it,
        because only names of groups that are shown are reported.
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
                # The server holds what the page says, so it is told of these notes, and as well if they are undone
                # before that, when they look as they were told.
                self._told = {**(self._told or {}), kept.run_id: None}
                note_step(is_window, "Notes of the Page")


def _groupings():
    """(scene, KeptGrouping) of every scene that was grouped."""
    found = ((scene, kept_grouping(scene)) for scene in bpy.data.scenes)
    return [(scene, kept) for scene, kept in found if kept]
