"""Parts as a CAD program makes them: outlines that are extruded, and profiles that are turned or swept."""

import math

import numpy as np
from outlines import arc, circle, gear, polar

# These lie on their large side in most files.
LIES_FLAT = ("plate", "flange", "nut", "washer")


def holes(count, distance, radius):
    return [circle(*polar(2 * math.pi * i / count, distance), radius, 16) for i in range(count)]


# Each gives closed loops, and how deep they are extruded.


def plate(random):
    width, radius = random.uniform(0.5, 1), random.uniform(0.06, 0.14)
    corners = [circle(0.75 * x, 0.75 * y * width, radius, 16) for x in (-1, 1) for y in (-1, 1)]
    return [[(-1, -width), (1, -width), (1, width), (-1, width)], *corners], random.uniform(0.05, 0.25)


def flange(random):
    bolts = holes(random.integers(4, 9), 0.75, random.uniform(0.06, 0.11))
    return [circle(0, 0, 1, 48), circle(0, 0, random.uniform(0.25, 0.5)), *bolts], random.uniform(0.1, 0.4)


def spur_gear(random):
    return gear(random), random.uniform(0.15, 0.7)


def angle_bracket(random):
    wall, height = random.uniform(0.12, 0.3), random.uniform(0.6, 1.2)
    return [[(0, 0), (1, 0), (1, wall), (wall, wall), (wall, height), (0, height)]], random.uniform(0.3, 1)


def i_beam(random):
    cap, web = random.uniform(0.1, 0.2), random.uniform(0.08, 0.16)
    height, half = random.uniform(0.8, 1.3), random.uniform(0.4, 0.7)
    inner = height - cap
    right = [(half, -height), (half, -inner), (web, -inner), (web, inner), (half, inner), (half, height)]
    return [right + [(-x, -y) for x, y in right]], random.uniform(1.5, 4)


def channel(random):
    wall, height = random.uniform(0.1, 0.22), random.uniform(0.5, 1.2)
    inner = 0.6 - wall
    outline = [(-0.6, 0), (0.6, 0), (0.6, height), (inner, height), (inner, wall), (-inner, wall), (-inner, height)]
    return [[*outline, (-0.6, height)]], random.uniform(1, 4)


def t_beam(random):
    wall, height = random.uniform(0.12, 0.25), random.uniform(0.7, 1.2)
    half, top = wall / 2, height + wall
    outline = [(-half, 0), (half, 0), (half, height), (0.7, height), (0.7, top), (-0.7, top), (-0.7, height)]
    return [[*outline, (-half, height)]], random.uniform(1, 4)


def nut(random):
    return [circle(0, 0, 1, 6), circle(0, 0, random.uniform(0.45, 0.65))], random.uniform(0.4, 1.1)


def washer(random):
    return [circle(0, 0, 1, 48), circle(0, 0, random.uniform(0.4, 0.65))], random.uniform(0.06, 0.2)


def link(random):
    half, radius = random.uniform(0.8, 1.6), random.uniform(0.18, 0.33)
    quarter = math.pi / 2
    ends = arc(0.5, -quarter, quarter, 16, half) + arc(0.5, quarter, 3 * quarter, 16, -half)
    return [ends, circle(half, 0, radius, 20), circle(-half, 0, radius, 20)], random.uniform(0.15, 0.5)


def sprocket(random):
    teeth = random.integers(12, 29)
    tooth = [(0, 0.85), (0.25, 0.97), (0.5, 1), (0.75, 0.97)]
    rim = [polar(2 * math.pi * (i + share) / teeth, radius) for i in range(teeth) for share, radius in tooth]
    spokes = holes(random.integers(3, 7), 0.5, random.uniform(0.1, 0.2))
    return [rim, circle(0, 0, random.uniform(0.15, 0.25)), *spokes], random.uniform(0.06, 0.2)


def lathe(profile, sides=32):
    """(radius, height) turned around y."""
    points = [
        (radius * math.cos(angle), height, radius * math.sin(angle))
        for radius, height in profile
        for angle in (2 * math.pi * side / sides for side in range(sides))
    ]
    return points, grid_faces(len(profile), sides)


def tube(path, radius, sides=16):
    """A circle swept along points, its ends open."""
    path = np.asarray(path, float)
    points = []
    for i, center in enumerate(path):
        along = path[min(i + 1, len(path) - 1)] - path[max(i - 1, 0)]
        along /= np.linalg.norm(along)
        across = np.cross(along, (0, 0, 1))
        if np.linalg.norm(across) < 0.2:
            across = np.cross(along, (1, 0, 0))
        across /= np.linalg.norm(across)
        other = np.cross(along, across)
        for side in range(sides):
            x, y = polar(2 * math.pi * side / sides, radius)
            points.append(tuple(center + x * across + y * other))
    return points, grid_faces(len(path), sides)


