"""Prints the progress of a headless run on stdout. No bpy."""

import sys
import time

from .progress_words import time_left

# Seconds between two lines of a stage: few for somebody who watches a terminal, many for a log, which is read
# afterwards and must not be flooded.
TERMINAL_SECONDS = 1.0
LOG_SECONDS = 10.0


class ProgressLines:
    """Prints a line when a stage begins, lines at intervals within it, and one when it is complete.

    stream: a text stream; now: () -> seconds.
    """

    def __init__(self, stream=None, now=time.monotonic):
        self._stream = stream or sys.stdout
        self._now = now
        self._seconds = TERMINAL_SECONDS if self._stream.isatty() else LOG_SECONDS
        self._stage, self._done, self._told = None, None, 0.0

    def tell(self, progress):
        """progress: a `states.Progress`; None before there is one."""
        if progress is None:
            return
        is_new = progress.stage != self._stage
        is_complete = progress.done == progress.total
        is_due = progress.done != self._done and (is_complete or self._now() - self._told > self._seconds)
        if not (is_new or is_due):
            return
        self._stage, self._done, self._told = progress.stage, progress.done, self._now()
        count = f" {progress.done} of {progress.total}" if progress.total else ""
        left = "" if is_complete or progress.seconds_left is None else f", {time_left(progress.seconds_left)}"
        print(f"shapekin: {progress.stage}{count}{left}", file=self._stream, flush=True)
