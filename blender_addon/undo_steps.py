"""Undo steps for what is done outside an operator. Without a window there are none, because nobody undoes."""

import bpy


def can_note_step(is_window):
    """Steps can be noted only in Object Mode. In other modes they would be steps of that mode, without our objects."""
    return not is_window or all(mode == "OBJECT" for mode in _modes())


def note_step(is_window, words):
    """Makes an undo step, with these words, of everything done since the last step.

    It must not run under `temp_override`: an operator reads an overridden context without holding Python's lock. When
    a thread, such as one of another add-on, holds the lock, Blender ends with SIGSEGV (seen with 3.4.1).
    """
    if is_window:
        bpy.ops.ed.undo_push(message=words)


def _modes():
    """The mode of each window's active object."""
    for window in bpy.context.window_manager.windows:
        active = window.view_layer.objects.active
        yield active.mode if active else "OBJECT"
