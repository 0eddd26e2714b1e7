"""Groups as collections of the scene."""

import bpy

from .generated.keys import GROUP_COLLECTION


def move_to_collection(scene, objects, name):
    """Moves objects out of their collections in this scene into the one of a group, made where there is none.

    An object that is only in collections of a library can't leave them. Returns how many moved, and how many stayed.
    """
    here = {scene.collection, *scene.collection.children_recursive}
    movable = [each for each in objects if any(own in here and own.library is None for own in each.users_collection)]
    if movable:
        target = _find_or_make(scene, name)
        for each in movable:
            for own in [own for own in each.users_collection if own in here and own.library is None and own != target]:
                own.objects.unlink(each)
            if each.name not in target.objects:
                target.objects.link(each)
    return len(movable), len(objects) - len(movable)


def _find_or_make(scene, name):
    found = next((each for each in scene.collection.children_recursive if each.get(GROUP_COLLECTION) == name), None)
    if found is None:
        found = bpy.data.collections.new(name)
        found[GROUP_COLLECTION] = name
        scene.collection.children.link(found)
    return found
