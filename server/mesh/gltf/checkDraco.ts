import { ShapekinError } from '../../../shared/errors.js'

const MAGIC = Buffer.from('DRACO', 'latin1')
const TRIANGULAR_MESH = 1
const EDGEBREAKER = 1
const HAS_METADATA = 0x8000
const HEADER_BYTES = 11

/**
 * The number of triangles that a Draco stream declares, read before anything is allocated for them.
 *
 * @see Draco bitstream specification 2.2, sections 3.1 (header) and 3.4 (connectivity)
 * @returns 0 where metadata come before the number, which hardly any program writes in glTF
 * @throws `mesh.undecodable`
 */
export function checkDraco(bytes: Uint8Array, place: string): number {
  const undecodable = (reason: string) => new ShapekinError('mesh.undecodable', { place, reason })
  if (bytes.length < HEADER_BYTES || !MAGIC.equals(bytes.subarray(0, MAGIC.length)))
    throw undecodable('it does not begin as Draco content does')
  const [major, minor, type, method] = bytes.subarray(MAGIC.length)
  if (type !== TRIANGULAR_MESH) throw undecodable('it is a cloud of points')
  if (((bytes[10] << 8) & HAS_METADATA) !== 0 || 10 * major + minor < 20) return 0
  let at = HEADER_BYTES
  const number = (): number => {
    let value = 0
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++]
      value += (byte & 127) * factor
      if (byte < 128 || factor > 2 ** 40) return value
    }
    throw undecodable('it ends before the number of its triangles')
  }
  if (method === EDGEBREAKER) {
    at++ // the traversal method
    if (10 * major + minor < 22) number()
    number() // the number of vertices
  }
  return number()
}
