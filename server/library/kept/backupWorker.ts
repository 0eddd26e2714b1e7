import { backupCatalog } from '../../catalog/backupCatalog.js'
import { openCatalog } from '../../catalog/openCatalog.js'
import { answering } from '../../executor/answering.js'

/** What the thread of ServedLibrary.withBackup runs. */
export default answering(({ path, out }: { readonly path: string; readonly out: string }) => {
  const sql = openCatalog(path)
  try {
    backupCatalog(sql, out)
  } finally {
    sql.close()
  }
})
