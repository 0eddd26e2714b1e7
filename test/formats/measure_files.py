"""What other programs read in the files of the format table. Arguments: folder of the files, JSON file to write.

KEEP_FORMAT_FILES=FOLDER npx vitest run test/formats       leaves the files there
pip install networkx lxml pillow charset_normalizer trimesh==5.2.0 meshio==5.3.5 lib3mf==2.5.0 DracoPy==2.2.0
python test/formats/measure_files.py FOLDER test/formats/measured.json

A reader is kept for the files that it can read at all, without those in UNFIT.
"""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import DracoPy
import meshio
import numpy as np
import trimesh
from lib3mf import get_wrapper

MILLIMETRES = {"MicroMeter": 0.001, "MilliMeter": 1, "CentiMeter": 10, "Inch": 25.4, "Foot": 304.8, "Meter": 1000}
# Files beside a file.
BESIDE = {"external.gltf": ["parts/the pebble.bin"]}


def measure(points, triangles):
    """Of (V, 3) points and (T, 3) corners."""
    a, b, c = np.moveaxis(np.asarray(points, np.float64)[np.asarray(triangles)], 1, 0)
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    corners = np.concatenate([a, b, c])
    return {"triangles": len(a), "area": float(area), "box": [*corners.min(axis=0), *corners.max(axis=0)]}


def by_trimesh(path):
    scene = trimesh.load_scene(path, process=False)
    whole = scene.to_mesh()
    scale = trimesh.units.unit_conversion(scene.units, "millimeters") if path.suffix == ".3mf" else 1
    return measure(whole.vertices * scale, whole.faces)


def by_meshio(path):
    mesh = meshio.read(path)
    triangles = [
        [corners[0], corners[i], corners[i + 1]]
        for block in mesh.cells
        if block.type in ("triangle", "quad", "polygon")
        for corners in block.data
        for i in range(1, len(corners) - 1)
    ]
    return measure(mesh.points, triangles)


def by_lib3mf(path):
    model = get_wrapper().CreateModel()
    model.QueryReader("3mf").ReadFromFile(str(path))
    points, triangles = [], []

    def take(part, matrix):
        if part.IsMeshObject():
            corners = np.array([[*each.Coordinates, 1] for each in part.GetVertices()]) @ matrix
            offset = sum(map(len, points))
            triangles.extend([index + offset for index in each.Indices] for each in part.GetTriangleIndices())
            points.append(corners)
        else:
            for i in range(part.GetComponentCount()):
                component = part.GetComponent(i)
                own = matrix_of(component.GetTransform())
                take(component.GetObjectResource(), np.vstack([own.T, [0, 0, 0, 1]]).T @ matrix)

    items = model.GetBuildItems()
    while items.MoveNext():
        item = items.GetCurrent()
        take(item.GetObjectResource(), matrix_of(item.GetObjectTransform()))
    return measure(np.concatenate(points) * MILLIMETRES[model.GetUnit().name], triangles)


def matrix_of(transform):
    """(4, 3): rows are multiplied from the left."""
    return np.array([list(row) for row in transform.Fields])


def by_dracopy(path):
    """The buffer view of the only primitive, as glTF names it."""
    content = path.read_bytes()
    length = int.from_bytes(content[12:16], "little")
    scene = json.loads(content[20 : 20 + length])
    (primitive,) = scene["meshes"][0]["primitives"]
    view = scene["bufferViews"][primitive["extensions"]["KHR_draco_mesh_compression"]["bufferView"]]
    at = 28 + length + view.get("byteOffset", 0)
    mesh = DracoPy.decode(content[at : at + view["byteLength"]])
    return measure(mesh.points, mesh.faces)


READERS = {
    "trimesh": (by_trimesh, {".stl", ".obj", ".ply", ".off", ".glb", ".gltf", ".3mf"}),
    "meshio": (by_meshio, {".stl", ".obj", ".ply", ".off"}),
    "lib3mf": (by_lib3mf, {".3mf"}),
    "DracoPy": (by_dracopy, {".glb"}),
}
# What a reader gets otherwise than the format says it.
UNFIT = {
    ("trimesh", "concave"): "cut as a fan from the first corner",
    ("meshio", "concave"): "cut as a fan by this script",
    ("trimesh", "hidden-nodes"): "hidden nodes are shown",
    ("trimesh", "instancing"): "one instance of four",
    ("trimesh", "quantized"): "normalized integers are taken as they are",
    ("trimesh", "sparse"): "sparse values are passed over",
    ("trimesh", "morphed"): "targets are passed over",
    ("trimesh", "skinned"): "the skin is passed over",
    ("trimesh", "four"): "the fourth coordinate is passed over",
}


def main(folder, out):
    found = {}
    for path in sorted(Path(folder).iterdir()):
        readers = {}
        for name, (read, endings) in READERS.items():
            if path.suffix not in endings or (name, path.stem) in UNFIT:
                continue
            try:
                readers[f"{name} {version(name)}"] = read(path)
            except BaseException as error:  # meshio leaves by SystemExit
                print(f"{path.name}: {name}: {type(error).__name__} {str(error)[:100]}", file=sys.stderr)
        if readers:
            contents = [path, *(path.parent / each for each in BESIDE.get(path.name, []))]
            hashed = hashlib.sha256(b"".join(each.read_bytes() for each in contents)).hexdigest()
            found[path.name] = {"sha256": hashed, "readers": readers}
    Path(out).write_text(json.dumps(found, indent=1) + "\n")


main(*sys.argv[1:])
