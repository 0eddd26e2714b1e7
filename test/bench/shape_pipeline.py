"""The `shape` descriptor with NumPy, SciPy and embreex: reads meshes of a folder, prints processor seconds of each.

The steps and numbers are those of docs/descriptors.md, for a mesh that is no sheet. Writes shape.f32, a row a mesh.
"""

import json
import pathlib
import sys
import time

import numpy as np
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene
from scipy.sparse import coo_matrix
from scipy.spatial import cKDTree

POINTS = 4096
ROUNDS = 16
NEIGHBORHOOD = 0.15
VIEWPOINTS = 2048
CLEARANCE = 1e-4
MOST_OPEN = 0.6
WIDEST_GAP = 4
WIDEST = 2
ORDERS = (0, 1, 2, 3, 4, 6, 8)
HEIGHTS, RADII = 8, 6
NOTHING = 1e36
"""Distances from here on say that a ray met nothing."""


def shuffled_order(count, seed):
    order = list(range(count))
    state = seed
    for i in range(count - 1, 0, -1):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        j = int(state / 2**32 * (i + 1))
        order[i], order[j] = order[j], order[i]
    return np.array(order)


def places_of_points():
    half = POINTS // 2
    places = np.empty(POINTS, dtype=int)
    places[0::2] = shuffled_order(half, 1)
    places[1::2] = half + shuffled_order(half, 2)
    return places


PLACES = places_of_points()
NUMBERS = np.arange(1, POINTS + 1)
PARTNERS = (np.arange(POINTS) + np.arange(1, ROUNDS + 1)[:, None]) % POINTS


def directions():
    found = []
    for band in (1, 3, 5):
        for side in (-1, 1):
            for quarter in range(4):
                along, azimuth = band / 6, band * np.pi / 12
                out = np.sqrt(1 - along * along)
                left, up = (-1 if quarter & 1 else 1), (-1 if quarter & 2 else 1)
                found.append((side * along, left * out * np.cos(azimuth), up * out * np.sin(azimuth)))
    return np.array(found)


DIRECTIONS = directions()


def soft_histogram(*columns_and_axes):
    """Shares of samples in bins, each sample shared between the neighboring ones; takes (values, bins, to) an axis."""
    bins = [axis[1] for axis in columns_and_axes]
    cells, shares = np.zeros(1, dtype=int), np.ones(1)
    for values, count, to in columns_and_axes:
        position = np.clip(values * (count / to) - 0.5, 0, count - 1)
        low = np.minimum(position.astype(int), count - 2)
        part = position - low
        cells = np.stack([cells * count + low, cells * count + low + 1])
        shares = np.stack([shares * (1 - part), shares * part])
    sums = np.bincount(cells.ravel(), shares.ravel(), np.prod(bins))
    return sums / len(columns_and_axes[0][0])


def sample_surface(vertices, triangles):
    used = vertices[triangles.ravel()]
    low, high = used.min(axis=0), used.max(axis=0)
    unit = 1 / (high - low).max()
    a, b, c = (vertices[triangles[:, k]] * unit for k in range(3))
    across = np.cross(b - a, c - a)
    lengths = np.linalg.norm(across, axis=1)
    face_normals = across / np.where(lengths > 0, lengths, 1)[:, None]
    cumulative = np.cumsum(lengths / 2)
    faces = np.searchsorted(cumulative, (NUMBERS - 0.5) / POINTS * cumulative[-1])
    faces = np.minimum(faces, len(triangles) - 1)
    u, v = (0.5 + 0.7548776662466927 * NUMBERS) % 1, (0.5 + 0.5698402909980532 * NUMBERS) % 1
    beyond = u + v > 1
    u, v = np.where(beyond, 1 - u, u)[:, None], np.where(beyond, 1 - v, v)[:, None]
    points, normals = np.empty((POINTS, 3)), np.empty((POINTS, 3))
    points[PLACES] = a[faces] + u * (b[faces] - a[faces]) + v * (c[faces] - a[faces])
    normals[PLACES] = face_normals[faces]
    center = points.mean(axis=0)
    points -= center
    scale = 1 / np.sqrt((points**2).sum() / POINTS)
    corners = (np.stack([a, b, c], axis=1) - center) * scale
    return points * scale, normals, corners, (low * unit - center) * scale, (high * unit - center) * scale


