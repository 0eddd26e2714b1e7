"""Names for groups, from those of their objects, as shared/objectNames.ts has them. No bpy."""

import re
from collections import Counter
from functools import lru_cache

# Numbers at the end, with what sets them apart: `Chair.001`, `rock_12`, `Crate 3`.
NUMBER = re.compile(r"[\s._-]*[0-9]+$")
# Where a word of a name ends.
WORD = re.compile(r"[\s._-]+")


@lru_cache(maxsize=65536)
def stem_of(name):
    """The name without the numbers at its end; a name of numbers alone stays as it is."""
    stem = name
    while NUMBER.search(stem):
        stem = NUMBER.sub("", stem)
    return stem or name


def name_group(names):
    """A name for objects of these names: the stem of most of them, else the words that all begin with."""
    if len(names) == 1:  # as most are where there are thousands of groups
        return stem_of(names[0])
    counts = Counter(map(stem_of, names))
    stem, count = counts.most_common(1)[0]
    if 2 * count > len(names):
        return stem
    words = [WORD.split(each) for each in counts]
    common = 0
    while all(len(each) > common and each[common] == words[0][common] for each in words):
        common += 1
    return " ".join(words[0][:common]) or f"{stem} and others"


def number_equals(names):
    """The names; those that come again get a number: Chair, Chair 2."""
    taken, given, numbers = set(names), [], Counter()
    done = set()
    for name in names:
        own = name
        while own in done or (own != name and own in taken):
            numbers[name] += 1
            own = f"{name} {numbers[name] + 1}"
        done.add(own)
        given.append(own)
    return given
