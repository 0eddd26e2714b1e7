"""The experiment as one would write it in Python: bpy, Numba on two processes, torch, fastcluster, matplotlib.

python pipeline.py COUNT SEED GROUPS FOLDER  prints scores and, by stage, wall and processor seconds as JSON.
"""

import importlib
import json
import math
import multiprocessing
import os
import sys
import time
from pathlib import Path

START = time.perf_counter()
BASES = ("cube", "uv_sphere", "cylinder", "cone", "torus")
CELL, FILL = 3.0, 2.2  # of the grid that the shapes are laid out on, metres
# Okabe and Ito, "Color Universal Design".
COLORS = [(0.9, 0.62, 0.0), (0.34, 0.71, 0.91), (0.0, 0.62, 0.45), (0.8, 0.47, 0.65), (0.84, 0.37, 0), (0, 0.45, 0.7)]
# Loaded while the workers work.
USED_LATER = ("fastcluster", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "matplotlib.figure")
TESTED = 50 / 401  # share of the shapes that training never sees, as in the study


def prepare():
    """Of a worker process: its lattice is made while the parent loads Blender."""
    global lattice, rasteriser
    import rasteriser

    lattice = rasteriser.Lattice()


def describe(task):
    index, positions, triangles = task
    return index, rasteriser.describe(lattice, positions, triangles)


def draw_recipes(count, seed):
    import numpy as np

    random = np.random.default_rng(seed)
    bases = np.concatenate([random.permutation(len(BASES)) for _ in range(math.ceil(count / len(BASES)))])[:count]
    locations, rotations = random.uniform(-10, 10, (count, 3)), random.uniform(-math.pi, math.pi, (count, 3))
    return bases, locations, rotations, random.uniform(6, 10, (count, 3))


def build(bpy, bases, locations, rotations, scales):
    """Objects on a grid; yields index, world positions of the recipe, triangles."""
    import numpy as np
    from mathutils import Euler

    bpy.ops.wm.read_factory_settings(use_empty=True)
    add = bpy.ops.mesh
    prototypes = []
    for operator in (
        add.primitive_cube_add,
        add.primitive_uv_sphere_add,
        add.primitive_cylinder_add,
        add.primitive_cone_add,
        add.primitive_torus_add,
    ):
        operator()
        made = bpy.context.object
        mesh = made.data
        bpy.data.objects.remove(made)
        mesh.calc_loop_triangles()
        positions = np.empty(3 * len(mesh.vertices), np.float32)
        mesh.vertices.foreach_get("co", positions)
        triangles = np.empty(3 * len(mesh.loop_triangles), np.int32)
        mesh.loop_triangles.foreach_get("vertices", triangles)
        prototypes.append((mesh, positions.reshape(-1, 3).astype(np.float64), triangles.reshape(-1, 3)))
    collection = bpy.data.collections.new("Shapes")
    bpy.context.scene.collection.children.link(collection)
    columns = math.ceil(math.sqrt(len(bases)))
    for i, (base, location, rotation, size) in enumerate(zip(bases, locations, rotations, scales)):
        mesh, positions, triangles = prototypes[base]
        placed = positions @ (np.array(Euler(rotation).to_matrix()) * size).T
        low, high = placed.min(0), placed.max(0)
        factor = FILL / (high - low).max()
        shape = bpy.data.objects.new(f"{BASES[base]}-{i:04}", mesh.copy())
        row, column = divmod(i, columns)
        middle = factor * (low + high) / 2
        shape.location = (CELL * column - middle[0], -CELL * row - middle[1], -factor * low[2])
        shape.rotation_euler = rotation
        shape.scale = size * factor
        collection.objects.link(shape)
        yield i, (placed + location).astype(np.float32), triangles
    for mesh, *_ in prototypes:
        bpy.data.meshes.remove(mesh)


def unit_rows(rows):
    import numpy as np

    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def group(rows, test, groups):
    """Average linkage by cosine of the test rows; the others go to the group they are nearest to on average."""
    import fastcluster
    import numpy as np
    from scipy.cluster.hierarchy import fcluster

    unit = unit_rows(rows)
    cut = fcluster(fastcluster.linkage(unit[test], "average", "cosine"), groups, "maxclust") - 1
    found = (unit @ np.stack([unit[test][cut == g].mean(0) for g in range(cut.max() + 1)]).T).argmax(1)
    found[test] = cut
    return found


def rand_index(a, b):
    """Adjusted Rand index of two groupings (Hubert and Arabie, 1985)."""
    import numpy as np

    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    pairs, left, right = ((t * (t - 1) / 2).sum() for t in (table, table.sum(1), table.sum(0)))
    expected = left * right / (len(a) * (len(a) - 1) / 2)
    most = (left + right) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def score(rows, labels, train, test, groups):
    """Share of the test rows whose nearest class center is right; rand_index of the groups with the classes."""
    import numpy as np

    unit = unit_rows(rows)
    centers = unit_rows(np.stack([unit[train][labels[train] == c].mean(0) for c in range(len(BASES))]))
    accuracy = float(((unit[test] @ centers.T).argmax(1) == labels[test]).mean())
    return {"accuracy": accuracy, "ari": rand_index(labels[test], groups[test])}


