"""Selecting objects in a view layer."""

import bpy


def deselect_all(layer):
    for each in list(layer.objects.selected):
        each.select_set(False, view_layer=layer)


def select(layer, objects):
    """Adds objects to the selection. Hidden ones can not be selected; the first that can becomes active."""
    for each in objects:
        each.select_set(True, view_layer=layer)
    first = next((each for each in objects if each.select_get(view_layer=layer)), None)
    if first:
        layer.objects.active = first


def look_at(context, objects):
    """Selects only these objects and, in a 3D view, frames them."""
    deselect_all(context.view_layer)
    select(context.view_layer, objects)
    if context.space_data and context.space_data.type == "VIEW_3D" and bpy.ops.view3d.view_selected.poll():
        bpy.ops.view3d.view_selected()


def those_here(layer, objects):
    """The objects that are in the view layer; None, which stands for an object that is gone, is in none."""
    return [each for each in objects if each is not None and layer.objects.get(each.name) == each]
