"""Esc, with the mouse over a 3D view, cancels what is under way. When nothing is, it does what it does in Blender."""

import bpy

from .operators import SHAPEKIN_OT_cancel

_added = []  # (keymap, item)


def register():
    configuration = bpy.context.window_manager.keyconfigs.addon
    if configuration is None:  # without a window
        return
    # This keymap is that of the view and of its sidebar and header.
    keymap = configuration.keymaps.new("3D View Generic", space_type="VIEW_3D", region_type="WINDOW")
    _added.append((keymap, keymap.keymap_items.new(SHAPEKIN_OT_cancel.bl_idname, "ESC", "PRESS")))


def unregister():
    for keymap, item in _added:
        keymap.keymap_items.remove(item)
    _added.clear()
