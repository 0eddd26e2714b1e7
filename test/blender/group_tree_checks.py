"""Inside Blender: cuts the trees of a JSON file (the last argument) and prints all cuts of a tree as a line."""

import json
import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from blender_addon.group_tree import GroupTree


def cut(tree, how):
    found = tree.cut_into(how["groups"]) if "groups" in how else tree.cut_at(how["percent"])
    return {
        "groups": found.groups.tolist(),
        "branches": found.branches.tolist(),
        "sizes": found.sizes.tolist(),
        "likeness": tree.likeness_of(found.nodes).tolist(),
    }


cases = json.loads(Path(sys.argv[-1]).read_text())
for case in cases:
    tree = GroupTree(case["left"], case["right"], case["heights"], case["rows"], case["farthest"])
    print("@cuts " + json.dumps([cut(tree, how) for how in case["cuts"]]))
sys.stdout.flush()
os._exit(0)
