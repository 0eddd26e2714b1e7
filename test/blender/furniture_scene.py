"""A scene as an artist has it, for tests and pictures: linked copies, variants, text, curves, metaballs."""

from itertools import pairwise
from math import cos, pi, radians, sin

import bmesh
import bpy
import numpy as np
from mathutils import Euler, Matrix, Vector

SEED = 11


def build():
    """Fills the open scene; the same on every machine and version."""
    random = np.random.default_rng(SEED)
    add_row("Chair", [chair(random)] * 14, y=0)
    add_row("Table", [table(random) for _ in range(10)], y=2.2, step=2.6)
    add_row("Rock", [rock(random) for _ in range(16)], y=4.6, step=1.6)
    add_row("Chair", [chair(random) for _ in range(14)], y=6.8)
    add_row("Vase", [vase(random) for _ in range(10)], y=9)
    add_row("Crate", [crate(random) for _ in range(8)], y=11.2, step=1.8)
    add_row("Tree", [tree(random) for _ in range(10)], y=13.6, step=2.2)
    add_row("Lamp", [lamp(random) for _ in range(8)], y=16, step=1.8)
    add_row("Barrel", [barrel(random) for _ in range(8)], y=-2.4, step=1.7)
    add_row("Ring", [ring(random) for _ in range(7)], y=18.2, step=1.7)
    add_row("Sign", [text(word) for word in ("SHOP", "BAR", "EXIT", "CAFE")], y=20.4, step=4)
    add_row("Blob", [metaball(random) for _ in range(3)], y=22, step=2.4)
    for each in bpy.context.scene.objects:
        if each.name.startswith(("Chair", "Table", "Rock")):
            each.rotation_euler.z += float(random.uniform(0, 2 * pi)) if not each.name.startswith("Table") else 0.0
    bpy.data.objects["Blob.001"].name = "Puddle"
    bpy.data.objects["Blob.002"].name = "Slime"
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.location = (8, -22, 14)
    bpy.context.scene.collection.objects.link(camera)
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    sun.location = (0, 0, 10)
    bpy.context.scene.collection.objects.link(sun)


def build_in(window):
    """Puts the scene in the place of the one that the window has open."""
    for each in list(bpy.data.objects):
        bpy.data.objects.remove(each)
    build()
    look(window)


def open_alone(panel):
    """Leaves this panel alone in the sidebar's tab, open, so that it can be seen as a whole."""
    from blender_addon import group_panel
    from blender_addon import panel as run_panel

    for each in (
        group_panel.SHAPEKIN_PT_group_advanced,
        group_panel.SHAPEKIN_PT_group,
        run_panel.SHAPEKIN_PT_run,
        panel,
    ):
        bpy.utils.unregister_class(each)
    panel.bl_idname, panel.bl_options = f"{panel.bl_idname}_open", set()
    bpy.utils.register_class(panel)


def look(window):
    """Turns the 3D view of a window so that all of it is seen from the front above."""
    view = next(each for each in window.screen.areas if each.type == "VIEW_3D").spaces.active.region_3d
    view.view_perspective = "PERSP"
    view.view_location, view.view_distance = (13, 9.5, 0), 33
    view.view_rotation = Euler((radians(50), 0, radians(12))).to_quaternion()


def add_row(name, data, y, step=1.5):
    for index, each in enumerate(data):
        shape = bpy.data.objects.new(f"{name}.{index:03d}", each)
        shape.location = (step * index, y, 0)
        if isinstance(each, bpy.types.TextCurve):
            shape.rotation_euler = (radians(90), 0, 0)
        bpy.context.scene.collection.objects.link(shape)


def mesh_of(name, parts):
    """parts: functions that add to a BMesh."""
    made = bmesh.new()
    for part in parts:
        part(made)
    mesh = bpy.data.meshes.new(name)
    made.to_mesh(mesh)
    made.free()
    return mesh


def box(size, place, tilt=0.0):
    matrix = Matrix.Translation(Vector(place)) @ Matrix.Rotation(tilt, 4, "X") @ Matrix.Diagonal((*size, 1))
    return lambda made: bmesh.ops.create_cube(made, size=1, matrix=matrix)


def tube(low, high, length, z, segments=20):
    """A closed cone or cylinder that stands at z."""

    def part(made):
        matrix = Matrix.Translation((0, 0, z + length / 2))
        bmesh.ops.create_cone(
            made, cap_ends=True, segments=segments, radius1=low, radius2=high, depth=length, matrix=matrix
        )

    return part


