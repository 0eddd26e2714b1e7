"""Imports each mesh file of a folder by Blender's own importers. Arguments: the folder, the JSON file to write.

Writes for each file its triangles, area and box in the space of the file, or the error of the importer.
"""

import json
import os
import sys

import bpy
import numpy
from mathutils import Vector

sys.path.append(os.path.dirname(os.path.abspath(__file__)))
from checking import end_with

folder, out = sys.argv[-2:]

# The glTF importer of 3.4 asks for it, and Debian's NumPy no longer has it.
if not hasattr(numpy, "bool"):
    numpy.bool = bool


def import_file(path):
    """Imports the file with the axes that its importer chooses."""
    ending = path.rsplit(".", 1)[1].lower()
    if ending in ("glb", "gltf"):
        bpy.ops.import_scene.gltf(filepath=path)
    elif ending == "ply":
        (bpy.ops.wm.ply_import if bpy.app.version >= (4, 0) else bpy.ops.import_mesh.ply)(filepath=path)
    elif ending == "stl":
        (bpy.ops.wm.stl_import if bpy.app.version >= (4, 2) else bpy.ops.import_mesh.stl)(filepath=path)
    elif ending == "obj":
        bpy.ops.wm.obj_import(filepath=path)
    else:
        raise ValueError(f"no importer for {ending}")


def measure(is_turned):
    """Triangles, area and box of all that the scene shows; a y-up file was turned by its importer, which is undone."""
    triangles, area = 0, 0.0
    low, high = [float("inf")] * 3, [float("-inf")] * 3
    depsgraph = bpy.context.evaluated_depsgraph_get()
    for instance in depsgraph.object_instances:
        if instance.object.type != "MESH":
            continue
        mesh = instance.object.to_mesh()
        mesh.calc_loop_triangles()
        points = [instance.matrix_world @ vertex.co for vertex in mesh.vertices]
        for triangle in mesh.loop_triangles:
            a, b, c = (points[vertex] for vertex in triangle.vertices)
            triangles += 1
            area += (b - a).cross(c - a).length / 2
            for point in (a, b, c):
                place = Vector((point.x, point.z, -point.y)) if is_turned else point
                low = [min(pair) for pair in zip(low, place)]
                high = [max(pair) for pair in zip(high, place)]
        instance.object.to_mesh_clear()
    return {"triangles": triangles, "area": area, "box": low + high}


def main():
    found = {}
    for name in sorted(os.listdir(folder)):
        if "." not in name:
            continue
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        try:
            import_file(os.path.join(folder, name))
            found[name] = measure(name.rsplit(".", 1)[1] in ("glb", "gltf", "obj"))
        except Exception as error:
            found[name] = {"error": str(error)[-500:]}
    with open(out, "w", encoding="utf-8") as file:
        json.dump(found, file)


end_with(main)
