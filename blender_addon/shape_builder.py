"""Builds an object with modifiers from a recipe, and reads its evaluated mesh."""

import json
from math import cos, sin

import bpy
import numpy as np

from .base_meshes import base_mesh
from .generated.keys import SHAPE_ID, SHAPE_RECIPE
from .made import tag_object
from .mesh_reader import read_mesh
from .modifiers import add_modifier

SCRATCH_SCENE = "Shapekin scratch"


def build_shape(recipe, run_id):
    """A new object of the recipe, in no collection and without its transform. The recipe is stored on it as JSON
    text.
    """
    vertices, faces = base_mesh(recipe["base"], recipe["detail"])
    mesh = bpy.data.meshes.new(recipe["id"])
    mesh.from_pydata(vertices, [], faces)
    shape = bpy.data.objects.new(recipe["id"], mesh)
    shape[SHAPE_ID] = recipe["id"]
    shape[SHAPE_RECIPE] = json.dumps(recipe)
    for settings in recipe["modifiers"]:
        add_modifier(shape, settings)
    tag_object(shape, run_id)
    return shape


def read_shape(shape, recipe):
    """Mesh of a shape in world space by its recipe: positions, triangles, offset, as `read_mesh_data` gives them.

    The shape is evaluated alone in a temporary scene, which takes the same time for the first and the ten thousandth
    shape. It is evaluated without its transform, which is applied here, so that the bytes are the same wherever the
    shape is in the user's scene.
    """
    scene = scratch_scene()
    layer = scene.view_layers[0]
    placed = shape.matrix_basis.copy()
    shape.matrix_basis.identity()
    scene.collection.objects.link(shape)
    try:
        layer.update()
        evaluated = shape.evaluated_get(layer.depsgraph)
        return read_mesh(evaluated, recipe_matrix(recipe))
    finally:
        scene.collection.objects.unlink(shape)
        shape.matrix_basis = placed


def recipe_matrix(recipe):
    """(3, 4) float64 matrix that scales, then turns about X, Y, Z, then moves."""
    (sx, cx), (sy, cy), (sz, cz) = ((sin(angle), cos(angle)) for angle in recipe["rotation"])
    turn = np.array(
        [
            [cy * cz, sx * sy * cz - cx * sz, cx * sy * cz + sx * sz],
            [cy * sz, sx * sy * sz + cx * cz, cx * sy * sz - sx * cz],
            [-sy, sx * cy, cx * cy],
        ]
    )
    return np.column_stack([turn * np.array(recipe["scale"], np.float64), recipe["location"]])


def scratch_scene():
    return bpy.data.scenes.get(SCRATCH_SCENE) or bpy.data.scenes.new(SCRATCH_SCENE)


def remove_scratch_scene():
    scene = bpy.data.scenes.get(SCRATCH_SCENE)
    if scene:
        bpy.data.scenes.remove(scene)
