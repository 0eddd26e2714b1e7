"""Objects moved to collections of the scene: those of groups, or of kinds."""

import bpy

from .generated.keys import GROUP_COLLECTION


def move_to_collections(scene, groups):
    """Moves the objects of groups from their collections in this scene into one collection for each group, which is
    made if there is none and something can move.

    groups: [(objects, name of the group)]. Returns how many objects moved, and how many stayed; see `move_into`.
    """
    homes, moved, stayed = homes_of(scene), 0, 0
    found = {each.get(GROUP_COLLECTION): each for each in reversed(scene.collection.children_recursive)}
    for objects, name in groups:
        movable = [each for each in objects if each in homes]
        if movable and name not in found:
            found[name] = _make(scene, name)
        if movable:
            move_into(found[name], movable, homes)
        moved, stayed = moved + len(movable), stayed + len(objects) - len(movable)
    return moved, stayed


def homes_of(scene):
    """{object: the collections of this scene that it can leave, which are those of the file itself}.

    An object's own `users_collection` takes 0.2 ms in a scene of 5,000, as it looks through every collection.
    """
    homes = {}
    for own in {scene.collection, *scene.collection.children_recursive}:
        if own.library is None:
            for each in own.objects:
                homes.setdefault(each, []).append(own)
    return homes


def move_into(target, objects, homes):
    """Moves objects from their collections into another one of the scene. Returns the objects that could not be moved:
    what is only in collections of a library can not leave them.

    homes: from `homes_of`, and kept up to date.
    """
    stayed = []
    for each in objects:
        if each not in homes:
            stayed.append(each)
            continue
        if target not in homes[each]:
            target.objects.link(each)
        for own in homes[each]:
            if own != target:
                own.objects.unlink(each)
        homes[each] = [target]
    return stayed


def _make(scene, name):
    made = bpy.data.collections.new(name)
    made[GROUP_COLLECTION] = name
    scene.collection.children.link(made)
    return made
