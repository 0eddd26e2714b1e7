"""The objects of somebody's scene as shapes to compare. It only reads: it changes nothing and tags nothing."""

import time
from collections import deque
from dataclasses import dataclass, field
from math import atan2, cos, inf, sin, sqrt

import bpy
import numpy as np

from .generated.errors import ShapekinError
from .mesh_reader import read_mesh, read_mesh_data
from .sharing_key import sharing_key

# Types that `to_mesh` accepts.
SURFACE_TYPES = {"MESH", "CURVE", "SURFACE", "FONT", "META"}
# Seconds of one step of a listing; between steps Blender handles the window.
SLICE_SECONDS = 0.01


@dataclass(frozen=True)
class SceneObject:
    """An object with a surface. It is found again by name and library, which are unique together."""

    name: str
    library: str  # path of the linked file, "" = of this file
    collection: str  # its class: the first collection it is in, "" = the scene's own
    shape: int  # index into Listing.shapes; objects that surely look the same share one
    mesh: int  # number of its data-block: objects with the same one are linked copies, whatever their scale
    instances: int  # how often instancing shows it, in addition to itself


@dataclass(frozen=True)
class LeftOut:
    """An object that can not be compared, with a sentence that says why and what to do."""

    name: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Shape:
    """What is read once for all objects that share it: an evaluated object, or a mesh that its geometry nodes
    instance.
    """

    name: str
    library: str
    matrix: tuple  # (3, 3): rotation, scale and mirroring as in the world, without the rotation around the vertical
    instanced: str = ""  # name of the mesh that the object's nodes instance; "" = its own geometry


@dataclass
class Listing:
    """Everything in a source: what is left out is listed with its reason."""

    objects: list[SceneObject] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    total: int = 0  # number of objects that will be listed or left out in the end


def list_objects(source, scene, view_layer, collection=None):
    """The Listing of a source, at once; see `list_in_steps`."""
    listing = Listing()
    for _ in list_in_steps(listing, source, lambda: (scene, view_layer), collection, inf):
        pass
    return listing


def list_in_steps(listing, source, find, collection=None, seconds=SLICE_SECONDS):
    """Fills a Listing with the objects of a source; a generator whose steps take `seconds` each.

    An object that only instancing shows is listed once, as the instanced object. An object that is deleted between two
    steps is listed as left out.

    source: 'selection', 'collection' (the given one), 'visible' or 'all' of the scene. find: called at each step for
    the scene and its view layer, which must be up to date.
    """
    scene, view_layer = find()
    instances = _Instances(view_layer.depsgraph)
    classes = _classes()
    waiting = deque(_address(each) for each in _with_instanced(_candidates(source, scene, view_layer, collection)))
    listing.total = len(waiting)
    shape_of, number_of = {}, {}
    while waiting:
        _, view_layer = find()
        view_layer.update()  # free where nothing changed; else evaluated objects may lack their data
        depsgraph, found = view_layer.depsgraph, objects_by_address()
        end = time.monotonic() + seconds
        while waiting and time.monotonic() < end:
            name, library = address = waiting.popleft()
            try:
                original = found.get(address)
                if original is None:
                    raise ShapekinError("scene.unreadable", name=name, reason="it is no longer in the file")
                shape = _shape_of(original, depsgraph, instances, view_layer)
            except ShapekinError as error:
                listing.left_out.append(LeftOut(name, error.code, str(error)))
                continue
            key = sharing_key(original, shape)
            if key not in shape_of:
                shape_of[key] = len(listing.shapes)
                listing.shapes.append(shape)
            counted = instances.counts.get(address, 0)
            mesh = number_of.setdefault(original.data or original, len(number_of))
            listing.objects.append(SceneObject(name, library, classes.get(address, ""), shape_of[key], mesh, counted))
        yield


def objects_by_address():
    """Every object of the file by (name, path of its library, '' = of the file itself)."""
    return {_address(each): each for each in bpy.data.objects}


