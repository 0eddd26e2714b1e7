#!/usr/bin/env bash
# glTF Transform 4.5.1: getBounds() and the report of inspect() pass over EXT_mesh_gpu_instancing, which the library itself reads
# and writes. Of a node that shows its mesh at x = 0 and at x = 10 the box ends at 1, where three 0.187.0 has 11 from the
# same file. inspect() counts the vertices of both instances, so its two figures describe different scenes.
# Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @gltf-transform/{core,extensions,functions}@4.5.1 three@0.187.0
cat > run.mjs <<'JS'
import { Document, getBounds, NodeIO } from '@gltf-transform/core'
import { EXTMeshGPUInstancing } from '@gltf-transform/extensions'
import { inspect } from '@gltf-transform/functions'
import { Box3 } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
const document = new Document()
const buffer = document.createBuffer()
const list = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer)
const primitive = document
  .createPrimitive()
  .setAttribute('POSITION', list('VEC3', new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])))
  .setIndices(list('SCALAR', new Uint16Array([0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2])))
const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive))
const scene = document.createScene().addChild(node)
document.getRoot().setDefaultScene(scene)
const instances = document.createExtension(EXTMeshGPUInstancing).setRequired(true).createInstancedMesh()
node.setExtension('EXT_mesh_gpu_instancing', instances.setAttribute('TRANSLATION', list('VEC3', new Float32Array([0, 0, 0, 10, 0, 0]))))
const [report] = inspect(document).scenes.properties
console.log(`getBounds: x ${getBounds(scene).min[0]} to ${getBounds(scene).max[0]}`)
console.log(`inspect: x ${report.bboxMin[0]} to ${report.bboxMax[0]}, ${report.renderVertexCount} vertices drawn (12 an instance)`)
const glb = await new NodeIO().registerExtensions([EXTMeshGPUInstancing]).writeBinary(document)
const loaded = await new GLTFLoader().parseAsync(glb.buffer.slice(glb.byteOffset, glb.byteOffset + glb.byteLength), '')
const box = new Box3().setFromObject(loaded.scene)
console.log(`three: x ${box.min.x} to ${box.max.x}`)
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
getBounds: x 0 to 1
inspect: x 0 to 1, 24 vertices drawn (12 an instance)
three: x 0 to 11
TXT