def grid_faces(rows, sides):
    return [
        (row * sides + side, (row + 1) * sides + side, (row + 1) * sides + after, row * sides + after)
        for row in range(rows - 1)
        for side, after in ((side, (side + 1) % sides) for side in range(sides))
    ]


def joined(*meshes):
    points, faces = [], []
    for more_points, more_faces in meshes:
        first = len(points)
        points.extend(more_points)
        faces.extend(tuple(corner + first for corner in face) for face in more_faces)
    return points, faces


# Each gives points and faces, its axis along y.


def hex_bolt(random):
    length, radius = random.uniform(1.5, 4), random.uniform(0.35, 0.5)
    head, wide = random.uniform(0.4, 0.7), random.uniform(0.75, 0.9)
    shank = lathe([(0, -length), (radius, -length), (radius, 0), (0, 0)])
    return joined(shank, lathe([(0, 0), (wide, 0), (wide, head), (0, head)], 6))


def shaft(random):
    profile, height = [(0, 0)], 0
    for _ in range(random.integers(3, 6)):
        radius, top = random.uniform(0.2, 0.6), height + random.uniform(0.4, 1.2)
        profile += [(radius, height), (radius, top)]
        height = top
    return lathe([*profile, (0, height)])


def pulley(random):
    half, groove, bore = random.uniform(0.2, 0.5), random.uniform(0.6, 0.85), random.uniform(0.1, 0.3)
    rim = [(1, -half), (1, -0.6 * half), (groove, 0), (1, 0.6 * half), (1, half)]
    return lathe([(bore, -half), *rim, (bore, half), (bore, -half)], 40)


def pipe_flange(random):
    bore = random.uniform(0.3, 0.45)
    outer, height, thick = bore + random.uniform(0.06, 0.12), random.uniform(1, 2.5), random.uniform(0.12, 0.25)
    rim = [(1, 0), (1, thick), (outer, thick)]
    return lathe([(bore, 0), *rim, (outer, height), (bore, height), (bore, 0)], 40)


def elbow(random):
    bend, radius, leg = random.uniform(0.8, 1.3), random.uniform(0.25, 0.4), random.uniform(0.3, 0.9)
    curve = [(*polar(angle, bend), 0) for angle in np.linspace(0, math.pi / 2, 14)]
    return tube([(bend, -leg, 0), *curve, (-leg, bend, 0)], radius)


def coil(random):
    turns, radius, height = random.integers(4, 9), random.uniform(0.06, 0.14), random.uniform(1.2, 3)
    path = []
    for share in np.linspace(0, 1, turns * 16):
        x, z = polar(2 * math.pi * turns * share, 0.8)
        path.append((x, height * share, z))
    return tube(path, radius, 8)


def handwheel(random):
    spokes = random.integers(3, 7)
    rim = tube([(math.cos(t), 0, math.sin(t)) for t in np.linspace(0, 2 * math.pi, 33)], random.uniform(0.06, 0.12), 8)
    angles = [2 * math.pi * i / spokes for i in range(spokes)]
    arms = [tube([(0, 0, 0), (math.cos(angle), 0, math.sin(angle))], 0.06, 8) for angle in angles]
    return joined(rim, *arms, lathe([(0, -0.2), (0.2, -0.2), (0.2, 0.25), (0, 0.25)], 16))


def bearing(random):
    bore, balls = random.uniform(0.3, 0.45), random.integers(6, 11)

    def race(inner, outer):
        return lathe([(inner, -0.25), (outer, -0.25), (outer, 0.25), (inner, 0.25), (inner, -0.25)])

    middle, radius = (bore + 0.95) / 2, (0.65 - bore) / 2
    half_circle = [(radius * math.sin(t), -radius * math.cos(t)) for t in np.linspace(0, math.pi, 7)]
    points, faces = lathe(half_circle, 10)
    placed = []
    for i in range(balls):
        dx, dz = polar(2 * math.pi * i / balls, middle)
        placed.append(([(x + dx, y, z + dz) for x, y, z in points], faces))
    return joined(race(0.8, 1), race(bore, bore + 0.15), *placed)


EXTRUDED = {
    drawn.__name__: drawn
    for drawn in (plate, flange, spur_gear, angle_bracket, i_beam, channel, t_beam, nut, washer, link, sprocket)
}
TURNED = {drawn.__name__: drawn for drawn in (hex_bolt, shaft, pulley, pipe_flange, elbow, coil, handwheel, bearing)}
