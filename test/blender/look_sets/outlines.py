"""Flat outlines, about 2 across: each function draws one of its class, as closed loops of (x, y)."""

import math

import numpy as np

LETTERS = "ABEGKMRSTX"


def circle(x, y, radius, sides=32):
    angles = [2 * math.pi * side / sides for side in range(sides)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def arc(radius, start, end, sides, x=0.0):
    return [(x + radius * math.cos(angle), radius * math.sin(angle)) for angle in np.linspace(start, end, sides)]


def polar(angle, radius):
    return radius * math.cos(angle), radius * math.sin(angle)


def squash(loops, random):
    """Wider or narrower, and turned in the plane."""
    stretch, angle = random.uniform(0.75, 1.33), random.uniform(0, 2 * math.pi)
    cosine, sine = math.cos(angle), math.sin(angle)
    turned = [[(x * stretch * cosine - y * sine, x * stretch * sine + y * cosine) for x, y in loop] for loop in loops]
    return turned


def star(random):
    points, inner = random.integers(5, 8), random.uniform(0.35, 0.55)
    return [[polar(math.pi * i / points, inner if i % 2 else 1) for i in range(2 * points)]]


def gear(random):
    teeth, root = random.integers(10, 25), random.uniform(0.78, 0.88)
    tooth = [(0, root), (0.2, 1), (0.5, 1), (0.7, root)]
    rim = [polar(2 * math.pi * (i + share) / teeth, radius) for i in range(teeth) for share, radius in tooth]
    return [rim, circle(0, 0, random.uniform(0.15, 0.4))]


def arrow(random):
    shaft, head, length = random.uniform(0.1, 0.25), random.uniform(0.4, 0.6), 1 - random.uniform(0.35, 0.6)
    return [[(-1, -shaft), (length, -shaft), (length, -head), (1, 0), (length, head), (length, shaft), (-1, shaft)]]


def heart(random):
    height = random.uniform(0.8, 1.2)

    def point(t):
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        return 0.06 * 16 * math.sin(t) ** 3, height * 0.06 * y

    return [[point(2 * math.pi * i / 48) for i in range(48)]]


def leaf(random):
    width, power = random.uniform(0.25, 0.5), random.uniform(0.8, 1.5)
    shares = np.linspace(0, 1, 24)
    edge = [(2 * share - 1, width * math.sin(math.pi * share**power)) for share in shares]
    return [edge[:-1] + [(x, -y) for x, y in edge[:0:-1]]]


def cross(random):
    arm, height = random.uniform(0.18, 0.35), random.uniform(0.8, 1.2)
    right = [(arm, -height), (arm, -arm), (1, -arm), (1, arm), (arm, arm), (arm, height)]
    return [right + [(-x, -y) for x, y in right]]


def crescent(random):
    shift, radius = random.uniform(0.3, 0.5), random.uniform(0.75, 0.9)
    outer = arc(1, 0.7, 2 * math.pi - 0.7, 40)
    return [outer + arc(radius, 2 * math.pi - 1, 1, 40, shift)]


def lightning(random):
    bend = random.uniform(0.8, 1.3)
    low, high = -0.1 * bend, 0.2 * bend
    return [[(0.1, 1), (-0.5, low), (-0.05, low), (-0.25, -1), (0.5, high), (0.08, high), (0.45, 1)]]


def key(random):
    bits, radius, half = random.integers(2, 5), random.uniform(0.3, 0.4), 0.09
    bow = arc(radius, 0.3, 2 * math.pi - 0.3, 30, -0.6)
    teeth = []
    for i in range(bits):
        start = 0.35 + i * 0.6 / bits
        depth = half + random.uniform(0.1, 0.25)
        teeth += [(start, -half), (start, -depth), (start + 0.08, -0.24), (start + 0.1, -half)]
    blade = [(radius - 0.6, -half), *teeth, (1, -half), (1, half), (radius - 0.6, half)]
    return [bow + blade, circle(-0.6, 0, radius * random.uniform(0.4, 0.6), 20)]


def ring(random):
    return [circle(0, 0, 1, random.integers(24, 65)), circle(0, 0, random.uniform(0.4, 0.85))]


def cloud(random):
    puffs = random.integers(5, 9)
    edge = []
    for i in range(puffs):
        angle = 2 * math.pi * i / puffs
        x, y, radius = 0.7 * math.cos(angle), 0.4 * math.sin(angle), random.uniform(0.35, 0.45)
        edge += [(x + dx, y + dy) for dx, dy in arc(radius, angle - 1, angle + 1, 8)]
    return [edge]


OUTLINES = {
    drawn.__name__: drawn for drawn in (star, gear, arrow, heart, leaf, cross, crescent, lightning, key, ring, cloud)
}