def look_around(points, normals, corners):
    scene = EmbreeScene()
    TriangleMesh(scene, corners.astype(np.float32))
    p, n = points[:VIEWPOINTS], normals[:VIEWPOINTS]
    aside = np.cross(n, p)
    parallel = (aside**2).sum(axis=1) < 1e-12
    if parallel.any():
        zero = np.zeros(len(n))
        steep = np.abs(n[:, 0]) < 0.6
        other = np.where(steep[:, None], np.stack([zero, n[:, 2], -n[:, 1]], 1), np.stack([-n[:, 2], zero, n[:, 0]], 1))
        aside[parallel] = other[parallel]
    aside /= np.linalg.norm(aside, axis=1)[:, None]
    frame = np.stack([n, aside, np.cross(n, aside)], axis=1)
    around = (DIRECTIONS @ frame).reshape(-1, 3)
    starts = np.repeat(p, len(DIRECTIONS), axis=0) + CLEARANCE * around
    met = scene.run(starts.astype(np.float32), around.astype(np.float32), query="OCCLUDED")
    openness = (met.reshape(VIEWPOINTS, -1) < 0).mean(axis=1)
    both = np.concatenate([n, -n])
    starts = np.concatenate([p, p]) + CLEARANCE * both
    ways = scene.run(starts.astype(np.float32), both.astype(np.float32), query="DISTANCE").astype(float)
    ways[ways > NOTHING] = np.inf
    return openness, ways.reshape(2, -1).min(axis=0)


def soft_facing(points, normals):
    """xx yy zz xy xz yz of each point's neighborhood."""
    pairs = cKDTree(points).query_pairs(NEIGHBORHOOD, output_type="ndarray")
    i, j = pairs[:, 0], pairs[:, 1]
    closeness = 1 - ((points[i] - points[j]) ** 2).sum(axis=1) / NEIGHBORHOOD**2
    weights = coo_matrix((closeness**2, (i, j)), shape=(POINTS, POINTS)).tocsr()
    x, y, z = normals.T
    products = np.stack([x * x, y * y, z * z, x * y, x * z, y * z, np.ones(POINTS)], axis=1)
    sums = products + weights @ products + weights.T @ products
    return sums[:, :6] / sums[:, 6:]


def cosine_along(tensors, way):
    x, y, z = np.moveaxis(way, -1, 0)
    xx, yy, zz, xy, xz, yz = np.moveaxis(tensors, -1, 0)
    square = xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z)
    return np.sqrt(np.maximum(square, 0))


