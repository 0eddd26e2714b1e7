"""Everything that the add-on registers. Its import fails where Blender's Python lacks a module."""

import bpy

from . import operators, panel, preferences, window
from .generated import properties

CLASSES = (properties.RunRequest, *preferences.CLASSES, *operators.CLASSES, *panel.CLASSES)


def register():
    for each in CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.shapekin = bpy.props.PointerProperty(type=properties.RunRequest)
    # For a bar in panels before 4.0.
    bpy.types.WindowManager.shapekin_progress = bpy.props.FloatProperty(
        name="Progress", subtype="PERCENTAGE", min=0, max=100, precision=0, get=panel.progress_percent
    )
    if not bpy.app.background:
        window.start()


def unregister():
    window.stop()
    del bpy.types.WindowManager.shapekin_progress
    del bpy.types.Scene.shapekin
    for each in reversed(CLASSES):
        bpy.utils.unregister_class(each)
