"""Gives an object the mesh of another one, where nothing visible changes.

The object keeps its materials. Where the other mesh is placed differently, the object is moved, turned and scaled to
make up for it. Nothing is deleted: the old mesh stays in the file, with a fake user.
"""

import numpy as np
from mathutils import Matrix

from .colored import keeps_properties
from .mesh_equality import Different, fit_meshes

# Location, rotation and scale of an object give a matrix without shear. This much shear may come from rounding.
SHEAR = 1e-6


class NotLinked(Exception):
    """Why an object keeps its own mesh, as a sentence."""


def link_mesh(each, other):
    """Gives `each` the mesh of `other`. Returns how far a corner is off afterwards, in units of the mesh.

    Raises NotLinked, and changes nothing, where something would look or work differently.
    """
    _check_kind(each, other)
    try:
        matrix, off = fit_meshes(each.data, other.data)
    except Different as difference:
        raise NotLinked(f"{each.name} has {difference}") from None
    place = None
    if (matrix != np.eye(4)).any():
        _check_movable(each)
        place = _place(each, matrix)
    materials = [slot.material for slot in each.material_slots]
    if len(materials) != len(other.data.materials):
        raise NotLinked(f"{each.name} has another number of material slots")
    old = each.data
    each.data = other.data
    for slot, material, theirs in zip(each.material_slots, materials, other.data.materials):
        if slot.link == "DATA" and material != theirs:
            slot.link = "OBJECT"
        if slot.link == "OBJECT":
            slot.material = material
    if place:
        each.matrix_basis = place
    if old.users == 0:
        old.use_fake_user = True
    return off


def _check_kind(each, other):
    if each.type != "MESH" or other.type != "MESH":
        raise NotLinked(f"{each.name} and {other.name} are not both meshes")
    if each.data == other.data:
        raise NotLinked(f"{each.name} has the mesh of {other.name} already")
    if not keeps_properties(each):
        raise NotLinked(f"{each.name} is of a library")
    for mine in (each, other):
        if mine.data.shape_keys:
            raise NotLinked(f"{mine.name} has shape keys")
        if mine.vertex_groups:
            raise NotLinked(f"{mine.name} has vertex groups")
        if mine.particle_systems or mine.soft_body:
            raise NotLinked(f"{mine.name} has particles or physics")
        if any(modifier.type == "MULTIRES" for modifier in mine.modifiers):
            raise NotLinked(f"{mine.name} has sculpted levels")


def _check_movable(each):
    """Where the mesh is placed differently, the object must be moved to make up for it, and nothing may depend on its
    place.
    """
    hindrances = (
        (each.modifiers, "modifiers"),
        (each.constraints, "constraints"),
        (each.parent, "a parent"),
        (each.children, "children"),
        (each.animation_data, "an animation"),
        (each.instance_type != "NONE", "instances"),
        (any(each.delta_location) or any(each.delta_rotation_euler), "delta transforms"),
        (any(_has_textures(slot.material) for slot in each.material_slots), "textures"),
        (any(each.lock_location) or any(each.lock_rotation) or any(each.lock_scale), "locked transforms"),
    )
    for is_there, words in hindrances:
        if is_there:
            raise NotLinked(f"{each.name} would have to be moved, and has {words}")


def _place(each, matrix):
    """Moves the object: its own rotation and scale apply after those of the mesh."""
    place = each.matrix_basis @ Matrix(matrix.tolist())
    again = Matrix.LocRotScale(*place.decompose())
    largest = max(abs(value) for row in place for value in row)
    if max(abs(a - b) for row, other in zip(place, again) for a, b in zip(row, other)) > SHEAR * largest:
        raise NotLinked(f"{each.name} is scaled unevenly across the turn of its mesh")
    return place


def _has_textures(material):
    """A texture may use the object's own axes, which are turned with the object."""
    return bool(material and material.node_tree and any(_is_texture(node) for node in material.node_tree.nodes))


def _is_texture(node):
    own_axes = {"TEX_COORD", "GROUP", "VECT_TRANSFORM", "OBJECT_INFO"}
    return node.type in own_axes or node.bl_idname.startswith("ShaderNodeTex")
