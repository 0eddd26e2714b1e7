"""Undo steps of what is done outside of an operator. Without a window nobody undoes."""

import bpy


def can_note_step(is_window):
    """Steps can be noted in Object Mode only: elsewhere they are steps of that mode, without our objects."""
    return not is_window or all(mode == "OBJECT" for mode in _modes())


def note_step(is_window, words):
    """What was done since the last step can be undone under these words."""
    if is_window:
        with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
            bpy.ops.ed.undo_push(message=words)


def _modes():
    """The mode of each window's active object."""
    for window in bpy.context.window_manager.windows:
        active = window.view_layer.objects.active
        yield active.mode if active else "OBJECT"
