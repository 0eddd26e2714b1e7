"""Groups as collections of the scene."""

import bpy

from .generated.keys import GROUP_COLLECTION


def move_to_collection(scene, objects, name):
    """Moves objects from their collections in this scene into the collection of a group, which is made if there is
    none.

    An object that is only in collections of a library can't leave them. Returns how many moved, and how many stayed.
    """
    movable = _movable(scene, objects)
    if movable:
        move_into(scene, movable, _find_or_make(scene, name))
    return len(movable), len(objects) - len(movable)


def move_into(scene, objects, target):
    """Moves objects from their collections in this scene into another collection of it. Returns the objects that could
    not be moved.
    """
    movable, here = _movable(scene, objects), _collections(scene)
    for each in movable:
        for own in [own for own in each.users_collection if own in here and own.library is None and own != target]:
            own.objects.unlink(each)
        if target not in each.users_collection:
            target.objects.link(each)
    stay = set(objects).difference(movable)
    return [each for each in objects if each in stay]


def _movable(scene, objects):
    """The objects that are in a collection of the file itself."""
    here = _collections(scene)
    return [each for each in objects if any(own in here and own.library is None for own in each.users_collection)]


def _collections(scene):
    return {scene.collection, *scene.collection.children_recursive}


def _find_or_make(scene, name):
    found = next((each for each in scene.collection.children_recursive if each.get(GROUP_COLLECTION) == name), None)
    if found is None:
        found = bpy.data.collections.new(name)
        found[GROUP_COLLECTION] = name
        scene.collection.children.link(found)
    return found
