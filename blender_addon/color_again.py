"""Colors the shapes of a run that has ended by new groups, in the open file, as one undo step."""

import bpy

from .answers import reason_of
from .apply_colors import apply_colors, keep_groups
from .generated import messages
from .object_shading import show_object_colors
from .run_shapes import find_collection, find_shapes, scenes_of
from .undo_steps import can_note_step, note_step


def color_again(run_id, groups, palette, is_window):
    """The answer to `color_again`: how many shapes were colored, or why they can not be colored."""
    shapes, collection = find_shapes(run_id), find_collection(run_id)
    if not shapes or collection is None:
        return messages.colored_again(made_by=run_id, count=0, problem="")
    if not can_note_step(is_window):
        return messages.colored_again(made_by=run_id, count=0, problem="Blender is not in Object Mode")
    try:
        keep_groups(shapes, collection, groups, palette)
        scene = next(iter(scenes_of(collection)), bpy.context.scene)
        count = apply_colors(scene, shapes, collection)
        show_object_colors()
        note_step(is_window, "Color by Group")
    except Exception as error:  # the server must get an answer, whatever Blender raises
        return messages.colored_again(made_by=run_id, count=0, problem=reason_of(error))
    return messages.colored_again(made_by=run_id, count=count, problem="")