def describe(vertices, triangles):
    points, normals, corners, low, high = sample_surface(vertices, triangles)
    openness, thickness = look_around(points, normals, corners)
    # y up: x y z becomes z x y
    points, normals, low, high = (rows[..., [2, 0, 1]] for rows in (points, normals, low, high))
    tensors = soft_facing(points, normals)
    other, other_tensors = points[PARTNERS], tensors[PARTNERS]
    between = (points - other).reshape(-1, 3)
    distances = np.linalg.norm(between, axis=1)
    mean = distances.mean()
    ways = (between / np.where(distances > 0, distances, np.inf)[:, None]).reshape(ROUNDS, POINTS, 3)
    first, second = cosine_along(tensors, ways).ravel(), cosine_along(other_tensors, ways).ravel()
    level = (tensors[:, [0, 1]] * other_tensors[..., [0, 1]]).sum(axis=2) + 2 * tensors[:, 3] * other_tensors[..., 3]
    upright = tensors[:, 2] * other_tensors[..., 2] + 2 * (tensors[:, [4, 5]] * other_tensors[..., [4, 5]]).sum(axis=2)
    agree = np.sqrt(np.maximum(level + upright, 0)).ravel()
    level = np.sqrt(np.maximum(level, 0)).ravel()
    larger, smaller = np.maximum(first, second), np.minimum(first, second)
    radii = np.linalg.norm(points, axis=1)
    from_center = points / np.where(radii > 0, radii, np.inf)[:, None]
    axes = np.linalg.eigh(points.T @ points)[1].T[::-1]
    steep = np.sqrt(tensors[:, 2])
    steeps = np.broadcast_to(steep, (ROUNDS, POINTS)).ravel(), steep[PARTNERS].ravel()
    height = (points[:, 2] - low[2]) / (high[2] - low[2]) if high[2] > low[2] else np.zeros(POINTS)
    out = np.linalg.norm(points[:, :2], axis=1)
    cylinder = [(height, 8, 1), (out, 6, WIDEST)]
    near = [(height[:VIEWPOINTS], 8, 1), (out[:VIEWPOINTS], 6, WIDEST)]
    gaps = np.minimum(np.sqrt(thickness), 1e9)
    gap = (gaps, 8, np.sqrt(WIDEST_GAP))
    parts = [
        (5.0, 1, soft_histogram((distances / mean, 6, 2.5), (agree, 5, 1), (larger, 5, 1))),
        (5.19, 1, soft_histogram((agree, 6, 1), (larger, 6, 1), (smaller, 6, 1))),
        (4.49, 0.5, soft_histogram((radii, 8, 2), (cosine_along(tensors, from_center), 8, 1))),
        (4.66, 0.5, np.concatenate([along_axis(points, tensors, axis) for axis in axes]) / 3),
        (4.1, 2, soft_histogram((openness, 8, MOST_OPEN), gap)),
        (8.73, 1, soft_histogram(*cylinder, (steep, 4, 1))),
        (8.8, 1, soft_histogram(*near, (openness, 6, MOST_OPEN))),
        (11.66, 1, soft_histogram(*near, gap)),
        (
            5.76,
            1,
            soft_histogram(
                (np.abs(between[:, 2]) / mean, 6, 2), (np.maximum(*steeps), 6, 1), (np.minimum(*steeps), 5, 1)
            ),
        ),
        (
            7.18,
            1,
            soft_histogram(
                (np.linalg.norm(between[:, :2], axis=1) / mean, 8, 2), (level, 6, 1), (steeps[0] * steeps[1], 5, 1)
            ),
        ),
        (2.47, 2, turns(points, height, out)),
    ]
    whole = sum(weight for _, weight, _ in parts)
    return np.concatenate([weight / (whole * spread) * np.sqrt(shares) for spread, weight, shares in parts])


def along_axis(points, tensors, axis):
    return soft_histogram(
        (np.abs(points @ axis), 6, 2), (cosine_along(tensors, np.broadcast_to(axis, points.shape)), 6, 1)
    )


def turns(points, height, out):
    """Power of the Fourier coefficients over the azimuth, by order and ring."""
    azimuth = np.arctan2(points[:, 1], points[:, 0])
    h, r = np.clip(height * HEIGHTS - 0.5, 0, HEIGHTS - 1), np.clip(out / WIDEST * RADII - 0.5, 0, RADII - 1)
    story, ring = np.minimum(h.astype(int), HEIGHTS - 2), np.minimum(r.astype(int), RADII - 2)
    cells, shares = [], []
    for up in (0, 1):
        for beyond in (0, 1):
            cells.append((story + up) * RADII + ring + beyond)
            shares.append((1 - np.abs(h - story - up)) * (1 - np.abs(r - ring - beyond)))
    cells, shares = np.stack(cells).ravel(), np.stack(shares)
    power = []
    for order in ORDERS:
        waves = np.cos(order * azimuth), np.sin(order * azimuth)
        sums = [np.bincount(cells, (shares * wave).ravel(), HEIGHTS * RADII) / POINTS for wave in waves]
        power.append(sums[0] ** 2 + sums[1] ** 2)
    return np.concatenate(power)


def main():
    folder = pathlib.Path(sys.argv[1])
    rows, seconds = [], []
    for number in range(int(sys.argv[2])):
        vertices = np.fromfile(folder / f"{number}.f32", dtype=np.float32).reshape(-1, 3).astype(float)
        triangles = np.fromfile(folder / f"{number}.u32", dtype=np.uint32).reshape(-1, 3)
        times = []
        for _ in range(3):
            start = time.process_time()
            row = describe(vertices, triangles)
            times.append(time.process_time() - start)
        rows.append(row)
        seconds.append(min(times))
    np.array(rows, dtype=np.float32).tofile(folder / "shape.f32")
    print(json.dumps(seconds))


main()
