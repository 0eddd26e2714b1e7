"""The shapes of an imported file: each object as a shape, or everything visible as one."""

from math import isfinite
from typing import NamedTuple

import bpy
import numpy as np

from .generated.errors import ShapekinError
from .mesh_reader import read_mesh, read_mesh_data, round_around_center
from .scene_objects import SURFACE_TYPES, list_objects, read_scene_shape


class ImportedShape(NamedTuple):
    """A shape: its mesh as `read_mesh_data` gives it, or the error that reading it raised."""

    name: str
    mesh: object = None
    error: object = None


def read_objects(max_triangles):
    """Yields an ImportedShape for each visible object with a surface, sorted by name."""
    scene = bpy.context.scene
    layer = scene.view_layers[0]
    layer.update()
    listing = list_objects("visible", scene, layer)
    for each in sorted(listing.objects, key=lambda each: (each.name, each.library)):
        name = f"{each.library}/{each.name}" if each.library else each.name
        try:
            mesh = read_scene_shape(listing.shapes[each.shape], bpy.data.objects, layer.depsgraph)
            _check_count(len(mesh[1]), max_triangles)
            yield ImportedShape(name, mesh)
        except ShapekinError as error:
            yield ImportedShape(name, error=error)


def read_whole(max_triangles):
    """Everything visible, with every instance in its place, as one mesh in the form of `read_mesh_data`.

    Raises ShapekinError `mesh.empty`, `mesh.tooLarge`, `mesh.nonFinite`.
    """
    layer = bpy.context.scene.view_layers[0]
    layer.update()
    positions, triangles, corners, count = [], [], 0, 0
    for each in layer.depsgraph.object_instances:
        if not _is_surface(each):
            continue
        matrix = np.array(each.matrix_world, np.float64)[:3]
        shown = each.object
        mesh = read_mesh_data(shown.data, matrix) if shown.type == "MESH" else read_mesh(shown, matrix)
        count += len(mesh[1])
        _check_count(count, max_triangles)
        positions.append(mesh[0].astype(np.float64) + np.array(mesh[2]))
        triangles.append(mesh[1] + np.uint32(corners))
        corners += len(mesh[0])
    if count == 0:
        raise ShapekinError("mesh.empty")
    placed, offset = round_around_center(np.concatenate(positions))
    if not isfinite(float(np.abs(placed).max())):
        raise ShapekinError("mesh.nonFinite", place="The file")
    return placed, np.ascontiguousarray(np.concatenate(triangles)), offset


def _is_surface(instance):
    """Whether an instance is a surface, and not the second appearance of text, a curve or metaballs."""
    if not instance.show_self or instance.object.type not in SURFACE_TYPES:
        return False
    if not instance.is_instance:
        return True
    host = instance.parent.original
    return not (instance.object.original == host and host.type in SURFACE_TYPES - {"MESH"})


def _check_count(count, limit):
    if count > limit:
        raise ShapekinError("mesh.tooLarge", count=count, what="triangles", limit=limit)
