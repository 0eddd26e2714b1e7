#!/usr/bin/env bash
# VTK 9.7.2: its PLY reader keeps `property double` coordinates as 32-bit floats, without a warning or an option. A square of
# side 0.1 at x = 1,000,000.1, as scans in map coordinates have them, comes out 0.0625 wide, with 0.625 of its area, in text
# and binary files alike. trimesh 5.2.0 reads the doubles that are written.
# Seen with Python 3.11 on 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet vtk==9.7.2 trimesh==5.2.0 'numpy<3'
cat > run.py <<'END'
import struct
import trimesh
from vtkmodules.vtkIOPLY import vtkPLYReader

CORNERS = [(1000000.1, 0, 0), (1000000.2, 0, 0), (1000000.2, 0.1, 0), (1000000.1, 0.1, 0)]
FACES = [(0, 1, 2), (0, 2, 3)]

def header(form):
    lines = ["ply", f"format {form} 1.0", "element vertex 4", *(f"property double {axis}" for axis in "xyz")]
    return "\n".join([*lines, "element face 2", "property list uchar int vertex_indices", "end_header", ""])

with open("text.ply", "w") as file:
    file.write(header("ascii"))
    file.writelines(f"{x!r} {y!r} {z!r}\n" for x, y, z in CORNERS)
    file.writelines(f"3 {a} {b} {c}\n" for a, b, c in FACES)
with open("binary.ply", "wb") as file:
    file.write(header("binary_little_endian").encode())
    file.writelines(struct.pack("<3d", *corner) for corner in CORNERS)
    file.writelines(struct.pack("<B3i", 3, *face) for face in FACES)

for path in ("text.ply", "binary.ply"):
    reader = vtkPLYReader()
    reader.SetFileName(path)
    reader.Update()
    points = reader.GetOutput().GetPoints()
    low, high = points.GetBounds()[:2]
    print(f"{path}: VTK {points.GetData().GetClassName()}, width {high - low:.4f}", end="; ")
    width = trimesh.load(path, process=False).extents[0]
    print(f"trimesh width {width:.4f}")
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
text.ply: VTK vtkFloatArray, width 0.0625; trimesh width 0.1000
binary.ply: VTK vtkFloatArray, width 0.0625; trimesh width 0.1000
TXT
