import { expect, it } from 'vitest'
import { countLine, heldLine } from '../../server/cli/library/libraryLines.js'

it.each([
  [{ shapes: 1, files: 1, refused: 0 }, 'library   1 shape in 1 file, 0 without numbers; x.sqlite'],
  [{ shapes: 1200, files: 2, refused: 3 }, 'library   1,200 shapes in 2 files, 3 without numbers; x.sqlite'],
])('%o is said as %s', (counts, line) => {
  expect(heldLine(counts, 'x.sqlite')).toBe(line)
})

it.each([
  [0, 'files     none: no mesh file of a format that is read lies below what was given'],
  [1, 'files     0 read, 0 known by their content (0 of them moved), 1 as they were, 0 gone'],
])('%d unchanged files are said as %s', (unchanged, line) => {
  expect(countLine({ described: 0, known: 0, moved: 0, unchanged, gone: 0, refused: [] })).toBe(line)
})
