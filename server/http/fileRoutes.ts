import { join } from 'node:path'
import { Router, type Request } from 'express'
import type { ErrorCode } from '../../shared/errorTable.js'
import { ShapekinError } from '../../shared/errors.js'

interface KeepsFiles {
  /** Folder of the files of an id, and their names, with `/` inside; throws where there is no such id. */
  filesOf(id: string): Files | Promise<Files>
}
interface Files {
  readonly folder: string
  readonly names: readonly string[]
}

/**
 * Routes of the files that runs, tasks or checkpoints keep: `/ID/files/NAME`.
 *
 * @param noFile error for a name that is not among them
 */
export function fileRoutes(keeper: KeepsFiles, noFile: Extract<ErrorCode, `${string}.noFile`>): Router {
  const router = Router()
  router.get('/:id/files/*name', async (request: Request<{ id: string; name: string[] }>, response) => {
    const { id, name: parts } = request.params
    const name = parts.join('/')
    const { folder, names } = await keeper.filesOf(id)
    if (!names.includes(name)) throw new ShapekinError(noFile, { id, name })
    response.sendFile(join(folder, name), { dotfiles: 'allow' })
  })
  return router
}
