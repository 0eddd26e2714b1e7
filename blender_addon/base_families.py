"""The bases besides the five primitives, as plain lists of vertices and faces: closed, about 2 across, upright.

`detail` n cuts them about as finely as the primitives: 2n around, n along.
"""

from itertools import product
from math import cos, pi, sin

from .surfaces import blocks, outline_of, revolve, ring, sweep

STAR_POINTS, GEAR_TEETH = 5, 8
SPRING_TURNS = 2.5
# (x, y, z) of the cubes that a base is built of.
CROSS_CELLS = [(1, 1, 0), (0, 1, 0), (2, 1, 0), (1, 0, 0), (1, 2, 0)]
STAIR_CELLS = [(x, y, z) for x, z, y in product(range(3), range(3), range(2)) if z <= x]
TABLE_CELLS = [(x, y, 3) for x, y in product(range(4), range(4))] + [
    (x, y, z) for x, y, z in product((0, 3), (0, 3), (0, 1, 2))
]


def capsule(n):
    """A cylinder with round ends."""
    arc = _arc(0.5, n // 2)
    return revolve([*((r, z - 0.5) for r, z in arc), *((r, -z + 0.5) for r, z in reversed(arc))], 2 * n)


def bowl(n):
    """Half of a ball, hollow."""
    outer = [(sin(a), 0.5 - cos(a)) for a in (pi / 2 * i / n for i in range(n + 1))]
    inner = [(0.8 * r, 0.5 + 0.8 * (z - 0.5)) for r, z in reversed(outer)]
    return revolve([*outer, *inner], 2 * n)


def vase(n):
    """Hollow, with a belly and a neck."""
    heights = [i / n for i in range(n + 1)]
    outer = [(0.5 + 0.25 * sin(2 * pi * t * 0.85 - 0.4), 2 * t - 1) for t in heights]
    inner = [(r - 0.1, max(z, -0.9)) for r, z in reversed(outer)]
    return revolve([(0.0, -1.0), *outer, *inner, (0.0, -0.9)], 2 * n)


def hourglass(n):
    """Two cones, tip to tip, with a waist."""
    side = [(0.2 + 0.7 * abs(2 * i / n - 1), 2 * i / n - 1) for i in range(n + 1)]
    return revolve([(0.0, -1.0), *side, (0.0, 1.0)], 2 * n)


def dumbbell(n):
    """Two balls on a bar along Z."""
    ball = [(0.45 * sin(a), -0.55 - 0.45 * cos(a)) for a in (pi * 0.87 * i / n for i in range(n + 1))]
    return revolve([*ball, *((r, -z) for r, z in reversed(ball))], 2 * n)


def tube(n):
    """A pipe: a cylinder with a wide hole."""
    rise = [(1.0, 2 * i / (n // 2) - 1) for i in range(n // 2 + 1)]
    return ring([*rise, *((0.65, -z) for _, z in rise)], 2 * n)


def pyramid(n):
    """Four sides."""
    outline = outline_of(4, 2 * n)
    side = [(1 - i / n, 2 * i / n - 1) for i in range(n)]
    return revolve([(0.0, -1.0), (0.5, -1.0), *side, (0.0, 1.0)], len(outline), outline)


def prism(n):
    """Three sides."""
    outline = outline_of(3, 2 * n)
    side = [(1.0, 2 * i / n - 1) for i in range(n + 1)]
    caps = [(0.0, -1.0), (0.5, -1.0)]
    return revolve([*caps, *side, *((r, -z) for r, z in reversed(caps))], len(outline), outline)


def star(n):
    """Five points, flat."""
    return _flat_star(outline_of(2 * STAR_POINTS, 4 * n, 0.45), 0.35)


def gear(n):
    """Eight teeth, flat."""
    steps = max(1, n // 6)
    high_low = [1.0] * (steps + 1) + [0.7] * (steps + 1)
    return _flat_star(high_low * GEAR_TEETH, 0.3)


def spring(n):
    """A wire wound up, with two ends."""
    steps = round(2 * n * SPRING_TURNS)
    turns = [2 * pi * SPRING_TURNS * i / steps for i in range(steps + 1)]
    rise = 1.6 / turns[-1]
    points = [(0.75 * cos(a), 0.75 * sin(a), rise * a - 0.8) for a in turns]
    frames = [((cos(a), sin(a), 0.0), (rise * sin(a), -rise * cos(a), 0.75)) for a in turns]
    return sweep(points, frames, 0.16, max(6, n // 2), is_closed=False)


def knot(n):
    """A trefoil of wire: it runs twice around a torus and three times through its hole."""
    steps = 6 * n
    points, frames = [], []
    for a in (2 * pi * i / steps for i in range(steps)):
        around, through = 2 * a, 3 * a
        radius = 0.62 + 0.26 * cos(through)
        points.append((radius * cos(around), radius * sin(around), 0.26 * sin(through)))
        out = (cos(through) * cos(around), cos(through) * sin(around), sin(through))  # off the torus, so off the wire
        # The second direction across the wire lies in the torus: the tangent turned by a quarter.
        along, over = 2 * radius, 3 * 0.26
        ring_way = (-sin(around), cos(around), 0.0)
        tube_way = (-sin(through) * cos(around), -sin(through) * sin(around), cos(through))
        frames.append((out, tuple(along * t - over * r for t, r in zip(tube_way, ring_way))))
    return sweep(points, frames, 0.15, max(6, n // 2), is_closed=True)


def cross(n):
    """A plus, upright and thick."""
    return _stand(blocks(CROSS_CELLS, max(1, n // 4)), (2, 0.7, 2), (0, 2, 1))


def stairs(n):
    """Three steps."""
    return _stand(blocks(STAIR_CELLS, max(1, n // 4)), (2, 1.4, 2))


def table(n):
    """A board on four legs."""
    return _stand(blocks(TABLE_CELLS, max(1, n // 6)), (2, 2, 1.6))


def _arc(radius, steps):
    """A quarter of a circle from the bottom to the side, (radius, z)."""
    return [(radius * sin(a), -radius * cos(a)) for a in (pi / 2 * i / steps for i in range(steps + 1))]


def _flat_star(outline, half_height):
    caps = [(radius, -half_height) for radius in (0.0, 0.35, 0.7, 1.0)]
    return revolve([*caps, (1.0, 0.0), *((r, -z) for r, z in reversed(caps))], len(outline), outline)


def _stand(mesh, size, order=(0, 1, 2)):
    """Blocks scaled to this size around the origin, with their axes in this order."""
    vertices, faces = mesh
    lengths = [max(vertex[k] for vertex in vertices) for k in range(3)]
    scaled = tuple(tuple(size[k] * (v[order[k]] / lengths[order[k]] - 0.5) for k in range(3)) for v in vertices)
    is_mirrored = order not in ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    return scaled, tuple(face[::-1] for face in faces) if is_mirrored else faces


FAMILIES = {
    each.__name__: each
    for each in (
        *(capsule, bowl, vase, hourglass, dumbbell, tube, pyramid, prism, star, gear),
        *(spring, knot, cross, stairs, table),
    )
}
# The detail of these bases where a recipe asks for 0.
DEFAULT_DETAIL = 12
