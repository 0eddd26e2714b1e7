"""Follows what happens to the file meanwhile: changes, undo, redo, opening another file. Undo changes neither views nor
this add-on.
"""

import bpy
from bpy.app.handlers import persistent

from .colored import is_any_colored
from .object_shading import follow

_watched = []  # sessions whose runs are in the open file
_was_colored = False


def watch(session):
    """Reports to the session's runs from then on. The first call installs the handlers."""
    if not _watched:
        for name, handler in HANDLERS:
            getattr(bpy.app.handlers, name).append(handler)
    _watched.append(session)


def unwatch(session):
    _watched.remove(session)
    if not _watched:
        for name, handler in HANDLERS:
            getattr(bpy.app.handlers, name).remove(handler)


@persistent
def _after_change(*_):
    """Blender calls this before it draws, which may take longer than a person who looks at the map should wait."""
    if not bpy.app.is_job_running("RENDER"):  # it evaluates scenes on a thread of its own
        for session in _watched:
            session.tell_selection()


@persistent
def _before_step(*_):
    global _was_colored
    _was_colored = is_any_colored()
    for run in _runs():
        run.scene.note_deleted()


@persistent
def _after_step(*_):
    follow(_was_colored, is_any_colored())
    for run in _runs():
        run.scene.note_undone()


@persistent
def _before_load(*_):
    for session in _watched:
        session.forget_outcome()
        session.abandon_runs("session.fileOpened")


def _runs():
    return [run for session in _watched for run in session.runs.values()]


HANDLERS = (
    ("depsgraph_update_post", _after_change),
    ("undo_pre", _before_step),
    ("undo_post", _after_step),
    ("redo_pre", _before_step),
    ("redo_post", _after_step),
    ("load_pre", _before_load),
)
