"""Evaluates shapes under modifiers, inside Blender, and writes their meshes: what modifierTable.test.ts compares.

Arguments: a JSON file of {"recipes": [...]} whose modifiers are measured one by one, and a folder to write into.
Writes index.json, [{"modifier", "name", "vertices", "triangles", "open"}], and each mesh as NAME.f32 and NAME.u32.
"""

import importlib
import json
import sys
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[2]))
sys.path.append(str(Path(__file__).parent))
from checking import end_with

# Modifiers that no preset draws, each as a person might set it: (name in the table, type, settings).
OTHERS = [
    ("Bevel", "BEVEL", {"width": 0.05, "segments": 2}),
    ("Corrective Smooth", "CORRECTIVE_SMOOTH", {"iterations": 5}),
    ("Decimate, collapse", "DECIMATE", {"ratio": 0.5}),
    ("Decimate, planar", "DECIMATE", {"decimate_type": "DISSOLVE", "angle_limit": 0.1}),
    ("Decimate, un-subdivide", "DECIMATE", {"decimate_type": "UNSUBDIV", "iterations": 2}),
    ("Displace, along normals", "DISPLACE", {"strength": 0.1}),
    ("Edge Split", "EDGE_SPLIT", {}),
    ("Laplacian Smooth", "LAPLACIANSMOOTH", {"iterations": 2, "lambda_factor": 0.5}),
    ("Mirror, bisect", "MIRROR", {"use_axis": (True, False, False), "use_bisect_axis": (True, False, False)}),
    ("Remesh, sharp", "REMESH", {"mode": "SHARP", "octree_depth": 4}),
    ("Remesh, voxel", "REMESH", {"mode": "VOXEL", "voxel_size": 0.1}),
    ("Screw", "SCREW", {"steps": 8}),
    ("Smooth", "SMOOTH", {"iterations": 5, "factor": 0.5}),
    ("Solidify", "SOLIDIFY", {"thickness": 0.1}),
    ("Subdivision, Catmull-Clark", "SUBSURF", {"levels": 1}),
    ("Subdivision, simple", "SUBSURF", {"levels": 1, "subdivision_type": "SIMPLE"}),
    ("Triangulate", "TRIANGULATE", {}),
    ("Wave", "WAVE", {"height": 0.2, "width": 0.5}),
    ("Weld", "WELD", {"merge_threshold": 0.1}),
    ("Wireframe", "WIREFRAME", {"thickness": 0.05}),
]


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def recipe(base, modifiers):
    return {
        **{"id": f"{base}-0000", "base": base, "detail": 12, "modifiers": modifiers},
        **{"location": (0, 0, 0), "rotation": (0, 0, 0), "scale": (1, 1, 1)},
    }


def measure(asked, folder):
    builder, index = addon("shape_builder"), []

    def write(modifier, shape, plain):
        positions, triangles, _ = builder.read_shape(shape, plain)
        name = f"{len(index):05d}"
        positions.astype("<f4").tofile(folder / f"{name}.f32")
        triangles.astype("<u4").tofile(folder / f"{name}.u32")
        row = {"modifier": modifier, "name": name, "vertices": len(positions), "triangles": len(triangles)}
        index.append({**row, "open": count_open_edges(triangles)})
        addon("made").remove_made("measure")

    bases = sorted({each["base"] for each in asked})
    for base in bases:
        write("no modifier", builder.build_shape(recipe(base, []), "measure"), recipe(base, []))
    for each in asked:
        for settings in each["modifiers"]:
            plain = recipe(each["base"], [settings])
            write(settings["kind"], builder.build_shape(plain, "measure"), plain)
    for each in asked:
        if len(each["modifiers"]) > 1:
            write("stacks of two and three", builder.build_shape(each, "measure"), each)
    for name, kind, settings in OTHERS:
        for base in bases:
            plain = recipe(base, [])
            shape = builder.build_shape(plain, "measure")
            modifier = shape.modifiers.new(name, kind)
            for key, value in settings.items():
                setattr(modifier, key, value)
            write(name, shape, plain)
    (folder / "index.json").write_text(json.dumps(index))


def count_open_edges(triangles):
    """Directed edges without exactly one opposite."""
    edges = np.concatenate([triangles[:, (a, b)] for a, b in ((0, 1), (1, 2), (2, 0))]).astype(np.int64)
    if not len(edges):
        return 0
    base = edges.max() + 1
    ways, counts = np.unique(edges[:, 0] * base + edges[:, 1], return_counts=True)
    back = (ways % base) * base + ways // base
    return int((counts > 1).sum() + (~np.isin(back, ways)).sum())


def main():
    arguments = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.preferences.addon_enable(module="blender_addon")
    measure(json.loads(Path(arguments[0]).read_text())["recipes"], Path(arguments[1]))
    bpy.ops.preferences.addon_disable(module="blender_addon")


end_with(main)
