import { expect, it } from 'vitest'
import { heldLine } from '../../server/cli/library/libraryLines.js'

it.each([
  [{ shapes: 1, files: 1, refused: 0 }, 'library   1 shape in 1 file, 0 without numbers; x.sqlite'],
  [{ shapes: 1200, files: 2, refused: 3 }, 'library   1,200 shapes in 2 files, 3 without numbers; x.sqlite'],
])('%o is said as %s', (counts, line) => {
  expect(heldLine(counts, 'x.sqlite')).toBe(line)
})
