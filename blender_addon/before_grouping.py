"""What showing a grouping changes in the file, as it was before. It is put back when a person cancels half-way."""

import bpy

from .generated.keys import GROUP_NAME, GROUP_WORDS, GROUPED_IN, MEMBER, OLD_COLOR, OLD_COLORS_OF_LINKED, SCENE_GROUPING
from .group_settings import follow_request, request_of
from .shown_groups import list_groups
from .uncollected import uncollected

OF_OBJECTS = (GROUPED_IN, MEMBER, GROUP_NAME, OLD_COLOR)
OF_SCENE = (SCENE_GROUPING, GROUP_WORDS, OLD_COLORS_OF_LINKED)


class BeforeGrouping:
    """Colors and notes of every object of the file, notes and settings of the scene, from when it is made."""

    def __init__(self, scene):
        self._objects = [(each, each.color[:], _notes_of(each, OF_OBJECTS)) for each in bpy.data.objects]
        self._scene = _notes_of(scene, OF_SCENE)
        self._request = request_of(scene.shapekin_groups)
        self._is_shown = scene.shapekin_groups.is_shown

    @uncollected()
    def put_back(self, scene):
        for each, color, notes in self._objects:
            try:
                if each.color[:] != color:
                    each.color = color
                _give_notes(each, notes, OF_OBJECTS)
            except ReferenceError:  # it was deleted meanwhile
                pass
        _give_notes(scene, self._scene, OF_SCENE)
        follow_request(scene.shapekin_groups, self._request)
        scene.shapekin_groups.is_shown = self._is_shown
        list_groups(scene)


def _notes_of(block, keys):
    notes = {key: block[key] for key in keys if key in block}
    if OLD_COLOR in notes:
        notes[OLD_COLOR] = tuple(notes[OLD_COLOR])  # else it would follow what is written later
    return notes


def _give_notes(block, notes, keys):
    if _notes_of(block, keys) == notes:  # each change makes Blender work
        return
    for key in keys:
        if key in notes:
            block[key] = notes[key]
        elif key in block:
            del block[key]
