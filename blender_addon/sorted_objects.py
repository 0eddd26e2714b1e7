"""Where the unsorted objects of a scene belong. They are listed, and moved when a person asks for it."""

from dataclasses import dataclass
from itertools import count

import bpy

from .group_collections import homes_of, move_into
from .scene_objects import objects_by_address


@dataclass(frozen=True)
class Placement:
    """Where an object belongs. Objects are given by name and library, as in SceneObject; percent: how sure that is."""

    name: str
    library: str
    kind: str
    nearest: str
    percent: float


def show_sorting(scene, run_id, by_names, placements):
    """Lists Placements in their order, which puts doubtful ones first. Moves nothing."""
    settings = scene.shapekin_sorting
    settings.items.clear()
    for each in placements:
        item = settings.items.add()
        item.name, item.library, item.kind, item.nearest = each.name, each.library, each.kind, each.nearest
        item.percent = each.percent
    settings.active, settings.run_id, settings.by_names = 0, run_id, by_names


def is_moved(settings, item):
    """Whether an item of the list is one of those that will be moved."""
    return item.is_chosen and item.percent >= settings.sure


def find_sorted(scene):
    """[(object, kind)] of the objects in the list that will be moved, and still exist."""
    settings, found = scene.shapekin_sorting, objects_by_address()
    items = [item for item in settings.items if is_moved(settings, item)]
    objects = [(found.get((item.name, item.library)), item.kind) for item in items]
    return [(each, kind) for each, kind in objects if each]


def move_sorted(scene):
    """Moves them to the collections of their kinds, which are made if there are none.

    Returns how many moved, to how many collections, and the names of those that stayed: an object that is only in
    collections of a library can not leave them, and none can be moved into one.
    """
    by_kind = {}
    for each, kind in find_sorted(scene):
        by_kind.setdefault(kind, []).append(each)
    homes, stayed = homes_of(scene), []
    for kind, objects in by_kind.items():
        target = _collection_of(scene, kind)
        if target.library or target.override_library:
            stayed += objects
        else:
            stayed += move_into(target, objects, homes)
    moved = sum(map(len, by_kind.values())) - len(stayed)
    _forget(scene, stayed)
    return moved, len(by_kind), [each.name for each in stayed]


def rename_sorted(scene):
    """Names them as their kind with a number. Returns how many, and the names of those from libraries, which keep
    theirs.
    """
    found = find_sorted(scene)
    kept = [each for each, _ in found if each.library or each.override_library]
    taken, numbers = {each.name for each in bpy.data.objects}, {}
    for each, kind in found:
        if each in kept:
            continue
        # A free number is looked for here, because setting a name that is taken may make Blender rename the other
        # object.
        number = next(n for n in count(numbers.get(kind, 1)) if f"{kind}.{n:03d}" not in taken)
        each.name, numbers[kind] = f"{kind}.{number:03d}", number + 1
    _forget(scene, kept)
    return len(found) - len(kept), [each.name for each in kept]


def _collection_of(scene, kind):
    """The collection of a kind: one of the scene itself, or of a library where there is no other."""
    found = [each for each in scene.collection.children_recursive if each.name == kind]
    if found:
        return min(found, key=lambda each: each.library is not None)
    made = bpy.data.collections.new(kind)
    scene.collection.children.link(made)
    return made


def _forget(scene, stayed):
    """Removes from the list what was moved or is gone."""
    settings = scene.shapekin_sorting
    left = {(each.name, each.library.filepath if each.library else "") for each in stayed}
    for index in reversed(range(len(settings.items))):
        item = settings.items[index]
        if is_moved(settings, item) and (item.name, item.library) not in left:
            settings.items.remove(index)
    settings.active = min(settings.active, max(0, len(settings.items) - 1))
