"""Chooses the color of each group: a slot of the palette. No bpy."""

import numpy as np


def keep_slots(old_slots, groups):
    """Slots that groups take over from an older grouping; pairs with the most common objects come first.

    old_slots: (objects) slot that each object had, -1 = none; groups: (objects) its group now, -1 = none. Returns
    {group: slot}; each slot occurs once at most.
    """
    old_slots, groups = np.asarray(old_slots), np.asarray(groups)
    both = (old_slots >= 0) & (groups >= 0)
    pairs, counts = np.unique(np.stack([old_slots[both], groups[both]]), axis=1, return_counts=True)
    kept, taken = {}, set()
    for place in np.lexsort((pairs[1], pairs[0], -counts)):
        slot, group = (int(each) for each in pairs[:, place])
        if group not in kept and slot not in taken:
            kept[group] = slot
            taken.add(slot)
    return kept


def share_slots(branches, count, kept, old_slots=(), told_slots=()):
    """A slot for each branch of a tree, so that each group has a slot of its own wherever the tree is cut.

    branches: (K) branches of the groups that are shown first; count: number of all branches; kept: {group: slot} from
    `keep_slots`; old_slots: slots that mean something else to whoever has seen the older grouping; told_slots: slots
    that a person gave a name or color to. Groups without a kept slot take, in their order, the lowest other slots; then
    all other branches take the lowest slots that are left. No branch takes a told slot of another group. Returns
    (count) int32.
    """
    taken = set(kept.values())
    told = set(told_slots)
    seen = {int(slot) for slot in old_slots} | told if kept else told
    slots = np.full(count, -1, np.int32)
    unseen = (slot for slot in range(count + len(taken | seen)) if slot not in taken | seen)
    for group, branch in enumerate(branches):
        slots[branch] = kept[group] if group in kept else next(unseen)
    used = set(slots.tolist()) | told
    left = (slot for slot in range(count + len(used)) if slot not in used)
    for branch in np.flatnonzero(slots < 0):
        slots[branch] = next(left)
    return slots
