"""Saves a scene with duplicates of every kind. Its argument: the path of the .blend."""

import sys
from math import radians

import bpy
from mathutils import Matrix

BLOCKS = (((0, 0, 0), (3, 1, 1)), ((0, 1, 0), (1, 2.5, 1)), ((0, 0, 1), (0.7, 0.8, 2.2)))


def bent(name, matrix=None):
    """A mesh without symmetry: three unequal blocks in a corner."""
    vertices, faces = [], []
    for low, high in BLOCKS:
        first = len(vertices)
        vertices += [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
        quads = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
        faces += [tuple(first + corner for corner in quad) for quad in quads]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    if matrix is not None:
        mesh.transform(matrix)
    return mesh


def add(name, mesh):
    each = bpy.data.objects.new(name, mesh)
    each.location = (5 * len(bpy.data.objects), 0, 0)
    bpy.context.scene.collection.objects.link(each)
    return each


def finer(name):
    """The same surface in four times as many faces."""
    import bmesh

    mesh, fine = bent(name), bmesh.new()
    fine.from_mesh(mesh)
    bmesh.ops.subdivide_edges(fine, edges=fine.edges, cuts=1, use_grid_fill=True)
    fine.to_mesh(mesh)
    fine.free()
    return mesh


def main(path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    first = add("first", bent("first"))
    add("linked", first.data)
    add("linked larger", first.data).scale = (3, 3, 3)
    add("same", bent("same"))
    add("moved", bent("moved", Matrix.Translation((1, 2, 3))))
    add("turned", bent("turned", Matrix.Rotation(radians(90), 4, "X")))
    add("half", bent("half", Matrix.Scale(0.5, 4)))
    add("mirrored", bent("mirrored", Matrix.Diagonal((-1, 1, 1, 1))))
    add("finer", finer("finer"))
    add("with keys", bent("with keys")).shape_key_add(name="Basis")
    add("longer", bent("longer", Matrix.Diagonal((1.3, 1, 1, 1))))
    points = bpy.data.meshes.new("points")
    points.from_pydata([(0, 0, 0), (1, 0, 0)], [], [])
    add("points", points)
    bpy.ops.wm.save_as_mainfile(filepath=path)


main(sys.argv[-1])
