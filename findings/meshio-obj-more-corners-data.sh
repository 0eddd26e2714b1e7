#!/usr/bin/env bash
# meshio 5.3.5: an OBJ file with more texture coordinates (vt) or normals (vn) than vertices can not be read, though OBJ
# indexes the three apart: a cube with 8 vertices, 14 vt and 6 vn, as most tools export it, raises ValueError.
# Seen with Python 3.11 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet meshio==5.3.5 'numpy<3'
cat > run.py <<'END'
import meshio
corners = [(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
faces = [(1, 2, 4, 3), (5, 7, 8, 6), (1, 5, 6, 2), (3, 4, 8, 7), (1, 3, 7, 5), (2, 6, 8, 4)]
def text(with_data):
    lines = [f"v {x} {y} {z}" for x, y, z in corners]
    if with_data:
        lines += [f"vt {i / 14} 0.5" for i in range(14)] + ["vn 0 0 1"] * 6
    for number, face in enumerate(faces):
        lines.append("f " + " ".join(f"{v}/{v + number}/{number + 1}" if with_data else str(v) for v in face))
    return "\n".join(lines) + "\n"
for with_data in (False, True):
    with open("cube.obj", "w") as file:
        file.write(text(with_data))
    try:
        mesh = meshio.read("cube.obj")
        print(f"vt and vn {with_data}: {len(mesh.points)} points, {sum(len(c.data) for c in mesh.cells)} faces")
    except Exception as error:
        print(f"vt and vn {with_data}: {type(error).__name__}")
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
vt and vn False: 8 points, 6 faces
vt and vn True: ValueError
TXT