def draw_map(folder, rows, labels, groups):
    import numpy as np
    from matplotlib.figure import Figure

    centered = rows - rows.mean(0)
    _, sizes, axes_of = np.linalg.svd(centered, full_matrices=False)
    flat, shares = centered @ axes_of[:2].T, 100 * sizes**2 / (sizes**2).sum()
    figure = Figure((8.3, 6.9), layout="constrained")
    axes = figure.subplots()
    for base, marker in enumerate("osD^P"):
        mine = labels == base
        colors = [COLORS[g % len(COLORS)] for g in groups[mine]]
        look = {"c": colors, "marker": marker, "s": 40, "edgecolors": "white", "linewidths": 0.5}
        axes.scatter(*flat[mine].T, label=BASES[base], **look)
    for g in range(groups.max() + 1):
        axes.annotate(str(g), flat[groups == g].mean(0), fontweight="bold")
    axes.set(
        xlabel=f"principal component 1 ({shares[0]:.1f} %)",
        ylabel=f"principal component 2 ({shares[1]:.1f} %)",
        title=f"{len(rows)} shapes in {groups.max() + 1} groups",
    )
    axes.legend()
    axes.grid(alpha=0.2)
    figure.savefig(folder / "map.png", dpi=100)
    figure.savefig(folder / "map.svg")


def save_scene(bpy, folder, groups):
    from mathutils import Matrix

    def linear(channel):
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    scene = bpy.context.scene
    for shape, g in zip(bpy.data.collections["Shapes"].objects, groups):
        shape.color = (*(linear(channel) for channel in COLORS[g % len(COLORS)]), 1)
    columns = math.ceil(math.sqrt(len(groups)))
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.type, camera.data.ortho_scale, camera.data.clip_end = "ORTHO", CELL * columns * 1.15, 1000
    middle = CELL * (columns - 1) / 2
    tilt = Matrix.Rotation(math.radians(34), 4, "X")
    camera.matrix_world = Matrix.Translation((middle, -middle, 0)) @ tilt @ Matrix.Translation((0, 0, 200))
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.display.shading.light, scene.display.shading.color_type, scene.display.render_aa = "STUDIO", "OBJECT", "5"
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 1280, 960, 100
    scene.view_settings.view_transform = "Standard"
    scene.render.filepath = str(folder / "scene.png")
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "scene.blend"), compress=True, copy=True)
    bpy.ops.render.render(write_still=True)


def write_table(path, ids, classes, values):
    with open(path, "w") as out:
        for name, label, row in zip(ids, classes, values.tolist()):
            out.write(f"{name}\t{label}\t" + "\t".join(map("{:.9g}".format, row)) + "\n")


class Stages:
    """Wall seconds, and processor seconds of this process and of the children joined in the stage."""

    def __init__(self):
        self.wall, self.processor = {}, {}
        self.last, self.used = START, 0.0

    def end(self, name):
        now, used = time.perf_counter(), sum(os.times()[:4])
        self.wall[name], self.processor[name] = round(now - self.last, 3), round(used - self.used, 2)
        self.last, self.used = now, used


def main():
    count, seed, groups = map(int, sys.argv[1:4])
    folder = Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    stages = Stages()
    os.environ["NUMBA_NUM_THREADS"] = "1"
    pool = multiprocessing.get_context("fork").Pool(2, prepare)
    import bpy
    import numpy as np

    recipes = draw_recipes(count, seed)
    labels = recipes[0]
    found = pool.imap_unordered(describe, list(build(bpy, *recipes)))
    pool.close()
    stages.end("start and shapes")
    for name in USED_LATER:
        importlib.import_module(name)
    import torch
    import training

    stages.end("imports meanwhile")
    table = np.empty((count, 128), np.float32)
    for index, row in found:
        table[index] = row
    pool.join()
    stages.end("histograms")

    order = np.random.default_rng([seed, 1]).permutation(count)
    tests = round(count * TESTED)
    trains = math.ceil((count - tests) / 2)
    test, train, valid = (np.sort(part) for part in np.split(order, [tests, tests + trains]))
    rows, classes = torch.from_numpy(table), torch.from_numpy(labels)
    scaled = training.scale(rows[train], rows)
    sets = scaled[train], classes[train], scaled[valid], classes[valid]
    networks, curves = training.train(*sets, (seed, seed + 1))
    embedded, other = training.embed(networks, scaled).numpy()
    stages.end("two trainings")

    found, others, raw = (group(space, test, groups) for space in (embedded, other, table))
    report = {
        "learned": score(embedded, labels, train, test, found),
        "raw": score(table, labels, train, test, raw),
        "stability": rand_index(found, others),
    }
    stages.end("groups and scores")
    draw_map(folder, embedded, labels, found)
    stages.end("picture")
    save_scene(bpy, folder, found)
    stages.end("scene")
    names = [BASES[base] for base in labels]
    ids = [f"{name}-{i:04}" for i, name in enumerate(names)]
    for name, part in (("train", train), ("valid", valid), ("test", test)):
        write_table(folder / f"{name}.tsv", [ids[i] for i in part], [names[i] for i in part], table[part])
    write_table(folder / "embedding.tsv", ids, names, embedded)
    (folder / "labels.tsv").write_text("".join(f"{i}\t{c}\t{g}\n" for i, c, g in zip(ids, names, found)))
    (folder / "curves.jsonl").write_text("".join(json.dumps(line) + "\n" for line in curves))
    torch.save([tensor.clone() for tensor in (*networks.weights, *networks.biases)], folder / "network.pt")
    stages.end("files")
    report["seconds"], report["processor"] = stages.wall, stages.processor
    (folder / "report.json").write_text(json.dumps(report, indent=2))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
