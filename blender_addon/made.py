"""What a run made. It is tagged, so that it can be found and removed. Nothing else is ever deleted."""

from dataclasses import dataclass

import bpy

from .generated.keys import MADE_BY_RUN, MADE_GUIDE, MADE_NAME


@dataclass(frozen=True)
class Made:
    """An object that a run made, and that nobody has copied or renamed since. Only these may be deleted."""

    object: bpy.types.Object


def tag_object(each, run_id):
    """Marks an object, its mesh and what its modifiers use as made by the run."""
    each[MADE_BY_RUN] = run_id
    each[MADE_NAME] = each.name
    guides = [child for child in each.children if child.get(MADE_GUIDE)]
    for guide in guides:
        guide[MADE_GUIDE] = run_id
    for block in (each.data, *_blocks(each), *(guide.data for guide in guides)):
        if block:
            block[MADE_BY_RUN] = run_id


def find_made(run_id):
    """Every Made of the run. A copy has the tags of its original but another name: it belongs to the user."""
    return [
        Made(each)
        for each in bpy.data.objects
        if each.get(MADE_BY_RUN) == run_id and each.get(MADE_NAME) == each.name and not each.library
    ]


def remove_made(run_id):
    """Removes everything that the run made from the file, with its data where nothing else uses it.

    Its collections are removed, too; what a user has put into one is moved to the collections above.
    """
    delete(find_made(run_id))
    for collection in [each for each in bpy.data.collections if each.get(MADE_BY_RUN) == run_id]:
        _remove_collection(collection)


def delete(made):
    """Deletes these objects with their data, and their guides where no other object uses them."""
    objects = [each.object for each in made]
    guides = [child for each in objects for child in each.children if child.get(MADE_GUIDE)]
    blocks = {block for each in objects for block in (each.data, *_blocks(each)) if block}
    blocks |= {guide.data for guide in guides if guide.data}
    bpy.data.batch_remove(objects)
    used = {target for each in bpy.data.objects for target in _targets(each)} if guides else set()
    bpy.data.batch_remove([each for each in guides if each not in used])
    bpy.data.batch_remove([each for each in blocks if each.users == 0 and MADE_BY_RUN in each])


def delete_guides_without_shape(run_id):
    """Deletes the guides of shapes that the user has deleted; Blender keeps the children of a deleted object."""
    tagged = [each for each in bpy.data.objects if each.get(MADE_GUIDE) == run_id and each.parent is None]
    used = {target for each in bpy.data.objects for target in _targets(each)} if tagged else set()
    bpy.data.batch_remove([each for each in tagged if each not in used])


def _remove_collection(collection):
    above = [each for each in (*bpy.data.collections, *_roots()) if collection.name in each.children]
    for guides in [each for each in collection.children if each.get(MADE_GUIDE)]:
        for each in guides.objects:  # a guide of a copy
            collection.objects.link(each)
        bpy.data.collections.remove(guides)
    for parent in above:
        for each in collection.objects:
            if each.name not in parent.objects:
                parent.objects.link(each)
        for each in collection.children:
            if each.name not in parent.children:
                parent.children.link(each)
    bpy.data.collections.remove(collection)


def _roots():
    return (scene.collection for scene in bpy.data.scenes)


def _blocks(each):
    """Textures and node groups that its modifiers use."""
    used = [getattr(modifier, name, None) for modifier in each.modifiers for name in ("texture", "node_group")]
    return [block for block in used if block]


def _targets(each):
    """Objects that the modifiers depend on."""
    for modifier in each.modifiers:
        for name in ("object", "mirror_object", "origin", "offset_object", "object_from", "object_to"):
            if getattr(modifier, name, None):
                yield getattr(modifier, name)
