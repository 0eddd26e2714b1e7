"""The shapes of one run in the scene: in a collection of their own, laid out on a grid, found by custom properties."""

import time
from math import ceil, sqrt

import bpy
import numpy as np
from mathutils import Vector

from .generated.keys import GRID_COUNT, GRID_ORIGIN, MADE_AT, MADE_BY_RUN, MADE_GUIDE, PALETTE, SHAPE_INDEX
from .modifiers import guides_of

CELL = 3.0
# Largest extent of a shape in its cell. The gap of a quarter keeps neighbors apart, even when seen from above at an
# angle.
FILL = 2.2
# Distance of the view, in diagonals of the grid: with Blender's usual lens the whole grid is then in view.
VIEW_DISTANCE = 0.9


def find_collection(run_id):
    return next((each for each in bpy.data.collections if each.get(MADE_BY_RUN) == run_id), None)


def find_grouped(scene):
    """The scene's run collections whose shapes have groups, oldest first, wherever the user has moved them."""
    return [each for each in find_grids(scene) if PALETTE in each]


def find_grids(scene):
    """The scene's run collections, oldest first, including that of a run under way."""
    grids = {each for each in scene.collection.children_recursive if GRID_COUNT in each}
    return sorted(grids, key=lambda each: each.get(MADE_AT, 0.0))


def scenes_of(collection):
    return [each for each in bpy.data.scenes if collection in each.collection.children_recursive]


def make_collection(scene, name, run_id, count):
    """An empty collection for `count` shapes, placed beside what the scene contains."""
    origin = _free_place(scene, count)
    collection = bpy.data.collections.new(name)
    collection[MADE_BY_RUN] = run_id
    collection[MADE_AT] = time.time()
    collection[GRID_COUNT] = count
    collection[GRID_ORIGIN] = origin
    guides = bpy.data.collections.new(f"{name} guides")
    guides[MADE_GUIDE] = run_id
    guides.hide_viewport = guides.hide_render = True
    collection.children.link(guides)
    scene.collection.children.link(collection)
    for layer in scene.view_layers:  # so that the Outliner does not list hundreds of empties
        layer.layer_collection.children[collection.name].children[guides.name].exclude = True
    return collection


def find_shapes(run_id):
    """The run's objects in the file, including copies made by the user."""
    return [each for each in bpy.data.objects if each.get(MADE_BY_RUN) == run_id]


def place_shape(collection, shape, index, recipe, positions):
    """Puts a built shape into its cell: turned and stretched as in its recipe, scaled as a whole to fit.

    positions: (V, 3) of its mesh in world space by the recipe.
    """
    shape[SHAPE_INDEX] = index
    if len(positions):
        low, high = positions.min(axis=0), positions.max(axis=0)
        extent = float((high - low).max())
        factor = FILL / extent if np.isfinite(extent) and extent > 0 else 1.0
        # The foot of its bounding box, relative to its own origin; this point is put on the cell's floor.
        foot = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]]
        offset = [factor * (float(value) - origin) for value, origin in zip(foot, recipe["location"])]
    else:
        factor, offset = 1.0, [0.0, 0.0, 0.0]
    shape.location = [place - each for place, each in zip(cell_center(collection, index), offset)]
    shape.rotation_euler = recipe["rotation"]
    shape.scale = [factor * value for value in recipe["scale"]]


def link_shapes(collection, shapes):
    """Makes placed shapes visible, many at once, because each time Blender goes through its whole scene and draws it
    again.
    """
    guides = next((each for each in collection.children if MADE_GUIDE in each), collection)
    for shape in shapes:
        collection.objects.link(shape)
        for guide in guides_of(shape):
            guides.objects.link(guide)


def frame_grid(view, collection):
    """Moves a 3D view, without turning it, so that the whole grid is in view. view: RegionView3D, not in camera
    view.
    """
    low, high = grid_bounds(collection)
    view.view_location = (low + high) / 2
    view.view_distance = VIEW_DISTANCE * (high - low).length


def cell_center(collection, index):
    """Center of the cell's floor: row by row from the back, left to right."""
    columns = grid_columns(collection[GRID_COUNT])
    row, column = divmod(index, columns)
    x, y, z = collection[GRID_ORIGIN]
    return x + CELL * (column + 0.5), y - CELL * (row + 0.5), z


def grid_bounds(collection):
    """Lowest and highest corner of the whole grid."""
    count = collection[GRID_COUNT]
    columns = grid_columns(count)
    x, y, z = collection[GRID_ORIGIN]
    return Vector((x, y - CELL * ceil(count / columns), z)), Vector((x + CELL * columns, y, z + FILL))


def grid_columns(count):
    return ceil(sqrt(count))


def _free_place(scene, count):
    """Back left corner for the grid: centered in an empty scene, else to the right of everything."""
    columns = grid_columns(count)
    width, depth = CELL * columns, CELL * ceil(count / columns)
    visible = [each for each in scene.objects if each.type not in {"CAMERA", "LIGHT", "SPEAKER"}]
    rights = [(each.matrix_world @ Vector(corner)).x for each in visible for corner in each.bound_box]
    x = max(rights) + CELL if rights else -width / 2
    return [x, depth / 2, 0.0]
