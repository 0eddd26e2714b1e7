"""What a person said about objects: that they belong together, or that some are not of a group.

It is stored on the objects, so that it survives saving, renaming, undo and the next grouping; a copy has it from its
original. Objects of libraries keep no properties, so nothing is stored for them.
"""

import json
import uuid

from .colored import keeps_properties
from .constrained_cut import Wishes
from .generated.keys import APART, TOGETHER


def read_wishes(objects, rows):
    """The Wishes about the rows of objects, in the same order; a row of -1 is skipped."""
    together, apart = {}, {}
    for each, row in zip(objects, rows):
        if each is None or row < 0:
            continue
        if TOGETHER in each:
            together.setdefault(each[TOGETHER], set()).add(row)
        if APART in each:
            for statement, side in _read_apart(each).items():
                apart.setdefault(statement, (set(), set()))[side].add(row)
    pairs = ((sorted(said), sorted(others - said)) for said, others in apart.values())  # copies have the same wishes
    return Wishes(
        together=tuple(sorted(each) for each in together.values() if len(each) > 1),
        apart=tuple(pair for pair in pairs if all(pair)),
    )


def say_together(objects, everybody):
    """States that objects belong together, along with everything that any of them was said to belong to. Wishes that
    kept them apart are removed.

    everybody: the objects among which other members of their sets are found.
    """
    sets = {each[TOGETHER] for each in objects if TOGETHER in each}
    others = [each for each in everybody if each.get(TOGETHER) in sets and each not in set(objects)]
    objects = [each for each in (*objects, *others) if keeps_properties(each)]
    between = _statements_between(objects)
    own = uuid.uuid4().hex
    for each in objects:
        each[TOGETHER] = own
        _write_apart(each, {key: side for key, side in _read_apart(each).items() if key not in between})


def say_apart(objects, others):
    """States that none of the objects belongs with any of the others. They leave each set that also has any of the
    others.
    """
    objects, others = ([each for each in some if keeps_properties(each)] for some in (objects, others))
    sets = {each[TOGETHER] for each in others if TOGETHER in each}
    own = uuid.uuid4().hex
    for side, some in enumerate((objects, others)):
        for each in some:
            _write_apart(each, {**_read_apart(each), own: side})
    for each in objects:
        if each.get(TOGETHER) in sets:
            del each[TOGETHER]


def has_wishes(objects):
    return any(map(_is_told, objects))


def forget_wishes(objects):
    """Removes everything that was said about objects. Returns how many of them had something said about them."""
    told = list(filter(_is_told, objects))
    for each in told:
        for key in (TOGETHER, APART):
            if key in each:
                del each[key]
    return len(told)


def _is_told(each):
    return (TOGETHER in each or APART in each) and keeps_properties(each)


def _statements_between(objects):
    sides = {}
    for each in objects:
        for statement, side in _read_apart(each).items():
            sides.setdefault(statement, set()).add(side)
    return {statement for statement, both in sides.items() if len(both) == 2}


def _read_apart(each):
    return json.loads(each.get(APART, "{}"))


def _write_apart(each, statements):
    if statements:
        each[APART] = json.dumps(statements)
    elif APART in each:
        del each[APART]
