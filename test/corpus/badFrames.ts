import { encodeFrame } from '../../shared/wire/frame.js'
import { FRAME_HEADER_BYTES, FRAME_OFFSET } from '../../shared/wire/frameLayout.js'
import { cube } from '../support/meshes.js'

/** A frame that is none. */
export interface BadFrame {
  readonly name: string
  readonly bytes: Buffer
}

const { positions, triangles } = cube()
export const GOOD_FRAME = encodeFrame({
  type: 'mesh',
  runId: '0123456789abcdef',
  index: 0,
  positions,
  triangles,
  offset: [0, 0, 0],
})

const changed = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(GOOD_FRAME)
  change(bytes)
  return bytes
}

/** Cut at every field, every count and type as no frame has it, every field with a bit turned. */
export function badFrames(): BadFrame[] {
  const fields = Object.entries(FRAME_OFFSET)
  const cuts = [...fields.map(([, at]) => at), FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + 5, GOOD_FRAME.length - 1]
  const guarded = fields.filter(([name]) => name !== 'run_id' && name !== 'index') // see WIRE-1
  const counts = [0, 1, 7, 9, 2 ** 31, 2 ** 32 - 1]
  return [
    ...cuts.map((at) => ({ name: `cut at byte ${at}`, bytes: GOOD_FRAME.subarray(0, at) })),
    ...guarded.flatMap(([name, at]) =>
      [0, 7].map((bit) => ({ name: `a bit of ${name}`, bytes: changed((bytes) => (bytes[at] ^= 1 << bit)) })),
    ),
    ...(['first', 'second'] as const).flatMap((field) =>
      counts.map((count) => ({
        name: `${field} count ${count}`,
        bytes: changed((bytes) => bytes.writeUInt32LE(count, FRAME_OFFSET[field])),
      })),
    ),
    ...[0, 3, 255, 65535].map((type) => ({
      name: `type ${type}`,
      bytes: changed((bytes) => bytes.writeUInt16LE(type, FRAME_OFFSET.type)),
    })),
    { name: 'twice', bytes: Buffer.concat([GOOD_FRAME, GOOD_FRAME]) },
    { name: 'a text', bytes: Buffer.from('{"type":"hello"}') },
  ]
}
