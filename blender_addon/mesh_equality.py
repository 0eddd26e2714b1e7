"""Whether two meshes are equal except for their place: the same corners in the same order, moved, turned and scaled."""

import bpy
import numpy as np

# Share of the size that a corner may be off, for float32 that was turned and scaled and turned back.
TOLERANCE = 1e-5
# What is compared on corners, edges and faces.
COMPARED = (
    ("polygons", bpy.types.MeshPolygon, ("use_smooth",), "other smooth faces"),
    ("polygons", bpy.types.MeshPolygon, ("material_index",), "its materials on other faces"),
    ("edges", bpy.types.MeshEdge, ("use_edge_sharp", "use_seam", "crease", "bevel_weight"), "other marks on its edges"),
    ("vertices", bpy.types.MeshVertex, ("bevel_weight",), "other marks on its corners"),
)
# Largest difference of texture coordinates, weights and the like, which are not transformed.
VALUE_TOLERANCE = 1e-6


class Different(Exception):
    """What differs, in words that follow `NAME has`."""


def fit_meshes(mesh, other):
    """(4, 4) float64 matrix from the corners of `other` to those of `mesh`, and the largest distance of a corner after
    that.

    It is the identity where they are the same within TOLERANCE as they stand. Raises Different for another number or
    order of corners, for other faces, or for other data on them.
    """
    for name in ("vertices", "edges", "polygons", "loops"):
        if len(getattr(mesh, name)) != len(getattr(other, name)):
            raise Different("other faces")
    for rows, field in (("loops", "vertex_index"), ("polygons", "loop_total"), ("edges", "vertices")):
        if not np.array_equal(_column(mesh, rows, field), _column(other, rows, field)):
            raise Different("faces in another order")
    _compare_data(mesh, other)
    targets, points = (_column(each, "vertices", "co").astype(np.float64).reshape(-1, 3) for each in (mesh, other))
    size = 2 * np.sqrt(((targets - targets.mean(axis=0)) ** 2).sum(axis=1).mean())
    as_it_stands = np.abs(targets - points).max()
    if as_it_stands <= TOLERANCE * size:
        return np.eye(4), float(as_it_stands)
    matrix = _fit(points, targets)
    off = np.sqrt((((points @ matrix[:3, :3].T + matrix[:3, 3]) - targets) ** 2).sum(axis=1).max())
    if off > TOLERANCE * size:
        raise Different("another form")
    if np.linalg.det(matrix[:3, :3]) < 0:
        raise Different("the mirrored form")
    return matrix, float(off)


def _fit(points, targets):
    """The similarity that brings points nearest to their targets; it may mirror: S. Umeyama, PAMI 13(4), 1991."""
    middle, goal = points.mean(axis=0), targets.mean(axis=0)
    left, values, right = np.linalg.svd((targets - goal).T @ (points - middle) / len(points))
    turn = left @ right
    scale = values.sum() / max(((points - middle) ** 2).sum(axis=1).mean(), 1e-30)
    matrix = np.eye(4)
    matrix[:3, :3] = scale * turn
    matrix[:3, 3] = goal - matrix[:3, :3] @ middle
    return matrix


def _compare_data(mesh, other):
    for rows, kind, fields, words in COMPARED:
        for field in fields:
            is_there = field in kind.bl_rna.properties  # otherwise it is an attribute
            if is_there and not np.array_equal(_column(mesh, rows, field), _column(other, rows, field)):
                raise Different(words)
    for setting in ("use_auto_smooth", "auto_smooth_angle"):  # settings of Blender before 4.1
        if getattr(mesh, setting, None) != getattr(other, setting, None):
            raise Different("another Auto Smooth")
    if not all(getattr(each, "use_auto_texspace", True) for each in (mesh, other)):
        raise Different("a texture space of its own")
    if any(each.animation_data for each in (mesh, other)):
        raise Different("an animation of its mesh")
    if {key: str(value) for key, value in mesh.items()} != {key: str(value) for key, value in other.items()}:
        raise Different("other custom properties of its mesh")
    if mesh.has_custom_normals or other.has_custom_normals:
        raise Different("normals of its own")
    if [each.name for each in mesh.uv_layers] != [each.name for each in other.uv_layers]:
        raise Different("other UV maps")
    for own, theirs in zip(mesh.uv_layers, other.uv_layers):
        uvs = [_values(each.data, "uv", 2) for each in (own, theirs)]
        if own.active_render != theirs.active_render or not np.allclose(*uvs, rtol=0, atol=VALUE_TOLERANCE):
            raise Different("other UV maps")
    _compare_attributes(mesh, other)


# Attributes that are compared as geometry, or that only concern the interface.
BUILT_IN = {"position", "material_index", "sharp_face", "sharp_edge", "shade_smooth", "uv_seam"}
FIELDS = {
    "FLOAT": ("value", 1),
    "INT": ("value", 1),
    "INT8": ("value", 1),
    "BOOLEAN": ("value", 1),
    "FLOAT_VECTOR": ("vector", 3),
    "FLOAT2": ("vector", 2),
    "FLOAT_COLOR": ("color", 4),
    "BYTE_COLOR": ("color", 4),
}


def _compare_attributes(mesh, other):
    both = [_own_attributes(each) for each in (mesh, other)]
    if both[0].keys() != both[1].keys():
        raise Different("other attributes")
    for name, own in both[0].items():
        theirs = both[1][name]
        if (own.data_type, own.domain) != (theirs.data_type, theirs.domain) or own.data_type not in FIELDS:
            raise Different(f"another attribute {name}")
        field, width = FIELDS[own.data_type]
        values = [_values(each.data, field, width) for each in (own, theirs)]
        if not np.allclose(*values, rtol=0, atol=VALUE_TOLERANCE):
            raise Different(f"another attribute {name}")


def _own_attributes(mesh):
    uvs = {each.name for each in mesh.uv_layers}
    skipped = BUILT_IN | uvs
    return {each.name: each for each in mesh.attributes if each.name not in skipped and not each.name.startswith(".")}


def _values(data, field, width):
    values = np.empty(len(data) * width, np.float32)
    data.foreach_get(field, values)
    return values


def _column(mesh, rows, field):
    """The values of a field for all vertices, edges, loops or polygons of a mesh."""
    data = getattr(mesh, rows)
    width = {"co": 3, "vertices": 2}.get(field, 1)
    values = np.empty(len(data) * width, np.float32 if field in {"co", "crease", "bevel_weight"} else np.int32)
    data.foreach_get(field, values)
    return values
