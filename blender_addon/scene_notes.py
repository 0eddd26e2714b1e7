"""What a person noted about a scene's groups: names, and statements about single objects. Objects are given by their
numbers in the grouping, in the form that is sent to the server, which shows them on its page.
"""

import json
import uuid
from dataclasses import dataclass

from .colored import keeps_properties
from .generated.keys import APART, NOTES_CHANGED, TOGETHER
from .group_words import give_words, read_words, words_of, write_words
from .kept_grouping import find_members
from .notes_changed import when_changed
from .shown_groups import find_groups, show_groups
from .uncollected import uncollected


@dataclass(frozen=True)
class SceneNotes:
    """names: {number of an object: name of the group that it is in}; together: lists of numbers; apart: pairs of lists;
    changed: milliseconds since 1970, 0 = nothing was ever noted.
    """

    names: dict
    together: tuple
    apart: tuple
    changed: float

    def fields(self):
        """The notes in the form of messages."""
        return {
            "names": [{"object": number, "name": name} for number, name in self.names.items()],
            "together": self.together,
            "apart": self.apart,
            "changed": self.changed,
        }


@uncollected()
def read_notes(scene, kept):
    """The SceneNotes of a scene with this KeptGrouping; names are those of the groups that are shown now."""
    return _notes_of(scene, kept, find_members(scene, kept))


def _notes_of(scene, kept, members):
    grouped = [(each, number) for each, number in members if kept.tree.rows[number] >= 0]
    return SceneNotes(_read_names(scene, kept, dict(grouped)), *read_wishes_of(grouped), when_changed(scene))


def write_notes(scene, kept, notes):
    """Replaces the notes of the scene, and shows its groups by the new ones.

    Nothing is stored about objects of libraries, or about objects that are gone.
    """
    members = find_members(scene, kept)
    before = _notes_of(scene, kept, members)
    if (notes.together, notes.apart) != (before.together, before.apart):
        _write_wishes(members, notes)
    if notes.names != before.names:
        _write_names(scene, dict(members), before.names, notes.names)
    scene[NOTES_CHANGED] = notes.changed
    show_groups(scene)


def notes_of_message(message):
    return SceneNotes(
        names={each["object"]: each["name"] for each in message["names"]},
        together=tuple(sorted(tuple(sorted(each)) for each in message["together"])),
        apart=tuple(sorted(tuple(tuple(sorted(side)) for side in pair) for pair in message["apart"])),
        changed=float(message["changed"]),  # an integer property can not hold a number of this size
    )


def _read_names(scene, kept, number_of):
    """A group's name is given with its most typical object, where that still exists."""
    if not read_words(scene):
        return {}
    groups = find_groups(scene)
    shown = words_of(scene, {group.slot for group in groups})
    named = {slot: words["name"] for slot, words in shown.items() if words.get("name")}
    typical = {slot: row for slot, row in zip(kept.slots.tolist(), kept.tree.row_of_branch.tolist()) if slot in named}
    names = {}
    for group in groups:
        if group.slot in named:
            place = group.rows.index(typical[group.slot]) if typical[group.slot] in group.rows else 0
            names[number_of[group.objects[place]]] = named[group.slot]
    return names


def read_wishes_of(members):
    """`together` and `apart` of SceneNotes; members: (object, its number)."""
    together, apart = {}, {}
    for each, number in members:
        if TOGETHER in each:
            together.setdefault(each[TOGETHER], set()).add(number)
        if APART in each:
            for statement, side in json.loads(each[APART]).items():
                apart.setdefault(statement, (set(), set()))[side].add(number)
    return (
        tuple(sorted(tuple(sorted(each)) for each in together.values() if len(each) > 1)),
        tuple(sorted(tuple(tuple(sorted(side)) for side in pair) for pair in apart.values() if all(pair))),
    )


def _write_wishes(members, notes):
    objects = {}
    for each, number in members:
        if keeps_properties(each):
            objects.setdefault(number, []).append(each)  # copies have the number of their original
            for key in (TOGETHER, APART):
                if key in each:
                    del each[key]
    for numbers in notes.together:
        own = uuid.uuid4().hex
        for each in _with_numbers(objects, numbers):
            each[TOGETHER] = own
    said = {}
    for pair in notes.apart:
        own = uuid.uuid4().hex
        for side, numbers in enumerate(pair):
            for each in _with_numbers(objects, numbers):
                said.setdefault(each, {})[own] = side
    for each, statements in said.items():
        each[APART] = json.dumps(statements)


def _write_names(scene, number_of, before, names):
    slot_of = {number_of[each]: group.slot for group in find_groups(scene) for each in group.objects}
    words = read_words(scene)
    for number in before.keys() - names.keys():
        words.get(slot_of.get(number), {}).pop("name", None)
    for number, name in names.items():
        if before.get(number) != name and number in slot_of:
            give_words(words, slot_of[number], name=name)
    write_words(scene, words)


def _with_numbers(objects, numbers):
    return [each for number in numbers for each in objects.get(number, ())]
