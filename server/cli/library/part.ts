import { Command } from '@commander-js/extra-typings'
import type { SqlFile } from '../../catalog/sqlFile.js'

/** The parts of `shapekin library`, in the order of the help. */
const SUMMARIES = {
  add: 'Bring the library up to date with folders: what is new, changed, moved, gone',
  watch: 'Add folders, and go on adding what changes in them until Ctrl-C',
  list: 'List what the library holds, and what could not be read',
  similar: 'Find the shapes that are most like one of the library, or like a mesh file',
  duplicates: 'Find files that hold the same shape: copies, moved, turned, scaled, mirrored, with other triangles',
  families:
    'Group the library by how alike its shapes are, name the groups, draw them, make folders of links or assets of Blender',
  sort: 'Give the files that lie in no class folder the class of the most similar one',
  export: 'Write what the library holds as a table: its shapes, or their numbers',
  remove: 'Forget folders; their files stay where they are',
  backup: 'Write a copy of the catalog, also while others are at work on it',
} as const

/** A part of `shapekin library` with the options that all of them share. */
export const part = (name: keyof typeof SUMMARIES) =>
  new Command(name)
    .description(SUMMARIES[name])
    .exitOverride()
    .option('--library <file>', 'the catalog, an SQLite file; default library.sqlite in SHAPEKIN_HOME')
    .option('--json', 'print one JSON object on stdout; the log stays on stderr')

/**
 * Does work on a library and closes it after.
 *
 * @param given path of the catalog; default that of SHAPEKIN_HOME
 * @param make  make the catalog where there is none; default false
 * @throws ShapekinError as openCatalog
 */
export async function withLibrary<Result>(
  given: string | undefined,
  work: (sql: SqlFile) => Promise<Result> | Result,
  make = false,
): Promise<Result> {
  // Heavy: `--help` and wrong use answer without them.
  const { openCatalog } = await import('../../catalog/openCatalog.js')
  const { libraryPath } = await import('../../library/kept/libraryPath.js')
  const sql = openCatalog(libraryPath(given), make)
  try {
    return await work(sql)
  } finally {
    sql.close()
  }
}
