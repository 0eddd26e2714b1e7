"""The objects of somebody's scene as shapes to compare. Reads only; changes nothing and tags nothing."""

from dataclasses import dataclass, field
from math import atan2, cos, sin

import bpy
import numpy as np

from .generated.errors import ShapekinError
from .mesh_reader import read_mesh, read_mesh_data

# What `to_mesh` takes.
SURFACE_TYPES = {"MESH", "CURVE", "SURFACE", "FONT", "META"}
# Modifiers that look at nothing but the mesh and their settings, where these name no other object.
OWN_SETTINGS_DECIDE = {
    "ARRAY",
    "BEVEL",
    "BUILD",
    "CAST",
    "DECIMATE",
    "DISPLACE",
    "EDGE_SPLIT",
    "LAPLACIANSMOOTH",
    "MASK",
    "MIRROR",
    "REMESH",
    "SCREW",
    "SIMPLE_DEFORM",
    "SKIN",
    "SMOOTH",
    "SOLIDIFY",
    "SUBSURF",
    "TRIANGULATE",
    "WAVE",
    "WEIGHTED_NORMAL",
    "WELD",
    "WIREFRAME",
}
# Settings of a modifier that are about its looks in the interface, or measured.
SAY_NOTHING = {
    "rna_type",
    "name",
    "is_active",
    "show_expanded",
    "show_in_editmode",
    "show_on_cage",
    "show_render",
    "show_viewport",
    "use_apply_on_spline",
    "execution_time",
    "persistent_uid",
    "use_pin_to_last",
    "is_override_data",
    "face_count",
}
# Decimals by which two matrices are one: float32 of a turned copy differs in the seventh.
MATRIX_DECIMALS = 5


@dataclass(frozen=True)
class SceneObject:
    """An object with a surface. Found again by name and library, which are unique together."""

    name: str
    library: str  # path of the linked file, "" = of this file
    collection: str  # its class: the first collection it is in, "" = the scene's own
    shape: int  # index into Listing.shapes: objects that look alike for sure share one
    instances: int  # how often it is shown by instancing, beside itself


@dataclass(frozen=True)
class LeftOut:
    """An object that can not be compared, and the sentence that says why and what to do."""

    name: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Shape:
    """What is read once for all objects that share it: an evaluated object, or what its geometry nodes instance."""

    name: str
    library: str
    matrix: np.ndarray  # (3, 4): turn, scale and mirror as in the world, but for the turn around the vertical; no place
    instanced: str = ""  # name of the mesh that the object's nodes instance; "" = its own geometry


@dataclass
class Listing:
    """All that a source holds: nothing is left out without a word."""

    objects: list[SceneObject] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def list_objects(source, scene, view_layer, collection=None):
    """The objects of a source: 'selection', 'collection' (the given one), 'visible' or 'all' of the scene.

    The view layer has to be up to date. What only instancing shows is listed once, as the object that is instanced.
    """
    depsgraph = view_layer.depsgraph
    instances = _Instances(depsgraph)
    listing, shape_of = Listing(), {}
    for each in _with_instanced(_candidates(source, scene, view_layer, collection)):
        try:
            shape = _shape_of(each, depsgraph, instances, view_layer)
        except ShapekinError as error:
            listing.left_out.append(LeftOut(each.name, error.code, str(error)))
            continue
        key = _sharing_key(each, shape)
        if key not in shape_of:
            shape_of[key] = len(listing.shapes)
            listing.shapes.append(shape)
        listing.objects.append(
            SceneObject(each.name, _library(each), _class_of(each, scene), shape_of[key], instances.count(each))
        )
    return listing


def read_scene_shape(shape, objects, depsgraph):
    """Positions, triangles and offset of a shape of a Listing, as of `read_mesh_data`.

    objects: `bpy.data.objects`. Raises ShapekinError `scene.unreadable` when the object has gone, `scene.noFaces`.
    """
    original = objects.get((shape.name, shape.library or None))
    if original is None:
        raise ShapekinError("scene.unreadable", name=shape.name, reason="it is no longer in the file")
    if shape.instanced:
        mesh = _read_instanced(shape, original, depsgraph)
    else:
        mesh = read_mesh(original.evaluated_get(depsgraph), shape.matrix)
    if len(mesh[1]) == 0:
        raise ShapekinError("scene.noFaces", name=shape.name)
    return mesh


def _candidates(source, scene, view_layer, collection):
    if source == "selection":
        return [each for each in view_layer.objects if each.select_get(view_layer=view_layer)]
    if source == "visible":
        return [each for each in view_layer.objects if each.visible_get(view_layer=view_layer)]
    if source == "collection":
        return list(collection.all_objects)
    return list(scene.objects)


def _with_instanced(objects):
    """The objects, and those that the collection instances among them show, each once."""
    seen = {}
    waiting = list(objects)
    while waiting:
        each = waiting.pop(0)
        if each.as_pointer() in seen:
            continue
        seen[each.as_pointer()] = each
        if each.instance_type == "COLLECTION" and each.instance_collection:
            waiting.extend(each.instance_collection.all_objects)
    return list(seen.values())