def read_scene_shape(shape, objects, depsgraph):
    """Positions, triangles and offset of a shape of a Listing, as `read_mesh_data` gives them.

    objects: `bpy.data.objects`. Raises ShapekinError `scene.unreadable` when the object has gone, `scene.noFaces`.
    """
    original = objects.get((shape.name, shape.library or None))
    if original is None:
        raise ShapekinError("scene.unreadable", name=shape.name, reason="it is no longer in the file")
    if shape.instanced:
        mesh = _read_instanced(shape, original, depsgraph)
    else:
        mesh = read_mesh(original.evaluated_get(depsgraph), _without_place(shape.matrix))
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
    """The objects, and the objects that collection instances among them show, each once."""
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
    """What instancing shows: `counts` of instances by address, and by host the meshes that its geometry nodes
    instance.
    """

    def __init__(self, depsgraph):
        counts, made = {}, {}  # by pointer, which is fast, and valid for as long as this takes
        for each in depsgraph.object_instances:
            if not each.is_instance:
                continue
            original, host = each.object.original, each.parent.original
            if original != host:
                pointer = original.as_pointer()
                counts[pointer] = counts.get(pointer, 0) + 1
            # Text, surfaces, metaballs and bevelled curves are listed a second time, as an instance of themselves.
            elif host.type not in SURFACE_TYPES - {"MESH"} and each.object.type == "MESH":
                names = made.setdefault(host.as_pointer(), {})
                names[each.object.data.name] = names.get(each.object.data.name, 0) + 1
        addresses = {each.as_pointer(): _address(each) for each in bpy.data.objects} if counts or made else {}
        self.counts = {addresses[pointer]: count for pointer, count in counts.items() if pointer in addresses}
        self._made = {addresses[pointer]: names for pointer, names in made.items() if pointer in addresses}

    def made_by(self, original):
        """The mesh that the object's nodes instance most often; None = they instance none."""
        names = self._made.get(_address(original)) if self._made else None
        return max(names, key=lambda name: (names[name], name)) if names else None


def _shape_of(original, depsgraph, instances, view_layer):
    """How to read an object. Raises ShapekinError with the reason why it has no surface."""
    name, made = original.name, instances.made_by(original)
    if original.instance_type == "COLLECTION" and original.instance_collection:
        raise ShapekinError("scene.collectionInstance", name=name, collection=original.instance_collection.name)
    if original.type not in SURFACE_TYPES and not made:
        raise ShapekinError("scene.noSurface", name=name, type=_kind_of(original))
    evaluated = original.evaluated_get(depsgraph)
    if not evaluated.is_evaluated:  # such an object has no modifiers applied and, after a file was opened, no place
        is_in_layer = view_layer.objects.get(name) == original
        raise ShapekinError("scene.disabled" if is_in_layer else "scene.excluded", name=name)
    matrix = standing_matrix(evaluated.matrix_world)
    if original.type in SURFACE_TYPES:
        if _has_faces(evaluated):
            return Shape(name, _library(original), matrix)
        if original.type == "META":
            raise ShapekinError("scene.metaballPart", name=name, base=_metaball_base(original, view_layer))
    if made:
        return Shape(name, _library(original), matrix, made)
    raise ShapekinError("scene.noFaces", name=name)


def _kind_of(original):
    """An object's type in Blender's own words, such as `grease pencil`."""
    return bpy.types.Object.bl_rna.properties["type"].enum_items[original.type].name.lower()


def _has_faces(evaluated):
    if evaluated.type == "MESH" and evaluated.mode != "EDIT":  # it has its mesh already, so none is made to be counted
        return len(evaluated.data.polygons) > 0
    try:
        mesh = evaluated.to_mesh()
        return len(mesh.polygons) > 0
    finally:
        evaluated.to_mesh_clear()


def _metaball_base(original, view_layer):
    """Metaballs whose names differ only in their number form one surface, which belongs to the one without a number or
    with the lowest.
    """
    stem = original.name.partition(".")[0]
    metaballs = (each.name for each in view_layer.objects if each.type == "META")
    return min(name for name in metaballs if name.partition(".")[0] == stem)


def standing_matrix(world):
    """(3, 3) of a matrix_world, row by row, without its rotation around z, which does not matter for an upright
    shape.
    """
    x, y, z = (tuple(row)[:3] for row in world[:3])
    across, along = (max(sqrt(x[axis] ** 2 + y[axis] ** 2 + z[axis] ** 2), 1e-30) for axis in (0, 1))
    turn = atan2(y[0] / across - x[1] / along, x[0] / across + y[1] / along)
    c, s = cos(turn), sin(turn)
    return (
        tuple(c * a + s * b for a, b in zip(x, y)),
        tuple(c * b - s * a for a, b in zip(x, y)),
        z,
    )


def _without_place(matrix):
    """(3, 4) in the form that `read_mesh` takes."""
    return np.hstack([np.array(matrix), np.zeros((3, 1))])


def _read_instanced(shape, original, depsgraph):
    for each in depsgraph.object_instances:
        is_made = each.is_instance and each.parent.original == original and each.object.original == original
        if is_made and each.object.type == "MESH" and each.object.data.name == shape.instanced:
            return read_mesh_data(each.object.data, _without_place(standing_matrix(each.matrix_world)))
    raise ShapekinError("scene.unreadable", name=shape.name, reason="its nodes no longer make it")


def _address(original):
    return original.name, _library(original)


def _library(original):
    return original.library.filepath if original.library else ""


def _classes():
    """By address, the first collection that contains an object, in the order of the file, so that it does not
    change.
    """
    classes = {}
    for collection in bpy.data.collections:  # scenes' own collections are not among them
        for each in collection.objects:
            classes.setdefault(_address(each), collection.name)
    return classes
