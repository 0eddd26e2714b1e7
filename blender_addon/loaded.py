"""Everything that the add-on registers. Importing it fails where Blender's Python lacks a module."""

import bpy

from . import (
    duplicate_operators,
    duplicate_panel,
    duplicate_settings,
    event_loop,
    group_operators,
    group_panel,
    group_settings,
    keys,
    member_panel,
    operators,
    panel,
    preferences,
    similar_operators,
    similar_panel,
    sort_operators,
    sort_panel,
    sort_settings,
    window,
    wish_operators,
)
from .generated import properties

CLASSES = (
    properties.RunRequest,
    *group_settings.CLASSES,
    *sort_settings.CLASSES,
    *duplicate_settings.CLASSES,
    *preferences.CLASSES,
    *operators.CLASSES,
    *group_operators.CLASSES,
    *similar_operators.CLASSES,
    *sort_operators.CLASSES,
    *wish_operators.CLASSES,
    *duplicate_operators.CLASSES,
    *group_panel.CLASSES,
    *member_panel.CLASSES,
    *similar_panel.CLASSES,
    *sort_panel.CLASSES,
    *duplicate_panel.CLASSES,
    *panel.CLASSES,
)


def register():
    for each in CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.shapekin = bpy.props.PointerProperty(type=properties.RunRequest)
    bpy.types.Scene.shapekin_groups = bpy.props.PointerProperty(type=group_settings.SceneGroups)
    bpy.types.Scene.shapekin_duplicates = bpy.props.PointerProperty(type=duplicate_settings.SceneDuplicates)
    bpy.types.Scene.shapekin_sorting = bpy.props.PointerProperty(type=sort_settings.SceneSorting)
    # For a bar in panels before 4.0.
    bpy.types.WindowManager.shapekin_progress = bpy.props.FloatProperty(
        name="Progress", subtype="PERCENTAGE", min=0, max=100, precision=0, get=panel.progress_percent
    )
    keys.register()
    if not bpy.app.background:
        window.start()


def unregister():
    window.stop()
    event_loop.close()
    keys.unregister()
    del bpy.types.WindowManager.shapekin_progress
    del bpy.types.Scene.shapekin_sorting
    del bpy.types.Scene.shapekin_duplicates
    del bpy.types.Scene.shapekin_groups
    del bpy.types.Scene.shapekin
    for each in reversed(CLASSES):
        bpy.utils.unregister_class(each)
