import { NAMES_ITS_PLACE, type BadFile } from './badFile.js'
import { GOOD_FILES, type GoodFile } from './goodFiles.js'

/** A text STL that ends behind a facet is whole to most programs: what there is is read, and it is said that no end was there. */
const ENDS_EARLY = /^\d triangles?, .*endsolid missing once$|^mesh\.empty/

/** Where a section of a file begins: lines of the texts and of the header, chunks, numbers. */
function sections({ format, name, bytes }: GoodFile): number[] {
  const lineEnds = [...bytes.toString('latin1').matchAll(/\n/g)].map(({ index }) => index + 1)
  switch (format) {
    case 'ply':
      return name.startsWith('text') || name.startsWith('PLY')
        ? every(lineEnds, 3)
        : [...every(lineEnds.slice(0, 9), 2), ...parts(bytes, 10)]
    case 'off':
      return every(lineEnds, 2)
    case 'stl':
      return name.startsWith('text')
        ? every(lineEnds, 2)
        : [40, 80, 82, 84, 84 + 12, 84 + 48, 84 + 50, ...parts(bytes, 6)]
    case 'gltf': {
      const json = 20 + bytes.readUInt32LE(12)
      return [4, 8, 12, 16, 20, 60, json, json + 4, json + 8, json + 50]
    }
    case 'threeMf':
      return parts(bytes, 16)
    case 'obj':
      return []
  }
}

const every = (numbers: readonly number[], step: number) => numbers.filter((_, i) => i % step === 0)
const parts = (bytes: Uint8Array, count: number) =>
  Array.from({ length: count - 1 }, (_, i) => Math.floor((bytes.length * (i + 1)) / count))

/**
 * Every file cut off where a section of it begins, and in the middle of what stands there. An OBJ is none of them: it counts
 * nothing, so that one that was cut behind a line is another whole file; two that were cut in a line are in its tests.
 */
export const truncated = (): BadFile[] =>
  GOOD_FILES.flatMap((good) =>
    [...new Set(sections(good).flatMap((at) => [at, at + 2]))]
      .filter((at) => at > 0 && at < good.bytes.length - 1)
      .map((at) => ({
        name: `${good.name} cut at byte ${at} of ${good.bytes.length}`,
        format: good.format,
        bytes: good.bytes.subarray(0, at),
        ...(good.name === 'text STL'
          ? { says: new RegExp(`${ENDS_EARLY.source}|${NAMES_ITS_PLACE.source}`, 'i') }
          : {}),
      })),
  )
