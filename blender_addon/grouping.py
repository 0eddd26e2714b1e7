"""The groups of a scene's objects, as the server found them, and their colors."""

from dataclasses import dataclass

import numpy as np

from .apply_colors import linear
from .colored import color_objects
from .object_shading import show_object_colors
from .scene_objects import Listing


@dataclass(frozen=True)
class Tree:
    """A dendrogram over R rows, as SciPy has it: node i is row i, node R + m is what merge m made. Heights ascend."""

    a: np.ndarray  # (R - 1) int32
    b: np.ndarray  # (R - 1) int32
    height: np.ndarray  # (R - 1) float64
    size: np.ndarray  # (R - 1) int32, rows below


@dataclass(frozen=True)
class Grouping:
    """A grouping of N objects by R different meshes into G groups.

    request: what was asked for, the fields of SceneRequest.
    listing: what its source held; `listing.objects` are in the order of everything here.
    objects: (N) the objects as they are in the file now, None for one that was deleted or renamed meanwhile.
    rows: (N) row of the tree of each object, -1 = its mesh could not be described.
    farthest: the height that stands for 0 % of likeness, as 0 stands for 100 %.
    groups: (N) group of each object as asked for, 0 the one with the most objects, -1 = none.
    palette: (G) color of each group, sRGB 0..1 as on screen.
    left_out: every LeftOut, of the listing and of the server.
    """

    run_id: str
    request: dict
    listing: Listing
    objects: tuple
    rows: np.ndarray
    tree: Tree
    farthest: float
    groups: np.ndarray
    palette: tuple
    left_out: tuple


def show_grouping(scene, grouping):
    """Colors each object by its group; those without one keep their color. Returns how many were colored."""
    colors = [(*map(linear, color), 1.0) for color in grouping.palette]
    grouped = [(each, group) for each, group in zip(grouping.objects, grouping.groups) if each and group >= 0]
    color_objects(scene, [(each, colors[group]) for each, group in grouped])
    show_object_colors()
    return len(grouped)
