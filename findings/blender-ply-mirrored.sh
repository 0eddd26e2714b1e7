#!/usr/bin/env bash
# Blender 4.2.23 and 5.0.1 (bpy): the PLY exporter writes an object that is mirrored (scale -1 along one axis) inside out, as it
# moves the corners and leaves their order; the STL and the OBJ exporter of the same Blender turn it round. So one object
# has volume 1 in two of the files and -1 in the third.
# Seen with Python 3.11 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > run.py <<'END'
import os
import bpy
import numpy as np
def volume(thing):
    mesh = thing.data
    mesh.calc_loop_triangles()
    corners = np.array([thing.matrix_world @ vertex.co for vertex in mesh.vertices])
    a, b, c = (corners[[triangle.vertices[k] for triangle in mesh.loop_triangles]] for k in range(3))
    return round(float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6, 3)
def clear():
    for thing in list(bpy.data.objects):
        bpy.data.objects.remove(thing)
lines = []
for scale in (1, -1):
    seen = []
    for name in ("stl", "obj", "ply"):
        clear()
        bpy.ops.mesh.primitive_cube_add(size=1)
        bpy.context.object.scale.x = scale
        getattr(bpy.ops.wm, f"{name}_export")(filepath=f"cube.{name}")
        clear()
        getattr(bpy.ops.wm, f"{name}_import")(filepath=f"cube.{name}")
        bpy.context.view_layer.update()
        seen.append(f"{name} {volume(bpy.data.objects[0])}")
    lines.append(f"Blender {bpy.app.version_string.split()[0]}, cube of volume 1, x scaled by {scale}: {', '.join(seen)}")
with open("seen.txt", "a") as file:
    file.write("\n".join(lines) + "\n")
os._exit(0)
END
for version in 4.2.23 5.0.1; do
  rm -rf venv
  python3.11 -m venv venv && venv/bin/pip install --quiet "bpy==$version" 'numpy<2'
  venv/bin/python run.py >/dev/null
done
cat seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
Blender 4.2.23, cube of volume 1, x scaled by 1: stl 1.0, obj 1.0, ply 1.0
Blender 4.2.23, cube of volume 1, x scaled by -1: stl 1.0, obj 1.0, ply -1.0
Blender 5.0.1, cube of volume 1, x scaled by 1: stl 1.0, obj 1.0, ply 1.0
Blender 5.0.1, cube of volume 1, x scaled by -1: stl 1.0, obj 1.0, ply -1.0
TXT
