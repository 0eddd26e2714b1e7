"""Which grouped objects are most like a given one, by the tree: two are as alike as where it joins them."""

from .kept_grouping import find_members, kept_grouping


def find_similar(scene, given, percent=None, count=None):
    """[(object, likeness in percent)] of the objects most like the given one, the likest first, itself left out.

    percent: only those at least so alike; count: only so many. None when the given one was not grouped.
    """
    kept = kept_grouping(scene)
    members = find_members(scene, kept) if kept else []
    number = next((number for each, number in members if each == given), None)
    if number is None or kept.tree.rows[number] < 0:
        return None
    likeness = kept.tree.likeness_to(kept.tree.rows[number])
    rows = kept.tree.rows
    found = [(each, float(likeness[rows[number]])) for each, number in members if each != given and rows[number] >= 0]
    found = sorted((pair for pair in found if percent is None or pair[1] >= percent), key=lambda pair: -pair[1])
    return found[:count]
