"""Modifiers of a recipe. Their settings stand in shared/schema/recipe.ts."""

import bpy

from .generated.keys import MADE_GUIDE


def add_modifier(shape, settings):
    """Adds one modifier to the object `shape`, with the guide objects it needs, which become its children."""
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


def _add_guide(shape, name, data, location):
    guide = bpy.data.objects.new(f"{shape.name} {name}", data)
    guide[MADE_GUIDE] = "new"  # the run, once its shape is tagged
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
}
