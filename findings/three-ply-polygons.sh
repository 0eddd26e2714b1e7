#!/usr/bin/env bash
# three 0.187.0, PLYLoader: a face of five or more corners is left out without an error, and a concave quad is split along
# a fixed diagonal: the same quad has area 7 or 1 by the corner its list begins with. The PLY format allows any polygon.
# Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund three@0.187.0
cat > run.mjs <<'JS'
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js'
const ply = (corners, faces) =>
  `ply\nformat ascii 1.0\nelement vertex ${corners.length}\nproperty float x\nproperty float y\nproperty float z\n` +
  `element face ${faces.length}\nproperty list uchar int vertex_indices\nend_header\n` +
  corners.map((corner) => [...corner, 0].join(' ')).join('\n') + '\n' +
  faces.map((face) => [face.length, ...face].join(' ')).join('\n') + '\n'
const area = (text) => {
  const geometry = new PLYLoader().parse(text)
  const points = geometry.getAttribute('position').array
  const index = geometry.getIndex()?.array ?? []
  let sum = 0
  for (let i = 0; i + 2 < index.length; i += 3) {
    const [a, b, c] = [index[i], index[i + 1], index[i + 2]].map((at) => [points[3 * at], points[3 * at + 1]])
    sum += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
  }
  return `${index.length / 3} triangles, area ${sum}`
}
const pentagon = [[0, 0], [2, 0], [2, 1], [1, 2], [0, 1]] // area 3
const arrow = [[0, 0], [4, 1], [0, 2], [3, 1]] // a concave quad of area 1
console.log(`pentagon of area 3: ${area(ply(pentagon, [[0, 1, 2, 3, 4]]))}`)
for (const face of [[0, 1, 2, 3], [1, 2, 3, 0]])
  console.log(`concave quad of area 1, corners ${face}: ${area(ply(arrow, [face]))}`)
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
pentagon of area 3: 0 triangles, area 0
concave quad of area 1, corners 0,1,2,3: 2 triangles, area 7
concave quad of area 1, corners 1,2,3,0: 2 triangles, area 1
TXT
