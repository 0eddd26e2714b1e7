"""Outlines as Blender fills and extrudes them: points and faces."""

import bpy


def fill(loops, depth, bevel=0):
    """Closed loops in the plane, those inside others being holes; `depth` 0 gives a sheet."""
    curve = bpy.data.curves.new("outline", "CURVE")
    curve.dimensions = "2D"
    curve.fill_mode = "BOTH"
    curve.extrude = depth / 2
    curve.bevel_depth = bevel
    curve.bevel_resolution = 1
    for loop in loops:
        spline = curve.splines.new("POLY")
        spline.points.add(len(loop) - 1)
        spline.use_cyclic_u = True
        for point, (x, y) in zip(spline.points, loop):
            point.co = (x, y, 0, 1)
    return evaluate(curve)


def write_letter(letter, depth, random):
    """A letter of Blender's own font, slanted and made bolder or thinner."""
    text = bpy.data.curves.new("letter", "FONT")
    text.body = letter
    text.extrude = depth / 2
    text.shear = random.uniform(-0.3, 0.5)
    text.offset = random.uniform(-0.01, 0.02)
    text.resolution_u = int(random.integers(4, 13))
    return evaluate(text)


def evaluate(curve):
    shape = bpy.data.objects.new("shape", curve)
    bpy.context.scene.collection.objects.link(shape)
    mesh = shape.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
    points = [tuple(vertex.co) for vertex in mesh.vertices]
    faces = [tuple(face.vertices) for face in mesh.polygons]
    bpy.data.objects.remove(shape)
    bpy.data.curves.remove(curve)
    return points, faces
