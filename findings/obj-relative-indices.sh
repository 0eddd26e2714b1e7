#!/usr/bin/env bash
# trimesh 5.2.0 and meshio 5.3.5: relative (negative) indices of an OBJ are read wrongly, without an error or a warning. The format
# defines -1 as the vertex defined last before the face. trimesh counts back from the end of the file: where objects are written
# one after the other, each with its vertices and then `f -3 -2 -1`, every face is on the last object's vertices. meshio takes 1
# from them as from the others and leaves them negative: -4 -3 -2. Open3D 0.20.0 reads them right.
# Seen with Python 3.11 on 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet trimesh==5.2.0 meshio==5.3.5 open3d==0.20.0
cat > run.py <<'END'
import meshio, numpy, open3d, trimesh

def triangle(name, z):
    return f"o {name}\nv 0 0 {z}\nv 1 0 {z}\nv 0 1 {z}\nf -3 -2 -1\n"

with open("two.obj", "w") as file:
    file.write(triangle("low", 0) + triangle("high", 1))

def show(name, vertices, faces):
    vertices, faces = numpy.asarray(vertices), numpy.asarray(faces)
    print(name, faces.tolist(), "at heights", [vertices[face, 2].tolist() for face in faces])

by_trimesh = trimesh.load("two.obj", process=False)
by_meshio = meshio.read("two.obj")
by_open3d = open3d.io.read_triangle_mesh("two.obj")
show("trimesh", by_trimesh.vertices, by_trimesh.faces)
show("meshio", by_meshio.points, numpy.concatenate([each.data for each in by_meshio.cells]))
show("Open3D", by_open3d.vertices, by_open3d.triangles)
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
trimesh [[0, 1, 2], [0, 1, 2]] at heights [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
meshio [[-4, -3, -2], [-4, -3, -2]] at heights [[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]]
Open3D [[0, 1, 2], [3, 4, 5]] at heights [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
TXT
