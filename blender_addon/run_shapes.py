"""The shapes of one run in the scene: a collection of their own, laid out on a grid, found by custom properties."""

from math import ceil, sqrt

import bpy
import numpy as np
from mathutils import Vector

from .modifiers import guides_of

CELL = 3.0
# Largest extent of a shape in its cell: a gap of a quarter keeps neighbours apart, seen from above at an angle too.
FILL = 2.2
# Of the grid's diagonal; what a 3D view with Blender's usual lens needs to take all of it in.
VIEW_DISTANCE = 0.9


def find_collection(run_id):
    return next((each for each in bpy.data.collections if each.get("shapekin_run") == run_id), None)


def find_grouped(scene):
    """The scene's run collections whose shapes have groups, oldest first."""
    return [each for each in scene.collection.children if "shapekin_palette" in each]


def make_collection(scene, name, run_id, count):
    """An empty collection for `count` shapes, beside what the scene holds already."""
    origin = _free_place(scene, count)
    collection = bpy.data.collections.new(name)
    collection["shapekin_run"] = run_id
    collection["shapekin_count"] = count
    collection["shapekin_origin"] = origin
    guides = bpy.data.collections.new(f"{name} guides")
    guides.hide_viewport = guides.hide_render = True
    collection.children.link(guides)
    scene.collection.children.link(collection)
    return collection


def find_shapes(run_id):
    """The run's objects in the file, copies made by the user among them."""
    return [each for each in bpy.data.objects if each.get("shapekin_run") == run_id]


def find_colored():
    """Yields every object in the file that was colored and not restored."""
    return (each for each in bpy.data.objects if "shapekin_old_color" in each)


def place_shape(collection, shape, index, recipe, positions):
    """Gives a built shape its cell: turned and stretched as its recipe says, scaled as a whole to fit.

    positions: (V, 3) of its world-space mesh by the recipe.
    """
    shape["shapekin_index"] = index
    if len(positions):
        low, high = positions.min(axis=0), positions.max(axis=0)
        extent = float((high - low).max())
        factor = FILL / extent if np.isfinite(extent) and extent > 0 else 1.0
        # The foot of its bounding box, as seen from its own origin; that point goes to the cell's floor.
        foot = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]]
        offset = [factor * (float(value) - origin) for value, origin in zip(foot, recipe["location"])]
    else:
        factor, offset = 1.0, [0.0, 0.0, 0.0]
    shape.location = [place - each for place, each in zip(cell_center(collection, index), offset)]
    shape.rotation_euler = recipe["rotation"]
    shape.scale = [factor * value for value in recipe["scale"]]


def link_shapes(collection, shapes):
    """Makes placed shapes visible. Many at once: each time, Blender goes through its whole scene and draws it anew."""
    for shape in shapes:
        collection.objects.link(shape)
        for guide in guides_of(shape):
            collection.children[0].objects.link(guide)


def show_grid(screen, collection):
    """Turns no 3D view of the screen, but moves each so that the whole grid is in it."""
    low, high = grid_bounds(collection)
    for area in screen.areas:
        if area.type == "VIEW_3D":
            view = area.spaces.active.region_3d
            if view.view_perspective == "CAMERA":
                view.view_perspective = "PERSP"
            view.view_location = (low + high) / 2
            view.view_distance = VIEW_DISTANCE * (high - low).length


def cell_center(collection, index):
    """Floor of the cell: row by row from the back, left to right."""
    columns = grid_columns(collection["shapekin_count"])
    row, column = divmod(index, columns)
    x, y, z = collection["shapekin_origin"]
    return x + CELL * (column + 0.5), y - CELL * (row + 0.5), z


def grid_bounds(collection):
    """Lowest and highest corner of the whole grid."""
    count = collection["shapekin_count"]
    columns = grid_columns(count)
    x, y, z = collection["shapekin_origin"]
    return Vector((x, y - CELL * ceil(count / columns), z)), Vector((x + CELL * columns, y, z + FILL))


def grid_columns(count):
    return ceil(sqrt(count))


def remove_run(run_id):
    """Takes everything of the run out of the file again."""
    shapes = find_shapes(run_id)
    objects = {*shapes, *(guide for shape in shapes for guide in guides_of(shape))}
    data = {each.data for each in objects if each.data}
    textures = {
        modifier.texture for each in shapes for modifier in each.modifiers if getattr(modifier, "texture", None)
    }
    collection = find_collection(run_id)
    collections = [collection, *collection.children] if collection else []
    bpy.data.batch_remove([*objects, *collections])
    bpy.data.batch_remove([each for each in (*data, *textures) if each.users == 0])


def _free_place(scene, count):
    """Back left corner of the grid: centered in an empty scene, else to the right of everything."""
    columns = grid_columns(count)
    width, depth = CELL * columns, CELL * ceil(count / columns)
    visible = [each for each in scene.objects if each.type not in {"CAMERA", "LIGHT", "SPEAKER"}]
    rights = [(each.matrix_world @ Vector(corner)).x for each in visible for corner in each.bound_box]
    x = max(rights) + CELL if rights else -width / 2
    return [x, depth / 2, 0.0]
