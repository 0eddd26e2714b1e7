import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { decodeFrame } from '../../shared/wire/frame.js'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { repairSentence } from '../../server/mesh/repairs.js'
import { NAMES_ITS_PLACE, OF_THE_WHOLE, type BadFile } from './badFile.js'
import { badFrames, GOOD_FRAME } from './badFrames.js'
import { GOOD_FILES } from './goodFiles.js'
import { nested } from './nested.js'
import { truncated } from './truncated.js'
import { wrongCounts } from './wrongCounts.js'
import { wrongNumbers } from './wrongNumbers.js'

/** `12 triangles` with what was mended, or the code and sentence of the refusal; any other error is thrown. */
async function comesTo(bytes: Uint8Array, format: MeshFormat): Promise<string> {
  try {
    const { positions, triangles, repairs = [] } = await parseMesh(bytes, format)
    expect(positions.every(Number.isFinite)).toBe(true)
    return [`${triangles.length / 3} triangles`, ...repairs.map(repairSentence)].join(', ')
  } catch (error) {
    if (!(error instanceof ShapekinError)) throw error
    return `${error.code}: ${error.message}`
  }
}

/** Two faults may leave the same bytes. */
const different = (files: readonly BadFile[]): BadFile[] => [
  ...new Map(files.map((file) => [file.format + Buffer.from(file.bytes).toString('latin1'), file])).values(),
]

const files: readonly (readonly [string, readonly BadFile[]])[] = [
  ['cut off', different(truncated())],
  ['counted wrong', different(wrongCounts())],
  ['with a number that is none', different(wrongNumbers())],
  ['that go in circles or grow', different(nested())],
]

describe('the corpus of bad files', () => {
  it.each(GOOD_FILES)('is made of files that are read: $name', async ({ bytes, format, triangles }) => {
    expect(await comesTo(bytes, format)).toBe(`${triangles} triangles`)
  })

  it('has more than 500 members', () => {
    expect(files.reduce((sum, [, bad]) => sum + bad.length, badFrames().length)).toBeGreaterThan(500)
  })

  describe.each(files)('%s', (_, bad) => {
    it.each(bad)('$name', async ({ bytes, format, says }) => {
      const outcome = await comesTo(bytes, format)
      if (says) expect(outcome).toMatch(says)
      else if (!OF_THE_WHOLE.test(outcome)) expect(outcome).toMatch(NAMES_ITS_PLACE)
    })
  })

  it.each(badFrames())('frame: $name', ({ bytes }) => {
    expect(() => decodeFrame(bytes)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^wire\./) as string }),
    )
    expect(() => decodeFrame(GOOD_FRAME)).not.toThrow()
  })
})