def turned(profile, segments=20):
    """What a lathe makes. profile: (radius, z) from the foot up."""

    def part(made):
        rings = [
            [
                made.verts.new((r * cos(2 * pi * k / segments), r * sin(2 * pi * k / segments), z))
                for k in range(segments)
            ]
            for r, z in profile
        ]
        for low, high in pairwise(rings):
            for k in range(segments):
                made.faces.new((low[k], low[k - segments + 1], high[k - segments + 1], high[k]))
        made.faces.new(list(reversed(rings[0])))
        made.faces.new(rings[-1])

    return part


def chair(random):
    width, depth, seat, back = random.uniform((0.4, 0.4, 0.4, 0.4), (0.55, 0.5, 0.5, 0.65))
    legs = [
        box((0.05, 0.05, seat), (x * (width / 2 - 0.03), y * (depth / 2 - 0.03), seat / 2))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    rest = box((width, 0.04, back), (0, depth / 2 + 0.04, seat + back / 2), -random.uniform(0.05, 0.2))
    return mesh_of("chair", [*legs, box((width, depth, 0.06), (0, 0, seat + 0.03)), rest])


def table(random):
    width, depth, height, leg = random.uniform((1.1, 0.6, 0.65, 0.05), (1.9, 0.9, 0.8, 0.1))
    legs = [
        box((leg, leg, height), (x * (width / 2 - leg), y * (depth / 2 - leg), height / 2))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return mesh_of("table", [*legs, box((width, depth, 0.06), (0, 0, height + 0.03))])


def rock(random):
    stretch = random.uniform((0.7, 0.7, 0.5), (1.2, 1.2, 0.8))
    directions = random.normal(size=(5, 3))

    def part(made):
        bmesh.ops.create_icosphere(made, subdivisions=3, radius=0.5)
        for vertex in made.verts:
            bumps = np.sin(directions @ np.array(vertex.co) * 2).sum() * 0.05
            vertex.co = Vector(np.array(vertex.co) * stretch * (1 + bumps))
            vertex.co.z += 0.3

    return mesh_of("rock", [part])


def vase(random):
    foot, belly, neck, lip = random.uniform((0.12, 0.28, 0.08, 0.14), (0.2, 0.4, 0.14, 0.22))
    height = random.uniform(0.7, 1.1)
    heights = np.array([0, 0.12, 0.35, 0.55, 0.75, 0.85, 1]) * height
    radii = [foot, foot * 1.1, belly, belly * 0.85, neck * 1.3, neck, lip]
    return mesh_of("vase", [turned(list(zip(radii, heights)))])


def crate(random):
    size = random.uniform(0.6, 0.9)
    rail = 0.07 * size / 0.8
    edges = [
        box(tuple(size + rail if axis == k else rail for k in range(3)), place)
        for axis in range(3)
        for place in (
            tuple((0.0 if axis == k else signs[k]) * size / 2 + (size / 2 if k == 2 else 0.0) for k in range(3))
            for signs in ((-1, -1, -1), (-1, 1, 1), (1, -1, 1), (1, 1, -1))
        )
    ]
    return mesh_of("crate", [box((size, size, size), (0, 0, size / 2)), *edges])


def tree(random):
    trunk, crown, height = random.uniform((0.07, 0.5, 1.1), (0.12, 0.75, 1.8))
    return mesh_of("tree", [tube(trunk, trunk * 0.8, 0.5, 0), tube(crown, 0.0, height, 0.5)])


def lamp(random):
    height, shade = random.uniform((1.1, 0.22), (1.6, 0.34))
    return mesh_of(
        "lamp", [tube(0.2, 0.2, 0.04, 0), tube(0.02, 0.02, height, 0.04), tube(shade, shade * 0.6, 0.32, height)]
    )


def barrel(random):
    radius, height = random.uniform((0.28, 0.75), (0.36, 1.0))
    heights = np.array([0, 0.25, 0.5, 0.75, 1]) * height
    return mesh_of("barrel", [turned(list(zip(np.array([1, 1.2, 1.27, 1.2, 1]) * radius, heights)))])


def ring(random):
    """A circle of a curve with a bevel."""
    curve = bpy.data.curves.new("ring", "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = float(random.uniform(0.05, 0.09))
    spline = curve.splines.new("POLY")
    spline.points.add(31)
    spline.use_cyclic_u = True
    radius = float(random.uniform(0.4, 0.6))
    for k, point in enumerate(spline.points):
        point.co = (radius * cos(2 * pi * k / 32), radius * sin(2 * pi * k / 32), 0.1, 1)
    return curve


def text(word):
    curve = bpy.data.curves.new("sign", "FONT")
    curve.body, curve.size, curve.extrude = word, 0.9, 0.06
    return curve


def metaball(random):
    ball = bpy.data.metaballs.new("blob")
    for _ in range(3):
        element = ball.elements.new()
        element.co, element.radius = random.uniform(-0.3, 0.3, 3), 0.8
    return ball
