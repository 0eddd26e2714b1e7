"""Switches 3D views to object colors, and back. Undo does not change views, so `follow` must be called after a
coloring is undone.
"""

import json

import bpy

from .generated.keys import OLD_SHADING


def show_object_colors():
    """Switches every 3D view to object colors, and stores the shading before on its screen."""
    for screen in bpy.data.screens:
        old = json.loads(screen.get(OLD_SHADING, "{}"))
        for number, shading in _shadings(screen):
            if (shading.type, shading.color_type) != ("SOLID", "OBJECT"):
                old.setdefault(number, [shading.type, shading.color_type])
            if shading.type in {"MATERIAL", "RENDERED"}:  # these show materials only
                shading.type = "SOLID"
            shading.color_type = "OBJECT"
        if old:
            screen[OLD_SHADING] = json.dumps(old)


def restore_shading():
    """Gives each view its shading back, unless the user has chosen another one since."""
    for screen in bpy.data.screens:
        old = json.loads(screen.get(OLD_SHADING, "{}"))
        for number, shading in _shadings(screen):
            if number in old and shading.color_type == "OBJECT":
                shading.type, shading.color_type = old[number]
        if OLD_SHADING in screen:
            del screen[OLD_SHADING]


def is_any_switched():
    return any(OLD_SHADING in screen for screen in bpy.data.screens)


def follow(was_colored, is_colored):
    """Called after an undo or redo that colored the first object, or gave the last one its color back."""
    if was_colored and not is_colored:
        restore_shading()
    elif is_colored and not was_colored:
        show_object_colors()


def _shadings(screen):
    """(number of the area, its shading) of each 3D view."""
    for number, area in enumerate(screen.areas):
        for space in area.spaces:
            if space.type == "VIEW_3D":
                yield str(number), space.shading
