#!/usr/bin/env bash
# trimesh 5.2.0: a GLB that *requires* KHR_mesh_quantization or EXT_mesh_gpu_instancing is read without an error or a warning
# as if it had neither. Positions quantized by glTF Transform (normalized 16-bit integers under a node that scales them) come out
# 32,767 times too large, and of two instances there is one, at the node's own place. The glTF specification asks a reader that
# does not know a required extension to refuse the file.
# Seen with Python 3.11, Node 20.20.2 and glTF Transform 4.5.1 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @gltf-transform/{core,extensions,functions}@4.5.1
python3 -m venv venv >/dev/null && venv/bin/pip install --quiet trimesh==5.2.0 'numpy<3'
cat > make.mjs <<'JS'
import { Document, NodeIO } from '@gltf-transform/core'
import { EXTMeshGPUInstancing, KHRMeshQuantization } from '@gltf-transform/extensions'
import { quantize } from '@gltf-transform/functions'
function tetrahedron() {
  const document = new Document()
  const buffer = document.createBuffer()
  const list = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer)
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', list('VEC3', new Float32Array([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4])))
    .setIndices(list('SCALAR', new Uint16Array([0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2])))
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive))
  document.getRoot().setDefaultScene(document.createScene().addChild(node))
  return { document, node, list }
}
const io = new NodeIO().registerExtensions([EXTMeshGPUInstancing, KHRMeshQuantization])
const plain = tetrahedron()
await io.write('plain.glb', plain.document)
const quantized = tetrahedron()
await quantized.document.transform(quantize({ quantizePosition: 14 }))
await io.write('quantized.glb', quantized.document)
const { document, node, list } = tetrahedron()
const instances = document.createExtension(EXTMeshGPUInstancing).setRequired(true).createInstancedMesh()
node.setExtension('EXT_mesh_gpu_instancing', instances.setAttribute('TRANSLATION', list('VEC3', new Float32Array([0, 0, 0, 10, 0, 0]))))
await io.write('instances.glb', document)
JS
node make.mjs >/dev/null
cat > run.py <<'END'
import json
import struct
import trimesh
for name in ("plain", "quantized", "instances"):
    with open(f"{name}.glb", "rb") as file:
        content = file.read()
    required = json.loads(content[20 : 20 + struct.unpack_from("<I", content, 12)[0]]).get("extensionsRequired", [])
    mesh = trimesh.load(f"{name}.glb").to_geometry()
    print(f"{name}, requires {required}: {len(mesh.faces)} triangles, extents {[int(round(e)) for e in mesh.extents]}")
END
venv/bin/python run.py | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
plain, requires []: 4 triangles, extents [1, 2, 4]
quantized, requires ['KHR_mesh_quantization']: 4 triangles, extents [32772, 65544, 131068]
instances, requires ['EXT_mesh_gpu_instancing']: 4 triangles, extents [1, 2, 4]
TXT
