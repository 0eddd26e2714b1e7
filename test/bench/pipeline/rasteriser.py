"""The 128 chord numbers of a mesh as a user of Numba would write them, after docs/descriptors.md.

Each lattice point is a camera that sees the later points on a picture plane; each triangle meets only the points in the
cells that it may cover. float32; edges that two triangles share are exact negatives of each other.
"""

import math

import numpy as np
from numba import njit

POINTS = 2000
INTERVALS = 32
SPHERE = 1.05  # radius of the lattice's sphere, in radii of the mesh
CELLS = 48
STEEPEST = 1 / (SPHERE * math.sqrt(1 - 1 / SPHERE**2))  # largest tangent of a chord's angle to the axis of its picture
SCALE = np.float32((CELLS / 2 - 0.01) * math.sqrt(1 + 0.8 * STEEPEST**2) / STEEPEST)
LAST_CELL = np.int32(CELLS - 1)
F = np.float32
LOOSE = {"nnan", "nsz", "arcp"}


class Lattice:
    """What does not depend on the mesh: per view the later points that a chord to which may hit, sorted by cell."""

    def __init__(self):
        i = np.arange(POINTS)
        z = 1 - (2 * i + 1) / POINTS
        radius, turn = np.sqrt(1 - z * z), i * math.pi * (5**0.5 - 1) / 2
        points = np.stack([radius * np.cos(turn), radius * np.sin(turn), z], 1)
        self.frames, self.views, self.cells, self.x, self.y, self.half = lay_out(points)
        self.chords = len(self.x)


@njit(inline="always")
def cell_of(slope):
    """Cells are narrow in the middle of the picture, where the points stand close."""
    at = int(F(CELLS / 2) + SCALE * slope / F(math.sqrt(F(1) + F(0.8) * slope * slope)))
    return min(LAST_CELL, max(0, at))


@njit(cache=True)
def lay_out(p):
    n = len(p)
    frames = np.empty((n, 9), np.float32)
    views = np.zeros(n + 1, np.int64)
    cells = np.zeros((n, CELLS * CELLS + 1), np.uint16)
    most = n * (n - 1) // 2
    x, y, half = np.empty(most, np.float32), np.empty(most, np.float32), np.empty(most, np.float32)
    sx, sy, cell, halves = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.int32), np.empty(n)
    least = 1 - 1 / SPHERE**2
    at = 0
    for i in range(n):
        axis = -p[i]
        side = np.array([1.0, 0, 0]) if abs(axis[0]) < 0.7 else np.array([0.0, 1, 0])
        u = np.cross(side, axis)
        u /= np.sqrt((u * u).sum())
        v = np.cross(axis, u)
        frames[i, :3], frames[i, 3:6], frames[i, 6:] = u, v, axis
        here = cells[i]
        for j in range(i + 1, n):
            d = p[j] - p[i]
            square = (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]) / 4
            cell[j] = -1
            if square > least:
                depth = d[0] * axis[0] + d[1] * axis[1] + d[2] * axis[2]
                sx[j] = (d[0] * u[0] + d[1] * u[1] + d[2] * u[2]) / depth
                sy[j] = (d[0] * v[0] + d[1] * v[1] + d[2] * v[2]) / depth
                halves[j] = math.sqrt(square)
                cell[j] = cell_of(sy[j]) * CELLS + cell_of(sx[j])
                here[cell[j] + 1] += 1
        for c in range(CELLS * CELLS):
            here[c + 1] += here[c]
        fill = here.copy()
        for j in range(i + 1, n):
            if cell[j] >= 0:
                k = at + fill[cell[j]]
                fill[cell[j]] += 1
                x[k], y[k], half[k] = sx[j], sy[j], halves[j]
        at += here[CELLS * CELLS]
        views[i + 1] = at
    return frames, views, cells, x[:at].copy(), y[:at].copy(), half[:at].copy()


@njit(cache=True, error_model="numpy", fastmath=LOOSE)
def project(vertices, frame, u, v, w, cx, cy):
    """Vertices into a view; cell_of(u / w) and cell_of(v / w) without the quotients."""
    for k in range(len(u)):
        x, y, z = vertices[0, k], vertices[1, k], vertices[2, k]
        pu = frame[0] * x + frame[1] * y + frame[2] * z
        pv = frame[3] * x + frame[4] * y + frame[5] * z
        pw = F(1) + (frame[6] * x + frame[7] * y + frame[8] * z)
        u[k], v[k], w[k] = pu, pv, pw
        column = np.int32(F(CELLS / 2) + SCALE * pu / np.sqrt(pw * pw + F(0.8) * pu * pu))
        row = np.int32(F(CELLS / 2) + SCALE * pv / np.sqrt(pw * pw + F(0.8) * pv * pv))
        cx[k] = min(LAST_CELL, max(np.int32(0), column))
        cy[k] = min(LAST_CELL, max(np.int32(0), row))


