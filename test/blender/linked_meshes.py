"""Prints of a .blend, as a line `@meshes {name: name of its mesh}`. Its argument: the path."""

import json
import sys

import bpy

bpy.ops.wm.open_mainfile(filepath=sys.argv[-1])
meshes = {each.name: each.data.name for each in bpy.data.objects}
print("@meshes " + json.dumps({"of": meshes, "kept": sorted(bpy.data.meshes.keys())}), flush=True)
