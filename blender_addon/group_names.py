"""Names groups by the names of their objects, as shared/objectNames.ts does. No bpy."""

import re
from collections import Counter
from functools import lru_cache

# A number at the end of a name, with its separator: `Chair.001`, `rock_12`, `Crate 3`.
NUMBER = re.compile(r"[\s._-]*[0-9]+$")
# Separators between the words of a name.
WORD = re.compile(r"[\s._-]+")


@lru_cache(maxsize=65536)
def stem_of(name):
    """The name without the number at its end; a name that is only a number stays as it is."""
    stem = name
    while NUMBER.search(stem):
        stem = NUMBER.sub("", stem)
    return stem or name


def name_group(names):
    """A name for objects with these names: the stem that most of them have, else the words with which all of them
    begin.
    """
    if len(names) == 1:  # the usual case where there are thousands of groups
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
    """Makes names different: a name that repeats an earlier one gets a number: Chair, Chair 2."""
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