@njit(cache=True, error_model="numpy", fastmath=LOOSE)
def draw(triangles, u, v, w, cx, cy, cells, x, y, near, far):
    """Keeps 1 / depth of the nearest and the farthest hit of each point."""
    for t in range(len(triangles)):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        left, right = np.uint32(min(cx[a], cx[b], cx[c])), np.uint32(max(cx[a], cx[b], cx[c]) + 1)
        row = np.uint32(min(cy[a], cy[b], cy[c])) * np.uint32(CELLS)
        last = np.uint32(max(cy[a], cy[b], cy[c])) * np.uint32(CELLS)
        while row <= last and cells[row + left] == cells[row + right]:
            row += np.uint32(CELLS)
        if row > last:
            continue
        ua, va, wa, ub, vb, wb, uc, vc, wc = u[a], v[a], w[a], u[b], v[b], w[b], u[c], v[c], w[c]
        bx, by, bw = vb * wc - wb * vc, wb * uc - ub * wc, ub * vc - vb * uc
        volume = ua * bx + va * by + wa * bw
        if volume == 0:
            continue
        sign = F(1) if volume > 0 else F(-1)
        ax, ay, aw = sign * (va * wb - wa * vb), sign * (wa * ub - ua * wb), sign * (ua * vb - va * ub)
        dx, dy, dw = sign * (vc * wa - wc * va), sign * (wc * ua - uc * wa), sign * (uc * va - vc * ua)
        bx, by, bw = sign * bx, sign * by, sign * bw
        per_volume = F(1) / (sign * volume)
        while row <= last:
            for k in range(cells[row + left], cells[row + right]):
                px, py = x[k], y[k]
                e, f, g = px * ax + py * ay + aw, px * bx + py * by + bw, px * dx + py * dy + dw
                inverse = (e + f + g) * per_volume
                inside = min(e, f, g) >= F(0)
                n, m = near[k], far[k]
                near[k] = inverse if inside & (inverse > n) else n
                far[k] = inverse if inside & (inverse < m) else m
            row += np.uint32(CELLS)


@njit(cache=True, error_model="numpy", fastmath=LOOSE)
def intervals_of(half, near, far, found):
    """Where each chord would be counted if it hits; and, last, if it misses."""
    for k in range(len(half)):
        h = half[k]
        scaled = F(0.5) / h
        first, last = scaled / near[k], h - scaled / far[k]
        found[0, k] = np.int32(first * F(INTERVALS))
        found[1, k] = np.int32(last * F(INTERVALS))
        found[2, k] = np.int32(np.sqrt(max(F(0), F(1) - F(4) * first * (h - first))) * F(SPHERE * INTERVALS))
        found[3, k] = np.int32(np.sqrt(max(F(0), F(1) - F(4) * last * (h - last))) * F(SPHERE * INTERVALS))
        found[4, k] = np.int32(h * F(INTERVALS))


@njit(cache=True, error_model="numpy", fastmath=LOOSE)
def count(vertices, triangles, frames, views, cells, x, y, half):
    n = vertices.shape[1]
    u, v, w = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.float32)
    cx, cy = np.empty(n, np.int32), np.empty(n, np.int32)
    near, far, found = np.empty(POINTS, np.float32), np.empty(POINTS, np.float32), np.empty((5, POINTS), np.int32)
    outer, center = np.zeros((2, INTERVALS + 1), np.int64), np.zeros((2, INTERVALS + 1), np.int64)
    missed = np.zeros(INTERVALS + 1, np.int64)
    for i in range(POINTS):
        s, e = views[i], views[i + 1]
        m = e - s
        if m == 0:
            continue
        near[:m] = 0
        far[:m] = 1e30
        project(vertices, frames[i], u, v, w, cx, cy)
        draw(triangles, u, v, w, cx, cy, cells[i], x[s:e], y[s:e], near, far)
        intervals_of(half[s:e], near[:m], far[:m], found)
        for k in range(m):
            if near[k] > 0:
                outer[0, min(INTERVALS, max(0, found[0, k]))] += 1
                outer[1, min(INTERVALS, max(0, found[1, k]))] += 1
                center[0, min(INTERVALS, found[2, k])] += 1
                center[1, min(INTERVALS, found[3, k])] += 1
            else:
                missed[found[4, k]] += 1
    return outer, center, missed


def describe(lattice, positions, triangles):
    """(128) float32 of (V, 3) positions and (T, 3) triangles."""
    v = positions.astype(np.float64)
    v -= (v.min(0) + v.max(0)) / 2
    v = np.ascontiguousarray((v / (SPHERE * np.sqrt((v * v).sum(1).max()))).T, np.float32)
    t = np.ascontiguousarray(triangles, np.uint32)
    views = lattice.frames, lattice.views, lattice.cells, lattice.x, lattice.y, lattice.half
    outer, center, missed = count(v, t, *views)
    outer, center = outer.sum(0), center.sum(0)
    for histogram in (outer, center, missed):
        histogram[INTERVALS - 1] += histogram[INTERVALS]
        histogram[INTERVALS] = 0
    ends, misses = max(1, outer.sum()), max(1, missed.sum())
    parts = [outer / ends, outer / (2 * lattice.chords), missed / misses, center / ends]
    return np.concatenate([part[:INTERVALS] for part in parts]).astype(np.float32)
