#!/usr/bin/env bash
# Blender 5.0.1 (bpy), USD importer: `holeIndices`, by which a UsdGeomMesh says which of its faces are holes, is passed over without
# a warning: a cube with one of its six faces declared a hole is imported closed, with 12 triangles and no open edge instead of
# 10 and 4. The file is valid: usd-core 26.11 finds nothing wrong with its topology and names the hole.
# Seen with Python 3.11 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3.11 -m venv venv && venv/bin/pip install --quiet bpy==5.0.1 'numpy<3'
python3.11 -m venv usd && usd/bin/pip install --quiet usd-core==26.11 'numpy<3'
cat > cube.usda <<'USD'
#usda 1.0
(
    upAxis = "Z"
    metersPerUnit = 1
)
def Mesh "Cube"
{
    uniform token subdivisionScheme = "none"
    point3f[] points = [(0,0,0), (1,0,0), (1,1,0), (0,1,0), (0,0,1), (1,0,1), (1,1,1), (0,1,1)]
    int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
    int[] faceVertexIndices = [0,3,2,1, 4,5,6,7, 0,1,5,4, 1,2,6,5, 2,3,7,6, 3,0,4,7]
    int[] holeIndices = [1]
}
USD
cat > pixar.py <<'END'
from pxr import Usd, UsdGeom
stage = Usd.Stage.Open("cube.usda")
mesh = UsdGeom.Mesh.Get(stage, "/Cube")
points = mesh.GetPointsAttr().Get()
is_valid, _ = UsdGeom.Mesh.ValidateTopology(
    mesh.GetFaceVertexIndicesAttr().Get(), mesh.GetFaceVertexCountsAttr().Get(), len(points)
)
print(f"usd-core: {mesh.GetFaceCount()} faces, holes {list(mesh.GetHoleIndicesAttr().Get())}, valid {is_valid}")
END
usd/bin/python pixar.py | tee seen.txt
cat > run.py <<'END'
import os
import bpy
for thing in list(bpy.data.objects):
    bpy.data.objects.remove(thing)
bpy.ops.wm.usd_import(filepath="cube.usda")
mesh = next(thing.data for thing in bpy.data.objects if thing.type == "MESH")
mesh.calc_loop_triangles()
uses = {}
for polygon in mesh.polygons:
    for edge in polygon.edge_keys:
        uses[edge] = uses.get(edge, 0) + 1
open_edges = sum(count == 1 for count in uses.values())
print(f"Blender: {len(mesh.polygons)} faces, {len(mesh.loop_triangles)} triangles, {open_edges} open edges", file=open("blender.txt", "w"), flush=True)
os._exit(0)
END
venv/bin/python run.py >/dev/null 2>&1 || true
tee -a seen.txt <blender.txt
diff - seen.txt <<'TXT' && echo 'As described.'
usd-core: 6 faces, holes [1], valid True
Blender: 6 faces, 12 triangles, 0 open edges
TXT
