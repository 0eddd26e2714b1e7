#!/usr/bin/env bash
# CadQuery 2.8.0: an assembly written as glTF keeps its millimetres as they stand, though the unit of glTF is the metre
# (glTF 2.0, 3.4: "The units for all linear distances are meters") and no node scales them. The same plate is 20 mm long in
# its 3MF file and 20 m in its glTF file, so a library of both holds two of a thousandfold size.
# Seen with Python 3.11 on 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet cadquery==2.8.0 trimesh==5.2.0
cat > run.py <<'END'
import json
import xml.etree.ElementTree as xml
import zipfile

import cadquery
import trimesh

plate = cadquery.Workplane().box(10, 20, 3)
cadquery.exporters.export(plate, "plate.3mf", exportType="3MF")
cadquery.Assembly(plate).export("plate.gltf")

with zipfile.ZipFile("plate.3mf") as archive:
    name = next(name for name in archive.namelist() if name.endswith(".model"))
    model = xml.fromstring(archive.read(name))
lengths = [float(vertex.get("y")) for vertex in model.iter() if vertex.tag.endswith("}vertex")]
print(f"3MF: {max(lengths) - min(lengths):g} {model.get('unit')}")
with open("plate.gltf") as file:
    scales = [node["scale"] for node in json.load(file)["nodes"] if "scale" in node]
scene = trimesh.load("plate.gltf")
print(f"glTF: {max(scene.extents):g} {scene.units}, scaled by {scales}")
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
3MF: 20 millimeter
glTF: 20 meters, scaled by []
TXT
