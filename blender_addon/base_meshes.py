"""The bases as plain lists of vertices and faces; the five primitives are here.

They are our own, because Blender's UV sphere has another vertex order in every process, and the same seed must give
the same bytes. Size, resolution and surface are those of Blender's operators: about 2 across, centered on the origin.
"""

from functools import lru_cache
from itertools import product
from math import cos, pi, sin

from .base_families import DEFAULT_DETAIL, FAMILIES
from .surfaces import revolve, ring

# Resolution of Blender's operators: segments around, and cuts along (rings, height, tube).
DEFAULTS = {"uv_sphere": (32, 16), "cylinder": (32, 1), "cone": (32, 1), "torus": (48, 12)}
TORUS_RADII = (1.0, 0.25)


@lru_cache(maxsize=64)
def base_mesh(base, detail):
    """Vertices ((x, y, z), ...) and faces ((vertex, ...), ...), counterclockwise from outside.

    detail: 0 = the mesh of Blender's operator; n as shared/schema/recipe.ts says: n x n quads a side of the cube, else
    2n segments around and n along, caps with n / 4 rings around a center.
    """
    if base in FAMILIES:
        return FAMILIES[base](max(6, detail or DEFAULT_DETAIL))
    if base == "cube":
        return cube(max(1, detail))
    around, along = (max(3, 2 * detail), max(2, detail)) if detail else DEFAULTS[base]
    if base == "torus":
        return torus(around, max(3, along))
    return revolve(PROFILES[base](along, max(1, detail // 4) if detail else 0), around)


def cube(cuts):
    """A cube with `cuts` x `cuts` quads a side and corners at -1 and 1."""
    steps = range(cuts + 1)
    surface = [cell for cell in product(steps, steps, steps) if 0 in cell or cuts in cell]
    number = {cell: i for i, cell in enumerate(surface)}
    faces = []
    for axis, side, u, v in product(range(3), (0, cuts), range(cuts), range(cuts)):
        corners = ((u, v), (u + 1, v), (u + 1, v + 1), (u, v + 1))
        face = [number[_insert(corner, axis, side)] for corner in corners]
        # The two other axes, in order, turn counterclockwise seen from +X and +Z, but clockwise seen from +Y.
        faces.append(tuple(face if (side == cuts) != (axis == 1) else face[::-1]))
    vertices = tuple(tuple(2.0 * step / cuts - 1.0 for step in cell) for cell in surface)
    return vertices, tuple(faces)


def torus(segments, sides):
    major, minor = TORUS_RADII
    angles = [2 * pi * side / sides for side in range(sides)]
    return ring([(major + minor * cos(angle), minor * sin(angle)) for angle in angles], segments)


def _sphere_profile(rings, _cap_rings):
    angles = [pi * ring / rings for ring in range(1, rings)]
    return [(0.0, -1.0), *((sin(angle), -cos(angle)) for angle in angles), (0.0, 1.0)]


def _cylinder_profile(along, cap_rings):
    side = _divide((1.0, -1.0), (1.0, 1.0), along)
    if cap_rings == 0:
        return side
    return [*_divide((0.0, -1.0), (1.0, -1.0), cap_rings), *side[1:-1], *_divide((1.0, 1.0), (0.0, 1.0), cap_rings)]


def _cone_profile(along, cap_rings):
    side = _divide((1.0, -1.0), (0.0, 1.0), along)
    return [*_divide((0.0, -1.0), (1.0, -1.0), cap_rings), *side[1:]] if cap_rings else side


def _divide(start, end, steps):
    """steps + 1 points from start to end."""
    inner = [tuple(a + (b - a) * i / steps for a, b in zip(start, end)) for i in range(1, steps)]
    return [start, *inner, end]


def _insert(pair, axis, value):
    cell = list(pair)
    cell.insert(axis, value)
    return tuple(cell)


PROFILES = {"uv_sphere": _sphere_profile, "cylinder": _cylinder_profile, "cone": _cone_profile}
