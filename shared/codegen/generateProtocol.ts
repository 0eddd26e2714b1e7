import * as protocol from '../protocol.js'
import { BASES } from '../schema/recipe.js'
import { OBJECTS_A_PAGE } from '../schema/messages.js'
import { SCENE_FILES } from '../schema/sceneFiles.js'
import { FRAME_HEADER, FRAME_HEADER_BYTES, FRAME_MAGIC, FRAME_TYPES } from '../wire/frameLayout.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

/**
 * `generated/protocol.py`: the numbers of shared/protocol.ts, and the packing of frames.
 * @param node  the Node versions that the server runs on, from package.json: `>=20.19`
 */
export function generateProtocol(version: string, node: string): string {
  const NODE_VERSION = (node.match(/\d+/g) ?? []).map(Number)
  const numbers = { ...protocol, ADDON_VERSION: version, NODE_VERSION, BASES, OBJECTS_A_PAGE, SCENE_FILES }
  const constants = Object.entries(numbers)
    .map(([name, value]) => `${name} = ${pythonLiteral(value)}`)
    .sort()
  const struct = '<' + FRAME_HEADER.map((field) => field.struct).join('')
  return pythonFile(
    'shared/protocol.ts and shared/wire/frameLayout.ts',
    `
import struct
import zlib

${constants.join('\n')}

FRAME_HEADER = struct.Struct(${JSON.stringify(struct)})  # ${FRAME_HEADER.map((field) => field.name).join(', ')}
assert FRAME_HEADER.size == ${FRAME_HEADER_BYTES}


def _pack(run_id, frame_type, index, first, second, *payload, offset=(0.0, 0.0, 0.0)):
    checksum = zlib.crc32(struct.pack("<3d", *offset))
    for part in payload:
        checksum = zlib.crc32(part, checksum)
    header = FRAME_HEADER.pack(
        b"${FRAME_MAGIC}", PROTOCOL_VERSION, frame_type, bytes.fromhex(run_id), index, first, second, checksum, *offset
    )
    return b"".join((header, *payload))


def pack_mesh(run_id, index, positions, triangles, offset):
    """Mesh frame: positions (V, 3) float32 around offset (3) and triangles (T, 3) uint32, C-contiguous; returns bytes."""
    payload = positions.tobytes(), triangles.tobytes()
    return _pack(run_id, ${FRAME_TYPES.mesh}, index, len(positions), len(triangles), *payload, offset=offset)


def pack_file(run_id, name, content):
    """File frame: one of SCENE_FILES with its bytes; returns bytes."""
    return _pack(run_id, ${FRAME_TYPES.file}, SCENE_FILES.index(name), len(content), 0, content)
`,
  )
}
