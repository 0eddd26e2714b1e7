"""export_scene.py FOLDER: a scene in every format that this Blender writes, measured in FOLDER/expected.json."""

import json
import os
import sys
from pathlib import Path

import bpy
import numpy as np

folder = Path(sys.argv[-1])
EXPORTERS = {
    "kit.fbx": ("export_scene.fbx", {}),
    "kit.dae": ("wm.collada_export", {"apply_modifiers": True}),
    "kit.x3d": ("export_scene.x3d", {}),
    "kit.usda": ("wm.usd_export", {}),
    "kit.usdc": ("wm.usd_export", {}),
    "kit.usdz": ("wm.usd_export", {}),
    "kit.abc": ("wm.alembic_export", {"as_background_job": False}),
}


def add_object(name, data, location, scale=(1, 1, 1), turn=(0, 0, 0)):
    made = bpy.data.objects.new(name, data)
    made.location, made.scale, made.rotation_euler = location, scale, turn
    bpy.context.scene.collection.objects.link(made)
    return made


def mesh_of(name, add):
    """A mesh made by an operator that adds an object."""
    add()
    made = bpy.context.object
    mesh = made.data
    mesh.name = name
    bpy.data.objects.remove(made)
    return mesh


def measure(objects):
    """Triangles, area, and box of the evaluated objects in the world."""
    depsgraph = bpy.context.evaluated_depsgraph_get()
    corners = []
    for each in objects:
        evaluated = each.evaluated_get(depsgraph)
        mesh = evaluated.to_mesh()
        mesh.calc_loop_triangles()
        matrix = np.array(evaluated.matrix_world)
        points = np.array([vertex.co[:] for vertex in mesh.vertices]) @ matrix[:3, :3].T + matrix[:3, 3]
        corners.append(points[np.array([triangle.vertices[:] for triangle in mesh.loop_triangles])])
        evaluated.to_mesh_clear()
    a, b, c = np.moveaxis(np.concatenate(corners), 1, 0)
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    low, high = (f(np.concatenate([a, b, c]), axis=0).tolist() for f in (np.min, np.max))
    return {"triangles": len(a), "area": float(area), "box": [*low, *high]}


def main():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    cube = mesh_of("cube", lambda: bpy.ops.mesh.primitive_cube_add(size=1))
    wheel = mesh_of("wheel", lambda: bpy.ops.mesh.primitive_cylinder_add(vertices=12, radius=0.4, depth=0.2))
    body = add_object("body", cube, (0, 0, 1), (4, 1.5, 1), (0, 0.1, 0.3))
    body.modifiers.new("Bevel", "BEVEL").segments = 2
    front = add_object("front", wheel, (1.5, 0, 0.4), turn=(1.5708, 0, 0))
    back = add_object("back", wheel, (-1.5, 0, 0.4), (-1.5, 1, 1), (1.5708, 0.2, 0))
    kit = [body, front, back]
    bpy.context.view_layer.update()
    expected = {"version": bpy.app.version_string, "files": [], "whole": measure(kit)}
    expected["objects"] = {each.name: measure([each]) for each in kit}
    for name, (operator, settings) in EXPORTERS.items():
        module, function = operator.split(".")
        if function in dir(getattr(bpy.ops, module)):
            getattr(getattr(bpy.ops, module), function)(filepath=str(folder / name), **settings)
            expected["files"].append(name)

    hidden = add_object("hidden", cube, (9, 9, 9))
    hidden.hide_viewport = True
    words = bpy.data.curves.new("words", "FONT")
    words.body, words.extrude = "ab", 0.1
    sign = add_object("sign", words, (0, 0, 3))
    crowd = bpy.data.collections.new("crowd")
    crowd.objects.link(front)
    shown = add_object("shown", None, (0, 5, 0))
    shown.instance_type, shown.instance_collection = "COLLECTION", crowd
    bpy.context.view_layer.update()
    seen = [*kit, sign]
    whole, alone = measure(seen), measure([front])
    low, high = whole["box"][:3], whole["box"][3:]
    high[1] = max(high[1], alone["box"][4] + 5)
    both = {"triangles": whole["triangles"] + alone["triangles"], "area": whole["area"] + alone["area"]}
    expected["blend"] = {**both, "box": [*low, *high]}
    expected["blendObjects"] = {each.name: measure([each]) for each in seen}
    script = bpy.data.texts.new("on_load.py")  # runs when the file is opened, wherever that is allowed
    script.write(f"open({str(folder / 'script-ran')!r}, 'w').close()")
    script.use_module = True
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "kit.blend"))
    (folder / "expected.json").write_text(json.dumps(expected))


main()
sys.stdout.flush()
os._exit(0)
