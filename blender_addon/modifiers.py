"""Modifiers of a recipe. shared/schema/recipe.ts explains their settings."""

import bpy
from mathutils import Matrix

from .generated.keys import MADE_GUIDE


def add_modifier(shape, settings):
    """Adds one modifier to the object `shape`, with the guide objects that it needs, which become children of the
    shape.
    """
    ADDERS[settings["kind"]](shape, settings)


def guides_of(shape):
    """The lattices and empties that the shape's modifiers follow."""
    return [child for child in shape.children if child.get(MADE_GUIDE)]


def _simple_deform(shape, settings):
    modifier = shape.modifiers.new(settings["kind"].capitalize(), "SIMPLE_DEFORM")
    modifier.deform_method = settings["kind"].upper()
    modifier.deform_axis = settings["axis"]
    if "angle" in settings:
        modifier.angle = settings["angle"]
    else:
        modifier.factor = settings["factor"]


def _cast(shape, settings):
    modifier = shape.modifiers.new("Cast", "CAST")
    modifier.cast_type = settings["cast_type"]
    modifier.factor = settings["factor"]


def _array(shape, settings):
    modifier = shape.modifiers.new("Array", "ARRAY")
    modifier.fit_type = "FIXED_COUNT"
    modifier.count = settings["count"]
    modifier.use_relative_offset = True
    modifier.relative_offset_displace = settings["relative_offset"]


def _mirror(shape, settings):
    modifier = shape.modifiers.new("Mirror", "MIRROR")
    modifier.use_axis = [axis == settings["axis"] for axis in "XYZ"]
    location = [settings["offset"] if axis == settings["axis"] else 0.0 for axis in "XYZ"]
    modifier.mirror_object = _add_guide(shape, "mirror", None, location)


def _displace(shape, settings):
    texture = bpy.data.textures.new(f"{shape.name} displace", settings["texture"])
    texture.noise_scale = settings["noise_scale"]
    modifier = shape.modifiers.new("Displace", "DISPLACE")
    modifier.texture = texture
    modifier.texture_coords = "LOCAL"
    modifier.space = "LOCAL"
    modifier.direction = settings["direction"]
    modifier.strength = settings["strength"]


def _lattice(shape, settings):
    lattice = bpy.data.lattices.new(f"{shape.name} lattice")
    lattice.points_u = lattice.points_v = lattice.points_w = 2
    for along in "uvw":
        setattr(lattice, f"interpolation_type_{along}", "KEY_LINEAR")
    for point, offset in zip(lattice.points, settings["corners"]):
        point.co_deform = [at + value / 2 for at, value in zip(point.co, offset)]
    guide = _add_guide(shape, "lattice", lattice, (0.0, 0.0, 0.0))
    guide.scale = (2.0, 2.0, 2.0)  # a lattice is 1 across, the shapes 2
    shape.modifiers.new("Lattice", "LATTICE").object = guide


def _warp(shape, settings):
    modifier = shape.modifiers.new("Warp", "WARP")
    modifier.object_from = _add_guide(shape, "warp from", None, settings["from"])
    modifier.object_to = _add_guide(shape, "warp to", None, settings["to"])
    modifier.falloff_radius = settings["falloff_radius"]
    modifier.strength = settings["strength"]


def _remesh(shape, settings):
    modifier = shape.modifiers.new("Remesh", "REMESH")
    modifier.mode = settings["mode"]
    modifier.octree_depth = settings["octree_depth"]
    modifier.voxel_size = settings["voxel_size"]


def _curve(shape, settings):
    curve = bpy.data.curves.new(f"{shape.name} curve", "CURVE")
    curve.dimensions = "3D"
    spline = curve.splines.new("BEZIER")
    spline.bezier_points.add(1)
    origin = settings["points"][0]  # a shape starts where its curve starts
    start, leaves, arrives, end = ([a - b for a, b in zip(point, origin)] for point in settings["points"])
    for point, at, left, right in zip(spline.bezier_points, (start, end), (start, arrives), (leaves, end)):
        point.handle_left_type = point.handle_right_type = "FREE"
        point.co, point.handle_left, point.handle_right = at, left, right
    modifier = shape.modifiers.new("Curve", "CURVE")
    modifier.object = _add_guide(shape, "curve", curve, origin)
    modifier.deform_axis = f"POS_{settings['axis']}"


def _hook(shape, settings):
    modifier = shape.modifiers.new("Hook", "HOOK")
    modifier.object = _add_guide(shape, "hook", None, settings["to"])
    modifier.center = settings["from"]
    modifier.falloff_type = "SMOOTH"
    modifier.falloff_radius = settings["falloff_radius"]
    modifier.strength = settings["strength"]
    # Sets the vertices that the hook may move, and the place at which its object moves nothing.
    modifier.vertex_indices_set(range(len(shape.data.vertices)))
    modifier.matrix_inverse = Matrix.Translation([-each for each in settings["from"]])


def _pleat(shape, settings):
    """A pleat by Geometry Nodes: a zigzag of plain sums and remainders, which every Blender computes alike."""
    group = bpy.data.node_groups.new(f"{shape.name} pleat", "GeometryNodeTree")
    if hasattr(group, "interface"):  # 4.0 and later
        for way in ("INPUT", "OUTPUT"):
            group.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    else:
        group.inputs.new("NodeSocketGeometry", "Geometry")
        group.outputs.new("NodeSocketGeometry", "Geometry")

    def link(source, target):
        group.links.new(target, source)

    given, result = group.nodes.new("NodeGroupInput"), group.nodes.new("NodeGroupOutput")
    position, parts = group.nodes.new("GeometryNodeInputPosition"), group.nodes.new("ShaderNodeSeparateXYZ")
    zigzag, height = group.nodes.new("ShaderNodeMath"), group.nodes.new("ShaderNodeMath")
    offset, move = group.nodes.new("ShaderNodeCombineXYZ"), group.nodes.new("GeometryNodeSetPosition")
    zigzag.operation, height.operation = "PINGPONG", "MULTIPLY"
    zigzag.inputs[1].default_value = settings["width"]
    height.inputs[1].default_value = settings["height"] / settings["width"]
    link(position.outputs["Position"], parts.inputs["Vector"])
    link(parts.outputs[settings["axis"]], zigzag.inputs[0])
    link(zigzag.outputs[0], height.inputs[0])
    link(height.outputs[0], offset.inputs[settings["direction"]])
    link(given.outputs[0], move.inputs["Geometry"])
    link(offset.outputs["Vector"], move.inputs["Offset"])
    link(move.outputs["Geometry"], result.inputs[0])
    shape.modifiers.new("Pleat", "NODES").node_group = group


def _add_guide(shape, name, data, location):
    guide = bpy.data.objects.new(f"{shape.name} {name}", data)
    guide[MADE_GUIDE] = "new"  # replaced by the run's id when the shape is tagged
    guide.parent = shape
    guide.location = location
    return guide


ADDERS = {
    "twist": _simple_deform,
    "bend": _simple_deform,
    "taper": _simple_deform,
    "stretch": _simple_deform,
    "cast": _cast,
    "array": _array,
    "mirror": _mirror,
    "displace": _displace,
    "lattice": _lattice,
    "warp": _warp,
    "remesh": _remesh,
    "curve": _curve,
    "hook": _hook,
    "pleat": _pleat,
}
