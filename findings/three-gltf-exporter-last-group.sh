#!/usr/bin/env bash
# three 0.187.0, GLTFExporter: of a geometry whose last group runs to the end (`addGroup(start, Infinity, material)`, as three's
# own drawRange says it), that group is written with as many indices as the whole geometry has, zeros beyond its end. So a cube
# of 12 triangles whose second material begins at the seventh has 18 in the file, six of them with three equal corners: a
# count of triangles is wrong, area and picture are not. three itself takes such a group to the end of the indices.
# Seen with Node 20.20.2 on 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund three@0.187.0
cat > run.mjs <<'JS'
import { BoxGeometry, Mesh, MeshBasicMaterial, Raycaster, Vector3 } from 'three'
import { GLTFExporter } from 'three/addons/exporters/GLTFExporter.js'

// The exporter asks a browser's FileReader for the bytes.
globalThis.FileReader = class {
  async readAsDataURL(blob) {
    this.result = `data:application/octet-stream;base64,${Buffer.from(await blob.arrayBuffer()).toString('base64')}`
    this.onloadend()
  }
}

for (const count of [18, Infinity]) {
  const box = new BoxGeometry(1, 1, 1)
  box.clearGroups()
  box.addGroup(0, 18, 0)
  box.addGroup(18, count, 1)
  const mesh = new Mesh(box, [new MeshBasicMaterial(), new MeshBasicMaterial()])
  const gltf = await new GLTFExporter().parseAsync(mesh)
  const bytes = Buffer.from(gltf.buffers[0].uri.split(',')[1], 'base64')
  const written = gltf.meshes[0].primitives.map(({ indices }) => {
    const { bufferView, byteOffset = 0, count } = gltf.accessors[indices]
    const start = (gltf.bufferViews[bufferView].byteOffset ?? 0) + byteOffset
    const corners = Array.from({ length: count }, (_, i) => bytes.readUInt16LE(start + 2 * i))
    const flat = corners.filter((a, i) => i % 3 === 0 && a === corners[i + 1]).length
    return `${count / 3} triangles (${flat} without area)`
  })
  mesh.updateMatrixWorld()
  let met = 0
  for (const axis of [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    for (const side of [1, -1]) {
      const way = new Vector3(...axis).multiplyScalar(side)
      met += new Raycaster(way.clone().multiplyScalar(5).add(new Vector3(0.1, 0.2, 0.3)), way.negate()).intersectObject(mesh).length
    }
  console.log(`last group of ${count} indices: ${written.join(', ')}; three meets ${met} of 6 faces`)
}
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
last group of 18 indices: 6 triangles (0 without area), 6 triangles (0 without area); three meets 6 of 6 faces
last group of Infinity indices: 6 triangles (0 without area), 12 triangles (6 without area); three meets 6 of 6 faces
TXT
