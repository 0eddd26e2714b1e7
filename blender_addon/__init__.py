"""Shapekin: makes labelled shapes, finds families among them and shows these in color.

The add-on is thin: it builds shapes from recipes, sends their meshes to the Shapekin server, colors what comes back.
"""

# Read as text by Blender up to 4.1; later versions read blender_manifest.toml.
bl_info = {
    "name": "Shapekin",
    "author": "The Shapekin authors",
    "version": (0, 1, 0),
    "blender": (3, 4, 0),
    "location": "3D View > Sidebar > Shapekin",
    "description": "Find families among shapes and show them in color",
    "category": "Object",
}

import bpy  # noqa: E402

from . import operators, panel, preferences, window  # noqa: E402
from .generated import properties  # noqa: E402

CLASSES = (properties.RunRequest, *preferences.CLASSES, *operators.CLASSES, *panel.CLASSES)


def register():
    for each in CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.shapekin = bpy.props.PointerProperty(type=properties.RunRequest)
    if not bpy.app.background:
        window.start()


def unregister():
    window.stop()
    del bpy.types.Scene.shapekin
    for each in reversed(CLASSES):
        bpy.utils.unregister_class(each)
