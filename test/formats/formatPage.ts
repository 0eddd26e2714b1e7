import { isRefused, type FormatRow } from './formatRow.js'
import { IMPORTED_ROWS } from './importedRows.js'
import { MEASURED } from './measured.js'

const WORDS = `# Formats and what they may hold

Made from the tables in \`test/formats\` by \`npx vitest run test/formats -u\`: each row is a test. What is mended, what is refused and how, and the limits are told in [reading.md](reading.md).

**The same as** names who else reads the same file and finds the same triangles, area and box:

- *its polygons*: the area of the polygons that the file was written from, by their borders; *its mesh*: the same of triangles;
- *Blender*: the importer of each Blender that the tests find, 3.4 to 5.2, run by the tests (\`test/blender/importers.test.ts\`);
- trimesh, meshio, lib3mf (the reader of the 3MF Consortium), DracoPy: measured once by \`test/formats/measure_files.py\` and kept in \`test/formats/measured.json\`, with the hash of the file. Where one of them is missing, it does not read the file, or reads it otherwise; that script says why.

All files that are read here are also read from within a zip archive, to the same mesh. Files that go through a Blender are written by each Blender that the tests find and read back by the same one; which Blender has which importer is told in [reading.md](reading.md).
`

const HEADING = ['| format | what it may hold | read | the same as |', '|---|---|---|---|']

/** The text of docs/formats.md. */
export const formatPage = (rows: readonly FormatRow[]): string => `${[WORDS, ...tableOf(rows)].join('\n')}\n`

const tableOf = (rows: readonly FormatRow[]): string[] => [
  ...HEADING,
  ...rows.map((row) => lineOf(row.format, row.feature, !isRefused(row), witnessesOf(row))),
  ...IMPORTED_ROWS.map(({ format, feature, isRead, witness }) => lineOf(format, feature, isRead, [witness])),
]

const lineOf = (format: string, feature: string, isRead: boolean, witnesses: readonly string[]): string =>
  `| ${format} | ${feature} | ${isRead ? 'yes' : 'no'} | ${witnesses.join(', ')} |`

function witnessesOf(row: FormatRow): string[] {
  if (isRefused(row)) return [`refused: \`${row.refused}\``]
  const { written, blender } = row
  return [
    ...(written ? [written.from] : []),
    ...(blender ? [blender === '3.4' ? 'Blender' : `Blender from ${blender}`] : []),
    ...Object.keys(MEASURED[row.name]?.readers ?? {}),
  ]
}
