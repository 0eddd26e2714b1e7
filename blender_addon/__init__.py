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

import sys  # noqa: E402

import bpy  # noqa: E402

if "trouble_panel" in globals():
    # The module is executed again when another version is installed over this one. Without this, Python would go on
    # with the old modules.
    for _name in [each for each in sys.modules if each.startswith(f"{__name__}.")]:
        del sys.modules[_name]
        globals().pop(_name.removeprefix(f"{__name__}."), None)

from . import trouble_panel  # noqa: E402
from .foreign_python import foreign_python_sentence  # noqa: E402

try:
    from . import loaded
except ImportError as error:  # a traceback in a console does not help an artist, so the tab says what is wrong
    loaded = None
    trouble_panel.sentence = foreign_python_sentence(error)


def register():
    if loaded is None:
        bpy.utils.register_class(trouble_panel.SHAPEKIN_PT_trouble)
    else:
        loaded.register()


def unregister():
    if loaded is None:
        bpy.utils.unregister_class(trouble_panel.SHAPEKIN_PT_trouble)
    else:
        loaded.unregister()
