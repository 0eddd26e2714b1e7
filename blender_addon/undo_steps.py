"""Undo steps of what is done outside of an operator. Without a window nobody undoes."""

import bpy


def can_note_step(is_window):
    """Steps can be noted in Object Mode only: elsewhere they are steps of that mode, without our objects."""
    return not is_window or all(mode == "OBJECT" for mode in _modes())


def note_step(is_window, words):
    """What was done since the last step can be undone under these words.

    Never under `temp_override`: an operator looks into an overridden context for its data without holding Python's lock
    where another thread holds it, another add-on's say, and Blender ends with SIGSEGV (seen with 3.4.1).
    """
    if is_window:
        bpy.ops.ed.undo_push(message=words)


def _modes():
    """The mode of each window's active object."""
    for window in bpy.context.window_manager.windows:
        active = window.view_layer.objects.active
        yield active.mode if active else "OBJECT"
