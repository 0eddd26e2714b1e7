"""Builds a scene as a person has it, a bit of everything, and saves it. Its argument: the path of the .blend."""

import sys
from math import cos, pi, sin

import bpy


def box(center, size):
    """Corners and outward faces of a box."""
    corners = [
        tuple(place + (corner >> axis & 1 or -1) * length / 2 for axis, (place, length) in enumerate(zip(center, size)))
        for corner in range(8)
    ]
    return corners, [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]


def mesh_of(name, *parts):
    vertices, faces = [], []
    for corners, sides in parts:
        faces += [tuple(len(vertices) + corner for corner in side) for side in sides]
        vertices += corners
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    return mesh


def legs(width, depth, height, thick):
    places = [(x * (width - thick) / 2, y * (depth - thick) / 2) for x in (-1, 1) for y in (-1, 1)]
    return [box((x, y, height / 2), (thick, thick, height)) for x, y in places]


def chair(step):
    seat, back, thick = 0.44 + 0.01 * step, 0.42 + 0.02 * step, 0.05 + 0.002 * step
    return mesh_of(
        "chair",
        *legs(0.42, 0.42, seat, thick),
        box((0, 0, seat + 0.025), (0.45, 0.45, 0.05)),
        box((0, 0.2, seat + 0.05 + back / 2), (0.45, 0.05, back)),
    )


def table(step):
    width, height = 1.6 + 0.1 * step, 0.7 + 0.01 * step
    return mesh_of("table", *legs(width - 0.1, 0.75, height, 0.07), box((0, 0, height + 0.02), (width, 0.85, 0.04)))


def ring(radius, height, corners=24):
    return [(radius * cos(2 * pi * i / corners), radius * sin(2 * pi * i / corners), height) for i in range(corners)]


def vase(step):
    """A closed surface of revolution."""
    belly = 0.12 + 0.006 * step
    profile = [(0.06, 0), (belly, 0.1), (belly, 0.2), (0.05, 0.32), (0.07, 0.36)]
    count = 24
    corners = [corner for radius, height in profile for corner in ring(radius, height, count)]
    sides = [
        (row * count + i, row * count + (i + 1) % count, (row + 1) * count + (i + 1) % count, (row + 1) * count + i)
        for row in range(len(profile) - 1)
        for i in range(count)
    ]
    top = (len(profile) - 1) * count
    return mesh_of("vase", (corners, [*sides, tuple(range(count))[::-1], tuple(range(top, top + count))]))


def collection(name, parent):
    made = bpy.data.collections.new(name)
    if parent:
        parent.children.link(made)
    return made


def add(place, name, data, x=0.0, y=0.0, **settings):
    made = bpy.data.objects.new(name, data)
    made.location = (x, y, 0)
    place.objects.link(made)
    for key, value in settings.items():
        setattr(made, key, value)
    return made


def add_furniture(scene):
    chairs = collection("chairs", scene.collection)
    for step in range(6):
        add(chairs, f"chair.{step:03d}", chair(step), x=step)
    copied = bpy.data.objects["chair.000"].data
    for step in range(8):  # linked copies, turned around the vertical
        add(chairs, f"copy.{step:03d}", copied, x=step, y=1.2, rotation_euler=(0, 0, 0.7 * step))
    tables = collection("tables", scene.collection)
    for step in range(4):
        add(tables, f"table.{step:03d}", table(step), x=2.2 * step, y=3)
    vases = collection("vases", scene.collection)
    for step in range(5):
        add(vases, f"vase.{step:03d}", vase(step), x=step, y=4.5)
    bevelled = add(scene.collection, "crate", mesh_of("crate", box((0, 0, 0.3), (0.6, 0.6, 0.6))), x=6, y=4.5)
    bevelled.modifiers.new("round", "BEVEL").width = 0.05


def add_what_becomes_a_mesh(scene):
    words = bpy.data.curves.new("words", "FONT")
    words.body, words.extrude = "Kin", 0.05
    add(scene.collection, "sign", words, y=6)
    pipe = bpy.data.curves.new("pipe", "CURVE")
    pipe.dimensions, pipe.bevel_depth = "3D", 0.08
    spline = pipe.splines.new("POLY")
    spline.points.add(3)
    for index, point in enumerate(spline.points):
        point.co = (index * 0.4, index % 2 * 0.3, 0.2 * index, 1)
    add(scene.collection, "pipe", pipe, x=3, y=6)
    for index, name in enumerate(("ball", "ball.001")):
        balls = bpy.data.metaballs.new("balls")
        balls.elements.new()
        add(scene.collection, name, balls, x=7 + 1.2 * index, y=6)


def add_instances(scene):
    kit = collection("kit", None)  # in no scene
    add(kit, "stool", mesh_of("stool", *legs(0.35, 0.35, 0.4, 0.04), box((0, 0, 0.42), (0.36, 0.36, 0.04))))
    for index in range(3):
        add(scene.collection, f"stand.{index}", None, x=index, y=8, instance_type="COLLECTION", instance_collection=kit)
    tree = bpy.data.node_groups.new("scatter", "GeometryNodeTree")
    if hasattr(tree, "interface"):
        tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    else:
        tree.outputs.new("NodeSocketGeometry", "Geometry")
    kinds = ("GeometryNodeMeshGrid", "GeometryNodeObjectInfo", "GeometryNodeInstanceOnPoints", "NodeGroupOutput")
    grid, info, scatter, end = map(tree.nodes.new, kinds)
    info.inputs["Object"].default_value = bpy.data.objects["vase.000"]
    tree.links.new(grid.outputs[0], scatter.inputs["Points"])
    tree.links.new(info.outputs["Geometry"], scatter.inputs["Instance"])
    tree.links.new(scatter.outputs[0], end.inputs[0])
    field = add(scene.collection, "field", mesh_of("field", box((0, 0, 0), (1, 1, 1))), x=5, y=9)
    field.modifiers.new("scatter", "NODES").node_group = tree


def add_what_is_left_out(scene):
    plain = mesh_of("plain", box((0, 0, 0), (1, 1, 1)))
    add(scene.collection, "nothing", None, y=11)
    add(scene.collection, "points", bpy.data.meshes.new("points"), y=11)
    add(scene.collection, "disabled", plain, x=2, y=11, hide_viewport=True)
    away = collection("away", scene.collection)
    add(away, "excluded", plain, x=4, y=11)
    bpy.context.view_layer.layer_collection.children["away"].exclude = True
    hidden = add(scene.collection, "hidden", plain, x=6, y=11)
    bpy.context.view_layer.update()
    hidden.hide_set(True)
    flat = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    add(scene.collection, "flat", mesh_of("flat", (flat, [(0, 1, 2, 3)])), x=8, y=11)
    broken = [(0, 0, 0), (1, 0, 0), (float("nan"), 1, 0), (0, 1, 1)]
    add(scene.collection, "broken", mesh_of("broken", (broken, [(0, 1, 2), (1, 2, 3)])), x=10, y=11)


def main(path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    add_furniture(scene)
    add_what_becomes_a_mesh(scene)
    add_instances(scene)
    add_what_is_left_out(scene)
    for name in ("chair.000", "chair.001", "table.000", "vase.000"):
        bpy.data.objects[name].select_set(True)
    bpy.ops.wm.save_as_mainfile(filepath=path)


main(sys.argv[-1])
sys.stdout.flush()
import os  # noqa: E402

os._exit(0)  # the bpy package may crash on its way out
