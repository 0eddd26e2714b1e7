"""Closed surfaces as lists of vertices ((x, y, z), ...) and faces ((vertex, ...), ...), counterclockwise from outside.
Bases are made of them.
"""

from itertools import pairwise, product
from math import cos, pi, sin, sqrt


def revolve(profile, segments, outline=None):
    """Closed surface of a profile ((radius, z), ...) from bottom to top, turned about Z.

    An end with radius 0 is a pole; another end gets one face as its cap. outline: (segments) factor of the radius in
    each direction, for shapes that are not round; it must be star-shaped around the axis.
    """
    vertices, rings, faces = [], [], []
    # Starts at +Y, as Blender's own cylinder and cone do.
    angles = [pi / 2 + 2 * pi * i / segments for i in range(segments)]
    for radius, z in profile:
        rings.append(range(len(vertices), len(vertices) + (1 if radius == 0.0 else segments)))
        if radius == 0.0:
            vertices.append((0.0, 0.0, z))
        elif outline is None:
            vertices.extend((radius * cos(a), radius * sin(a), z) for a in angles)
        else:
            vertices.extend((radius * far * cos(a), radius * far * sin(a), z) for far, a in zip(outline, angles))
    if len(rings[0]) > 1:
        faces.append(tuple(reversed(rings[0])))
    for low, high in pairwise(rings):
        for i in range(segments):
            j = (i + 1) % segments
            corners = (low[i % len(low)], low[j % len(low)], high[j % len(high)], high[i % len(high)])
            faces.append(tuple(dict.fromkeys(corners)))  # at a pole two corners are the same
    if len(rings[-1]) > 1:
        faces.append(tuple(rings[-1]))
    return tuple(vertices), tuple(faces)


def ring(section, segments):
    """Turns a section ((radius, z), ...) about Z; the section is closed, and counterclockwise with the axis at its
    left.
    """
    vertices = []
    for turn in (2 * pi * segment / segments for segment in range(segments)):
        vertices.extend((radius * cos(turn), radius * sin(turn), z) for radius, z in section)
    return tuple(vertices), _grid(segments, len(section))


def sweep(points, frames, radius, sides, is_closed):
    """A round wire with this radius along points. frames: two directions across the wire at each point.

    Seen along the wire, the first direction turns counterclockwise to the second. Open ends get one face as their
    cap.
    """
    vertices = []
    for point, (first, second) in zip(points, frames):
        first, second = _unit(first), _unit(second)
        for angle in (2 * pi * side / sides for side in range(sides)):
            across = (radius * (cos(angle) * a + sin(angle) * b) for a, b in zip(first, second))
            vertices.append(tuple(p + d for p, d in zip(point, across)))
    if is_closed:
        return tuple(vertices), _grid(len(points), sides)
    last = (len(points) - 1) * sides
    walls = _grid(len(points), sides)[:last]
    return tuple(vertices), (*walls, tuple(range(sides)), tuple(range(last, last + sides))[::-1])


def blocks(cells, cuts):
    """Surface of cubes with side `cuts` at cells ((x, y, z), ...). Each side has `cuts` x `cuts` quads; inner walls
    are left out.

    Two cubes that share only an edge must both share a face with a third cube; otherwise the edge would have four
    faces.
    """
    filled, number, vertices, faces = set(cells), {}, [], []
    for cell, axis, side in product(cells, range(3), (0, 1)):
        beside = list(cell)
        beside[axis] += 2 * side - 1
        if tuple(beside) in filled:
            continue
        u_axis, v_axis = (axis + 1) % 3, (axis + 2) % 3
        for u, v in product(range(cuts), range(cuts)):
            corners = []
            for du, dv in ((0, 0), (1, 0), (1, 1), (0, 1)) if side else ((0, 0), (0, 1), (1, 1), (1, 0)):
                at = [cuts * each for each in cell]
                at[axis] += cuts * side
                at[u_axis] += u + du
                at[v_axis] += v + dv
                corners.append(tuple(at))
            for corner in corners:
                if corner not in number:
                    number[corner] = len(vertices)
                    vertices.append(tuple(map(float, corner)))
            faces.append(tuple(number[corner] for corner in corners))
    return tuple(vertices), tuple(faces)


def outline_of(corners, segments, inner=None):
    """Factors of a circle's radius in about `segments` directions that give a polygon with this many corners.

    inner: radius of every other corner, for a star; default 1. Each corner is in one of the directions.
    """
    steps = max(1, round(segments / corners))
    radii = [1.0 if inner is None or corner % 2 == 0 else inner for corner in range(corners)]
    outline = []
    for corner in range(corners):
        start, end = (radii[corner], radii[(corner + 1) % corners])
        for step in range(steps):
            # Where the ray at this angle meets the edge from one corner to the next.
            angle, whole = 2 * pi * step / (steps * corners), 2 * pi / corners
            outline.append(start * end * sin(whole) / (start * sin(angle) + end * sin(whole - angle)))
    return outline


def _grid(rows, columns):
    """Quads of rows x columns vertices, closed in both directions."""
    faces = []
    for row, column in product(range(rows), range(columns)):
        here, there = row * columns, (row + 1) % rows * columns
        after = (column + 1) % columns
        faces.append((here + column, there + column, there + after, here + after))
    return tuple(faces)


def _unit(vector):
    length = sqrt(sum(each * each for each in vector))
    return tuple(each / length for each in vector)
