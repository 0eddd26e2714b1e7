"""The dendrogram of a grouping, which can be cut again and again without the server. No bpy."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .constrained_cut import NO_WISHES, join_rows


@dataclass(frozen=True, eq=False)
class Cut:
    """Groups of objects, the largest first, groups of equal size by their first object: the order in which the server
    numbers them.

    groups: (objects) int32, -1 = none; nodes: (K) for each group the lowest node of the tree that holds all its rows;
    branches: (K) branch of the tree that each of these nodes is on, see `GroupTree.branch_of`; a group is named and
    colored by it.
    """

    groups: np.ndarray
    nodes: np.ndarray
    branches: np.ndarray

    @property
    def sizes(self):
        """(K) number of objects in each group."""
        return np.bincount(self.groups[self.groups >= 0], minlength=len(self.nodes))


class GroupTree:
    """A dendrogram over rows, in SciPy's form: node i < count is row i, node count + m is what merge m made.

    left, right: (count - 1) nodes that each merge joins; heights: (count - 1) distance of the two, ascending; rows:
    (objects) row of each object, -1 = none: objects that share a mesh share a row; farthest: distance that is 0 % of
    likeness.
    """

    def __init__(self, left, right, heights, rows, farthest=1.0):
        self.left = np.asarray(left, np.int32)
        self.right = np.asarray(right, np.int32)
        self.heights = np.asarray(heights, np.float64)
        self.rows = np.asarray(rows, np.int32)
        self.farthest = farthest
        self.count = len(self.left) + 1

    def cut_into(self, groups, wishes=NO_WISHES):
        """Cuts the tree into this many groups, at least 1 and at most one for each row; more where wishes keep more
        apart.
        """
        groups = max(1, min(self.count, int(groups)))
        if wishes:
            return self._cut_by_wishes(self.count - 1, groups, wishes)
        return self._cut(self.count - groups)

    def cut_at(self, percent, wishes=NO_WISHES):
        """Cuts the tree at a likeness of 0..100 percent: rows that are joined at this likeness or a higher one are in
        one group.
        """
        height = (1 - percent / 100) * self.farthest
        merges = int(np.searchsorted(self.heights, height, side="right"))
        return self._cut_by_wishes(merges, 1, wishes) if wishes else self._cut(merges)

    def likeness_of(self, nodes):
        """(K) percent of likeness at which each node was joined; 100 for a row alone."""
        heights = np.concatenate([np.zeros(self.count), self.heights])[nodes]
        return 100 * np.clip(1 - heights / self.farthest, 0, 1)

    def likeness_to(self, row):
        """(count) percent of likeness at which each row is joined with this one; 100 for itself."""
        nodes = np.full(self.count, row, np.int32)
        node = row
        while self._parents[node] < 2 * self.count - 1:
            node = int(self._parents[node])
            below = self._leaves[self._starts[node] : self._starts[node] + self._sizes[node]]
            unset = below[nodes[below] == row]
            nodes[unset[unset != row]] = node
        return self.likeness_of(nodes)

    @cached_property
    def row_of_branch(self):
        """(count) int32, the row at the end of each branch, which is the most typical row of a group on that branch."""
        rows = np.empty(self.count, np.int32)
        rows[self.branch_of[: self.count]] = np.arange(self.count, dtype=np.int32)
        return rows

    def typical_row(self, rows):
        """Of the rows of a group, the one that all others were joined to: it is in the heavier part at every merge."""
        return int(rows[int(np.argmin(self.branch_of[rows]))])

    @cached_property
    def branch_of(self):
        """(nodes) int32, the branch of each node. A branch leads from a node down to its heavier child, again and
        again, so that a group that loses some members keeps its branch. Any K groups that a cut makes are on the
        branches 0..K-1, one on each.

        The heavier child has more objects, or as many and an earlier first object.
        """
        weights, firsts = self._weights, self._firsts
        branches = np.zeros(2 * self.count - 1, np.int32).tolist()
        for merge in range(self.count - 2, -1, -1):
            a, b = int(self.left[merge]), int(self.right[merge])
            if (-weights[b], firsts[b]) < (-weights[a], firsts[a]):
                a, b = b, a
            branches[a] = branches[self.count + merge]
            branches[b] = self.count - 1 - merge
        return np.asarray(branches, np.int32)

    def _cut(self, merges):
        """The groups that the first `merges` merges make."""
        top = self._parents >= self.count + merges
        top[self.count + merges :] = False
        nodes = np.flatnonzero(top)
        nodes = nodes[np.argsort(self._starts[nodes])]
        node_of_row = np.empty(self.count, np.int32)
        node_of_row[self._leaves] = np.repeat(nodes, self._sizes[nodes])
        groups, nodes = self._number(node_of_row)
        return Cut(groups, nodes, self.branch_of[nodes])

    def _cut_by_wishes(self, merges, groups, wishes):
        """See `join_rows`."""
        leaves, weights = self.branch_of[: self.count].tolist(), self._weights[: self.count]
        sides = self.left.tolist(), self.right.tolist()
        label_of_row, branch_of_label = join_rows(*sides, weights, leaves, merges, groups, wishes)
        groups, labels = self._number(np.asarray(label_of_row, np.int32))
        rows_of_label = {}
        for row, label in enumerate(label_of_row):
            rows_of_label.setdefault(label, []).append(row)
        nodes = np.array([self._node_above(rows_of_label[label]) for label in labels.tolist()], np.int32)
        return Cut(groups, nodes, np.array([branch_of_label[label] for label in labels.tolist()], np.int32))

    def _node_above(self, rows):
        """The lowest node that contains all these rows."""
        places = self._starts[rows]
        node, last = rows[int(places.argmin())], places.max()
        while self._starts[node] + self._sizes[node] <= last:
            node = int(self._parents[node])
        return node

    def _number(self, label_of_row):
        """Groups objects whose rows have the same label, and returns the label of each group; see Cut."""
        grouped = self.rows >= 0
        found, firsts, places, sizes = np.unique(
            label_of_row[self.rows[grouped]], return_index=True, return_inverse=True, return_counts=True
        )
        order = np.lexsort((firsts, -sizes))
        number = np.empty(len(order), np.int32)
        number[order] = np.arange(len(order), dtype=np.int32)
        groups = np.full(len(self.rows), -1, np.int32)
        groups[grouped] = number[places.reshape(-1)]
        return groups, found[order]

    @cached_property
    def _parents(self):
        """(nodes) node above each; for the last one, a node that no cut reaches."""
        parents = np.full(2 * self.count - 1, 2 * self.count - 1, np.int32)
        above = self.count + np.arange(self.count - 1, dtype=np.int32)
        parents[self.left], parents[self.right] = above, above
        return parents

    @cached_property
    def _sizes(self):
        """(nodes) number of rows below each."""
        sizes = [1] * self.count
        for a, b in zip(self.left.tolist(), self.right.tolist()):
            sizes.append(sizes[a] + sizes[b])
        return np.asarray(sizes, np.int32)

    @cached_property
    def _starts(self):
        """(nodes) place of the first row below each. Rows are laid out so that the rows of a node are side by side."""
        starts = [0] * (2 * self.count - 1)
        sizes = self._sizes.tolist()
        for merge in range(self.count - 2, -1, -1):
            a, b = int(self.left[merge]), int(self.right[merge])
            starts[a] = starts[self.count + merge]
            starts[b] = starts[a] + sizes[a]
        return np.asarray(starts, np.int32)

    @cached_property
    def _leaves(self):
        """(count) the row at each place."""
        return np.argsort(self._starts[: self.count])

    @cached_property
    def _weights(self):
        """(nodes) number of objects below each."""
        weights = np.bincount(self.rows[self.rows >= 0], minlength=self.count).tolist()
        for a, b in zip(self.left.tolist(), self.right.tolist()):
            weights.append(weights[a] + weights[b])
        return weights

    @cached_property
    def _firsts(self):
        """(nodes) the first object below each."""
        firsts = [len(self.rows)] * self.count
        for place, row in reversed(list(enumerate(self.rows.tolist()))):
            if row >= 0:
                firsts[row] = place
        for a, b in zip(self.left.tolist(), self.right.tolist()):
            firsts.append(min(firsts[a], firsts[b]))
        return firsts
