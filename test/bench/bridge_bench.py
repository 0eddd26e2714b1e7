"""Blender's side of bridge.bench.ts: makes scenes, times the student's way, and works for the bench's server.

Arguments: address of the server, folder for STL files. Prints a JSON line for each measurement; seconds are for all of
`count`.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).resolve().parents[2]))
sys.path.append(str(Path(__file__).resolve().parents[1] / "blender"))
from checking import end_with

# (triangles, shapes) of the scenes; the torus has 2 * 2n * n triangles.
SIZES = ((16, 200), (50, 40))
COPIES, MESHES = 5000, 50
SHAPES = 300


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def tell(**fields):
    print("@bench " + json.dumps(fields), flush=True)


def fill(detail, count, meshes):
    """A fresh scene of `count` objects that have `meshes` different meshes among them."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    vertices, faces = addon("base_meshes").base_mesh("torus", detail)
    made = []
    for index in range(meshes):
        mesh = bpy.data.meshes.new(f"mesh {index}")
        mesh.from_pydata([(x, y, z * (1 + index / meshes)) for x, y, z in vertices], [], faces)
        made.append(mesh)
    for index in range(count):
        each = bpy.data.objects.new(f"object {index:05d}", made[index % meshes])
        each.location = index % 100, index // 100, 0
        bpy.context.scene.collection.objects.link(each)
    bpy.context.view_layer.update()
    return sum(len(face) - 2 for face in faces)


def export_each(folder):
    """The student's way: each object selected and written by Blender's own STL operator."""
    start = time.perf_counter()
    for each in bpy.context.scene.objects:
        bpy.ops.object.select_all(action="DESELECT")
        each.select_set(True)
        export_stl(str(folder / f"{each.name}.stl"))
    return time.perf_counter() - start


def export_stl(path):
    if hasattr(bpy.ops.wm, "stl_export") and bpy.app.version >= (4, 2, 0):
        bpy.ops.wm.stl_export(filepath=path, export_selected_objects=True)
    else:
        bpy.ops.export_mesh.stl(filepath=path, use_selection=True)


def send_scene(session, name):
    """The bench's server asks for everything and times it."""
    request = {key: field["default"] for key, field in addon("generated.fields").SCENE_REQUEST.items()}
    session.start_scene({**request, "task": "group", "source": "all", "collection": name})
    while not isinstance(session.own, addon("states").NoRun):
        session.wait(1.0)


def make_by_operators(folder):
    """Shapes as the student's script made them: added, moved at random, written, deleted."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    adders = [getattr(bpy.ops.mesh, f"primitive_{kind}_add") for kind in ("cube", "cylinder", "cone", "torus")]
    start = time.perf_counter()
    for index in range(SHAPES):
        adders[index % len(adders)]()
        bpy.ops.object.randomize_transform(random_seed=index, loc=(9, 9, 9), rot=(3, 3, 3), scale=(2, 2, 2))
        export_stl(str(folder / "made.stl"))
        bpy.ops.object.delete()
    return time.perf_counter() - start


def make_by_recipes():
    """The same shapes by recipes: built, read and packed for the socket, placed in the scene, shown."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    scene = addon("run_scene").RunScene("ab" * 8, False)
    scene.count = SHAPES
    pack = addon("generated.protocol").pack_mesh
    bases = ("cube", "cylinder", "cone", "torus")
    start = time.perf_counter()
    for index in range(SHAPES):
        base = bases[index % len(bases)]
        turned = [0.01 * index, 0.02 * index, 0.03 * index]
        plain = {"location": [1, 2, 3], "rotation": turned, "scale": [1, 2, 1], "modifiers": []}
        scene.add_recipe(index, {"id": f"{base}-{index:04d}", "base": base, "detail": 0, **plain})
        pack("ab" * 8, index, *scene.ensure_shape(index))
    scene.show_built()
    bpy.context.view_layer.update()
    return time.perf_counter() - start


def color_all():
    objects = list(bpy.context.scene.objects)
    start = time.perf_counter()
    addon("colored").color_objects(bpy.context.scene, [(each, (0.1, 0.5, 0.9, 1.0)) for each in objects])
    bpy.context.view_layer.update()
    return time.perf_counter() - start


def main():
    address, folder = sys.argv[-2], Path(sys.argv[-1])
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.preferences.addon_enable(module="blender_addon")
    session = addon("session").Session("background")
    session.connect(address, os.environ["SHAPEKIN_TOKEN"])
    while not isinstance(session.link, addon("states").Connected):
        session.wait(1.0)
    tell(blender=bpy.app.version_string)
    for detail, count in SIZES:
        triangles = fill(detail, count, count)
        for _ in range(3):
            tell(what="export", triangles=triangles, count=count, seconds=export_each(folder))
            send_scene(session, f"{triangles}")
    fill(16, COPIES, MESHES)
    for _ in range(3):
        send_scene(session, "copies")
    tell(what="color", count=COPIES, seconds=color_all())
    for _ in range(3):
        tell(what="operators", count=SHAPES, seconds=make_by_operators(folder))
        tell(what="recipes", count=SHAPES, seconds=make_by_recipes())
    session.disconnect()


end_with(main)
