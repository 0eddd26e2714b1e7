#!/usr/bin/env bash
# @gltf-transform/core 4.5.1: where `sparse.indices` and `sparse.values` leave out `byteOffset`, which is 0 then, the reader
# takes the byteOffset of the accessor around them. Another vertex is moved, to another place, without an error; with the zeros
# written out the same file is read right. Compared with three 0.187.0. Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @gltf-transform/core@4.5.1 three@0.187.0
cat > run.mjs <<'JS'
import { NodeIO } from '@gltf-transform/core'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
globalThis.self = globalThis
// Five vertices lie in the buffer; the accessor begins at the second, and a sparse entry moves its vertex 0 to (9, 9, 9).
const base = Float32Array.from({ length: 15 }, (_, i) => Math.floor(i / 3))
const indices = Uint16Array.of(0, 0, 0, 0, 0, 0, 2, 0) // 16 bytes; with offset 12 the first index would be 2
const values = Float32Array.of(9, 9, 9, 7, 7, 7)
const parts = [base, indices, values].map(({ buffer }) => new Uint8Array(buffer))
const bytes = Buffer.concat(parts)
const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, part) => sum + part.length, 0))
const gltf = (zero) => ({
  asset: { version: '2.0' },
  buffers: [{ byteLength: bytes.length }],
  bufferViews: parts.map((part, i) => ({ buffer: 0, byteOffset: starts[i], byteLength: part.length })),
  accessors: [{
    bufferView: 0, byteOffset: 12, componentType: 5126, count: 4, type: 'VEC3', min: [2, 2, 2], max: [9, 9, 9],
    sparse: { count: 1, indices: { bufferView: 1, componentType: 5123, ...zero }, values: { bufferView: 2, ...zero } },
  }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 }, mode: 0 }] }],
  nodes: [{ mesh: 0 }], scenes: [{ nodes: [0] }], scene: 0,
})
const glb = (json) => {
  const text = JSON.stringify(json)
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4))
  const head = Buffer.alloc(20)
  head.write('glTF')
  ;[2, 28 + padded.length + bytes.length, padded.length, 0x4e4f534a].forEach((value, i) => head.writeUInt32LE(value, 4 + 4 * i))
  const chunk = Buffer.alloc(8)
  ;[bytes.length, 0x004e4942].forEach((value, i) => chunk.writeUInt32LE(value, 4 * i))
  return new Uint8Array(Buffer.concat([head, padded, chunk, bytes]))
}
const firsts = (array) => [0, 3, 6, 9].map((i) => array[i]).join(' ')
for (const [words, zero] of [['left out', {}], ['written as 0', { byteOffset: 0 }]]) {
  const document = await new NodeIO().readBinary(glb(gltf(zero)))
  const read = document.getRoot().listAccessors()[0].getArray()
  const { scene } = await new GLTFLoader().parseAsync(glb(gltf(zero)).buffer, '')
  const other = scene.children[0].geometry.getAttribute('position').array
  console.log(`byteOffset ${words}: x of the vertices ${firsts(read)}; three reads ${firsts(other)}`)
}
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
byteOffset left out: x of the vertices 1 2 7 4; three reads 9 2 3 4
byteOffset written as 0: x of the vertices 9 2 3 4; three reads 9 2 3 4
TXT
