"""What a person said about objects: these belong together, these are not of that group.

It lies on the objects, so that it survives saving, renaming, undo and the next grouping; a copy is where its original
is. Objects of libraries keep no properties, and so nothing of this.
"""

import json
import uuid

from .colored import keeps_properties
from .constrained_cut import Wishes
from .generated.keys import APART, TOGETHER


def read_wishes(objects, rows):
    """The Wishes about the rows of objects, in the same order; a row of -1 is passed over."""
    together, apart = {}, {}
    for each, row in zip(objects, rows):
        if each is None or row < 0:
            continue
        if TOGETHER in each:
            together.setdefault(each[TOGETHER], set()).add(row)
        if APART in each:
            for statement, side in _read_apart(each).items():
                apart.setdefault(statement, (set(), set()))[side].add(row)
    pairs = ((sorted(said), sorted(others - said)) for said, others in apart.values())  # copies go with what was said
    return Wishes(
        together=tuple(sorted(each) for each in together.values() if len(each) > 1),
        apart=tuple(pair for pair in pairs if all(pair)),
    )


def say_together(objects, everybody):
    """These belong together, and with all that any of them was said to belong to. What told them apart is taken back.

    everybody: where others of their sets are found.
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
    """None of the one belongs to any of the others. Sets that hold objects of both lose the first ones."""
    objects, others = ([each for each in some if keeps_properties(each)] for some in (objects, others))
    sets = {each[TOGETHER] for each in others if TOGETHER in each}
    own = uuid.uuid4().hex
    for side, some in enumerate((objects, others)):
        for each in some:
            _write_apart(each, {**_read_apart(each), own: side})
    for each in objects:
        if each.get(TOGETHER) in sets:
            del each[TOGETHER]


def forget_wishes(objects):
    """Takes back all that was said about objects; how many had something said about them."""
    told = [each for each in objects if keeps_properties(each) and (TOGETHER in each or APART in each)]
    for each in told:
        for key in (TOGETHER, APART):
            if key in each:
                del each[key]
    return len(told)


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