class _Instances:
    """What instancing shows: by object how often, and by host the meshes that its geometry nodes instance."""

    def __init__(self, depsgraph):
        self._counts = {}
        self._made = {}
        for each in depsgraph.object_instances:
            if not each.is_instance:
                continue
            original, host = each.object.original, each.parent.original
            if original != host:
                self._add(self._counts, original.as_pointer(), original.name)
            # Text, surfaces, metaballs and bevelled curves are listed a second time, as an instance of themselves.
            elif host.type not in SURFACE_TYPES - {"MESH"} and each.object.type == "MESH":
                self._add(self._made, host.as_pointer(), each.object.data.name)

    @staticmethod
    def _add(table, key, name):
        names = table.setdefault(key, {})
        names[name] = names.get(name, 0) + 1

    def count(self, original):
        return sum(self._counts.get(original.as_pointer(), {}).values())

    def made_by(self, original):
        """The mesh that the object's nodes instance most often; None = they instance none."""
        names = self._made.get(original.as_pointer())
        return max(names, key=lambda name: (names[name], name)) if names else None


def _shape_of(original, depsgraph, instances, view_layer):
    """How to read an object. Raises ShapekinError with the reason why it has no surface."""
    name, made = original.name, instances.made_by(original)
    if original.instance_type == "COLLECTION" and original.instance_collection:
        raise ShapekinError("scene.collectionInstance", name=name, collection=original.instance_collection.name)
    if original.type not in SURFACE_TYPES and not made:
        raise ShapekinError("scene.noSurface", name=name, type=original.type.replace("_", " ").lower())
    evaluated = original.evaluated_get(depsgraph)
    if not evaluated.is_evaluated:  # then it has neither its modifiers nor, after opening a file, its place
        is_in_layer = view_layer.objects.get(name) == original
        raise ShapekinError("scene.disabled" if is_in_layer else "scene.excluded", name=name)
    matrix = _standing_matrix(evaluated.matrix_world)
    if original.type in SURFACE_TYPES:
        if _has_faces(evaluated):
            return Shape(name, _library(original), matrix)
        if original.type == "META":
            raise ShapekinError("scene.metaballPart", name=name, base=_metaball_base(original, view_layer))
    if made:
        return Shape(name, _library(original), matrix, made)
    raise ShapekinError("scene.noFaces", name=name)


def _has_faces(evaluated):
    if evaluated.type == "MESH" and evaluated.mode != "EDIT":  # its mesh is there: none is made to be counted
        return len(evaluated.data.polygons) > 0
    try:
        mesh = evaluated.to_mesh()
        return len(mesh.polygons) > 0
    finally:
        evaluated.to_mesh_clear()


def _metaball_base(original, view_layer):
    """Metaballs whose names differ in the number alone are one surface, held by the one without or with the lowest."""
    stem = original.name.partition(".")[0]
    metaballs = (each.name for each in view_layer.objects if each.type == "META")
    return min(name for name in metaballs if name.partition(".")[0] == stem)


def _standing_matrix(world):
    """(3, 4) of a matrix_world without its place and its turn around z, which an upright shape does not mind."""
    matrix = np.array(world, np.float64)[:3, :3]
    axes = matrix / np.maximum(np.linalg.norm(matrix, axis=0), 1e-30)
    turn = atan2(axes[1, 0] - axes[0, 1], axes[0, 0] + axes[1, 1])
    back = np.array([[cos(turn), sin(turn), 0], [-sin(turn), cos(turn), 0], [0, 0, 1]])
    return np.hstack([back @ matrix, np.zeros((3, 1))])


def _sharing_key(original, shape):
    """Equal keys: surely the same mesh. What could tell an object from others with its data keeps it apart."""
    own = (shape.name, shape.library)
    if shape.instanced or original.type != "MESH" or original.mode == "EDIT":
        return own
    if original.data.shape_keys or original.particle_systems or original.soft_body or original.field:
        return own
    modifiers = [_modifier_key(each) for each in original.modifiers if each.show_viewport]
    if None in modifiers:
        return own
    standing = (shape.matrix.round(MATRIX_DECIMALS) + 0.0).ravel().tolist()  # + 0.0: no minus zero
    return (original.data.name_full, tuple(standing), tuple(modifiers))


def _modifier_key(modifier):
    """All that decides what a modifier does; None when something outside of its own settings does."""
    if modifier.type not in OWN_SETTINGS_DECIDE:
        return None
    key = [modifier.type]
    for setting in modifier.bl_rna.properties:
        if setting.identifier in SAY_NOTHING:
            continue
        value = getattr(modifier, setting.identifier)
        if setting.type == "POINTER":
            if isinstance(value, bpy.types.ID):
                return None
        elif setting.type != "COLLECTION":
            is_many = getattr(setting, "is_array", False) or isinstance(value, set)
            key.append(tuple(sorted(value)) if isinstance(value, set) else tuple(value) if is_many else value)
    if getattr(modifier, "vertex_group", "") or getattr(modifier, "profile_type", "") == "CUSTOM":
        return None
    return tuple(key)


def _read_instanced(shape, original, depsgraph):
    for each in depsgraph.object_instances:
        is_made = each.is_instance and each.parent.original == original and each.object.original == original
        if is_made and each.object.type == "MESH" and each.object.data.name == shape.instanced:
            return read_mesh_data(each.object.data, _standing_matrix(each.matrix_world))
    raise ShapekinError("scene.unreadable", name=shape.name, reason="its nodes no longer make it")


def _library(original):
    return original.library.filepath if original.library else ""


def _class_of(original, scene):
    """The first collection by which the object is in the scene; its own file's order, so that it does not change."""
    collections = [each for each in original.users_collection if each != scene.collection]
    return collections[0].name if collections else ""
