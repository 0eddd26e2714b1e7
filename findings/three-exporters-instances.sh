#!/usr/bin/env bash
# three 0.187.0, STLExporter, OBJExporter and PLYExporter: an InstancedMesh of five boxes is written as one box at the place of
# the InstancedMesh itself, without a warning; a box that morph targets stretch to twice its width is written as wide as it was
# modelled. GLTFExporter keeps the five (EXT_mesh_gpu_instancing), so a scene that goes to a slicer loses four of them.
# Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund three@0.187.0
cat > run.mjs <<'JS'
import { Box3, BoxGeometry, InstancedMesh, Matrix4, Mesh, MeshBasicMaterial, Vector3 } from 'three'
import { OBJExporter } from 'three/addons/exporters/OBJExporter.js'
import { PLYExporter } from 'three/addons/exporters/PLYExporter.js'
import { STLExporter } from 'three/addons/exporters/STLExporter.js'
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js'
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js'
import { STLLoader } from 'three/addons/loaders/STLLoader.js'
const roads = {
  STL: (mesh) => new STLLoader().parse(new STLExporter().parse(mesh)),
  OBJ: (mesh) => new OBJLoader().parse(new OBJExporter().parse(mesh)).children[0].geometry,
  PLY: (mesh) => new PLYLoader().parse(new PLYExporter().parse(mesh)),
}
const width = (box) => box.getSize(new Vector3()).x
const report = (what, mesh) => {
  mesh.updateMatrixWorld()
  const drawn = new Box3().setFromObject(mesh, true)
  const written = Object.entries(roads).map(([name, road]) => {
    const geometry = road(mesh)
    geometry.computeBoundingBox()
    const triangles = (geometry.index ?? geometry.getAttribute('position')).count / 3
    return `${name} ${triangles} triangles, ${width(geometry.boundingBox)} wide`
  })
  console.log(`${what}, ${width(drawn)} wide in three: ${written.join('; ')}`)
}
const boxes = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshBasicMaterial(), 5)
for (let i = 0; i < 5; i++) boxes.setMatrixAt(i, new Matrix4().makeTranslation(3 * i, 0, 0))
report('5 instances of a box', boxes)
const geometry = new BoxGeometry(1, 1, 1)
const wide = geometry.getAttribute('position').clone()
for (let i = 0; i < wide.count; i++) wide.setX(i, 2 * wide.getX(i))
geometry.morphAttributes.position = [wide]
const morphed = new Mesh(geometry)
morphed.morphTargetInfluences[0] = 1
report('a morphed box', morphed)
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
5 instances of a box, 13 wide in three: STL 12 triangles, 1 wide; OBJ 12 triangles, 1 wide; PLY 12 triangles, 1 wide
a morphed box, 2 wide in three: STL 12 triangles, 1 wide; OBJ 12 triangles, 1 wide; PLY 12 triangles, 1 wide
TXT
