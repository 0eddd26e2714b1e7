#!/usr/bin/env bash
# three 0.187.0, STLExporter, OBJExporter and PLYExporter: an object that is mirrored (scale -1 along one axis) is written inside
# out. The exporters move the corners by the object's matrix and leave their order, which the mirror has turned round, so that
# the volume enclosed by the file's triangles is -1 where the object's is 1. three itself draws the object right.
# Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund three@0.187.0
cat > run.mjs <<'JS'
import { BoxGeometry, Mesh } from 'three'
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
const volume = (geometry) => {
  const p = (geometry.index === null ? geometry : geometry.toNonIndexed()).getAttribute('position').array
  let sum = 0
  for (let i = 0; i < p.length; i += 9)
    sum += p[i] * (p[i + 4] * p[i + 8] - p[i + 5] * p[i + 7]) - p[i + 1] * (p[i + 3] * p[i + 8] - p[i + 5] * p[i + 6]) +
      p[i + 2] * (p[i + 3] * p[i + 7] - p[i + 4] * p[i + 6])
  return Math.round(sum * 1e4) / 6e4
}
for (const scale of [1, -1]) {
  const cube = new Mesh(new BoxGeometry(1, 1, 1))
  cube.scale.x = scale
  cube.updateMatrixWorld()
  console.log(`cube of volume 1, x scaled by ${scale}:`, Object.entries(roads).map(([name, road]) => `${name} ${volume(road(cube))}`).join(', '))
}
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
cube of volume 1, x scaled by 1: STL 1, OBJ 1, PLY 1
cube of volume 1, x scaled by -1: STL -1, OBJ -1, PLY -1
TXT
