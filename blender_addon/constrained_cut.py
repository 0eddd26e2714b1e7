"""Cuts of a dendrogram that respect what a person said about single shapes. No bpy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """together: lists of rows; the rows of one list are in one group. apart: pairs of lists; no row of the first is in
    a group with any row of the second.
    """

    together: tuple = ()
    apart: tuple = ()

    def __bool__(self):
        return bool(self.together or self.apart)


NO_WISHES = Wishes()


def join_rows(left, right, weights, branches, merges, groups, wishes):
    """A label for each row, the same for rows of one group, and the branch of each label: {label: branch}.

    Rows that belong together are joined first. Then the tree is followed upwards, merge by merge. A merge joins what
    the tree joins; where that would join what was told apart, the parts go on upwards side by side, and what comes to
    them later joins the heaviest part that it may join. This is agglomeration under constraints, with the distances of
    the tree. Where wishes contradict each other, those that keep apart win.

    I. Davidson, S. S. Ravi, "Agglomerative Hierarchical Clustering with Constraints", PKDD 2005.

    left, right: as in GroupTree; weights: (rows) number of objects of each; branches: (rows) the branch that ends at
    each row; of what the tree joins, the heaviest part gets the lowest branch; merges: how many are followed at most;
    groups: stop when no more than this are left.
    """
    count = len(left) + 1
    joined = _Joined(weights, branches, wishes.apart)
    for rows in wishes.together:
        for row in rows[1:]:
            joined.join(rows[0], row)
    parts = [[row] for row in range(count)]  # for each node, one row of every part that it fell into
    for merge in range(merges):
        if joined.groups <= groups:
            break
        parts.append(joined.join_parts(parts[left[merge]] + parts[right[merge]]))
    labels = [joined.find(row) for row in range(count)]
    return labels, {label: joined.branches[label] for label in set(labels)}


class _Joined:
    """Rows joined into groups."""

    def __init__(self, weights, branches, apart):
        self.groups = len(weights)
        self.branches = list(branches)  # valid only for rows that stand for a group
        self._parents = list(range(len(weights)))
        self._weights = list(weights)
        self._sides = {}  # row that stands for a group -> {(number of the pair, side)}
        for number, sides in enumerate(apart):
            for side, rows in enumerate(sides):
                for row in rows:
                    self._sides.setdefault(row, set()).add((number, side))

    def find(self, row):
        """The row that stands for the group of a row."""
        parents = self._parents
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    def join_parts(self, rows):
        """Joins the groups of rows, the heaviest first, unless they were told apart. Returns a row of each group that
        is left.
        """
        if len(rows) == 2:  # the usual case where there are thousands
            a, b = self.find(rows[0]), self.find(rows[1])
            if (-self._weights[b], b) < (-self._weights[a], a):
                a, b = b, a
            if self.join(a, b):
                return [a]
        parts = []
        for row in sorted({self.find(row) for row in rows}, key=lambda row: (-self._weights[row], row)):
            if not any(self.join(part, row) for part in parts):
                parts.append(row)
        parts.sort(key=lambda row: (-self._weights[row], row))
        for row, branch in zip(parts, sorted(self.branches[row] for row in parts)):
            self.branches[row] = branch
        return parts

    def join(self, a, b):
        """Joins the groups of two rows unless they were told apart. Returns whether they are one group now."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if self._are_apart(a, b):
            return False
        self._parents[b] = a
        self._weights[a] += self._weights[b]
        self.branches[a] = min(self.branches[a], self.branches[b])
        if b in self._sides:
            self._sides[a] = self._sides.get(a, set()) | self._sides.pop(b)
        self.groups -= 1
        return True

    def _are_apart(self, a, b):
        there = self._sides.get(b, ())
        return any((number, 1 - side) in there for number, side in self._sides.get(a, ()))
