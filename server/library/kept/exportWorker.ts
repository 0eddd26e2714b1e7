import { openCatalog } from '../../catalog/openCatalog.js'
import { answering } from '../../executor/answering.js'
import { exportLibrary, type Exported, type ExportFormat } from './exportLibrary.js'

interface Asked {
  /** Path of the catalog. */
  readonly path: string
  readonly out: string
  readonly what: Exported
  readonly format: ExportFormat
}

/** What the thread of ServedLibrary.table runs. */
export default answering(async ({ path, out, what, format }: Asked) => {
  const sql = openCatalog(path)
  try {
    return await exportLibrary(sql, out, what, format)
  } finally {
    sql.close()
  }
})
