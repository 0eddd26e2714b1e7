#!/usr/bin/env bash
# trimesh 5.2.0: a binary PLY whose faces have three and four corners mixed, as Blender writes a UV sphere, raises an error;
# the ASCII PLY of the same mesh, and a binary one of quads alone, are read.
# Seen with Python 3.11 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet trimesh==5.2.0 'numpy<3'
cat > run.py <<'END'
import struct
import trimesh
corners = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0.5, 0.5, 1)]
mixed = [(0, 3, 2, 1), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]  # a pyramid
def write(name, faces, is_binary):
    kind = "binary_little_endian" if is_binary else "ascii"
    head = f"ply\nformat {kind} 1.0\nelement vertex {len(corners)}\nproperty float x\nproperty float y\nproperty float z\n"
    head += f"element face {len(faces)}\nproperty list uchar uint vertex_indices\nend_header\n"
    with open(name, "wb") as file:
        file.write(head.encode())
        for corner in corners:
            file.write(struct.pack("<3f", *corner) if is_binary else (" ".join(map(str, corner)) + "\n").encode())
        for face in faces:
            packed = struct.pack(f"<B{len(face)}I", len(face), *face)
            file.write(packed if is_binary else (" ".join(map(str, (len(face), *face))) + "\n").encode())
for name, faces, is_binary in (("quads", mixed[:1], True), ("mixed ascii", mixed, False), ("mixed binary", mixed, True)):
    write("mesh.ply", faces, is_binary)
    try:
        print(f"{name}: {len(trimesh.load('mesh.ply', process=False).faces)} triangles")
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
quads: 2 triangles
mixed ascii: 6 triangles
mixed binary: ValueError: PLY is unexpected length!
TXT
