"""Turns an evaluated object into arrays. It reads attributes where Blender has them, else Blender's memory, always as
copies.
"""

from math import isfinite

import numpy as np

from .view_structs import view_structs

# A mesh whose center lies farther from the origin than this many times its longest side is returned relative to its
# center: farther away, its position takes more than 6 of float32's 24 bits. The experiment's shapes lie within 8.
FAR_AWAY = 64


def read_mesh(evaluated, matrix=None):
    """Mesh of an evaluated object, in the form of `read_mesh_data`.

    matrix: (3, 4) from its own to world space; default: the object's own.
    """
    if matrix is None:
        matrix = np.array(evaluated.matrix_world, np.float64)[:3]
    if _has_own_mesh(evaluated):
        return read_mesh_data(evaluated.data, matrix)
    mesh = evaluated.to_mesh()
    try:
        return read_mesh_data(mesh, matrix)
    finally:
        evaluated.to_mesh_clear()


def _has_own_mesh(evaluated):
    """Whether its data are its surface already, so that Blender need not copy them.

    While a mesh is edited they are not complete, nor where the graphics card does the last subdivision.
    """
    return evaluated.type == "MESH" and not evaluated.modifiers and not evaluated.data.is_editmode


def read_mesh_data(mesh, matrix):
    """Mesh data, transformed by a (3, 4) matrix.

    Returns positions (V, 3) float32 around the offset, triangles (T, 3) uint32, outward also when mirrored, and the
    offset, three floats: 0 unless the mesh lies far away, where float32 has too few digits to tell its corners apart.
    """
    positions, offset = round_around_center(_transform(_positions(mesh), matrix))
    triangles = _triangles(mesh)
    if np.linalg.det(matrix[:, :3]) < 0:
        triangles = np.ascontiguousarray(triangles[:, ::-1])
    return positions, triangles, offset


def _positions(mesh):
    positions = np.empty(3 * len(mesh.vertices), np.float32)
    attribute = mesh.attributes.get("position")
    if attribute:
        attribute.data.foreach_get("vector", positions)
    else:
        mesh.vertices.foreach_get("co", positions)
    return positions.reshape(-1, 3)


def _triangles(mesh):
    corners = mesh.attributes.get(".corner_vert")
    is_triangles = len(mesh.loops) == 3 * len(mesh.polygons)
    if corners and is_triangles:
        triangles = _vertices_of_corners(mesh, corners)
    else:
        mesh.calc_loop_triangles()
        triangles = _cut_triangles(mesh, corners)
    return triangles.reshape(-1, 3).view(np.uint32)


def _cut_triangles(mesh, corners):
    """Vertices of the triangles into which Blender divides faces."""
    cut = mesh.loop_triangles
    corners_of = view_structs(cut, 3)
    vertices = _vertices_of_corners(mesh, corners)
    # A Blender whose memory holds something else is read in the slow way.
    if corners_of is not None and vertices is not None:
        corners_of = np.ascontiguousarray(corners_of)
        if corners_of.view(np.uint32).max() < len(vertices):
            triangles = vertices.take(corners_of)
            samples = (0, len(cut) // 2, len(cut) - 1)
            if all(cut[index].vertices[:] == tuple(triangles[index].tolist()) for index in samples):
                return triangles
    triangles = np.empty(3 * len(cut), np.int32)
    cut.foreach_get("vertices", triangles)
    return triangles


def _vertices_of_corners(mesh, corners):
    """Vertex of each corner of a face; None = there is no fast way."""
    if corners:
        vertices = np.empty(len(mesh.loops), np.int32)
        corners.data.foreach_get("value", vertices)
        return vertices
    view = view_structs(mesh.loops, 1)
    return None if view is None else view[:, 0]


def _transform(positions, matrix):
    """Sums term by term in double precision, because a matrix product rounds differently in different libraries."""
    x, y, z = np.ascontiguousarray(positions.T, np.float64)
    along_x, along_y, along_z, place = matrix.T[:, :, np.newaxis]
    moved = along_x * x  # a row for each axis: what follows goes along the axes
    moved += along_y * y
    moved += along_z * z
    moved += place
    return moved.T


def round_around_center(positions):
    """Rounds (V, 3) float64 to float32 relative to an offset, and returns both."""
    offset = (0.0, 0.0, 0.0)
    if len(positions):
        low, high = positions.min(axis=0).tolist(), positions.max(axis=0).tolist()
        center = tuple(start + (end - start) / 2 for start, end in zip(low, high))
        longest = max(end - start for start, end in zip(low, high))
        if max(map(abs, center)) > FAR_AWAY * longest and all(map(isfinite, center)):
            offset = center
            positions = positions - center
    return np.ascontiguousarray(positions, np.float32), offset
