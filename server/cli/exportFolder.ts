import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'

/** The file that marks a folder as that of a run, which a new run may replace. */
const RUN_MARK = 'report.json'

const entries = (folder: string): string[] | undefined => {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Before a long run: makes sure that its output can be put there.
 * @param mark a folder that is not empty may be replaced when it has this file
 * @throws ShapekinError `run.outNotEmpty`, `output.notWritable`
 */
export function checkOutputFolder(folder: string, mark = RUN_MARK): void {
  try {
    const present = entries(folder)
    if (present && present.length > 0 && !present.includes(mark))
      throw new ShapekinError('run.outNotEmpty', { path: folder })
    mkdirSync(staging(folder), { recursive: true })
    rmSync(staging(folder), { recursive: true })
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new ShapekinError('output.notWritable', { path: folder, reason }, { cause })
  }
}

/** Copies a finished folder to its place: all of it or nothing. An earlier run's folder is replaced. */
export function exportFolder(source: string, folder: string): void {
  const replaced = `${folder}.old-${process.pid}`
  try {
    mkdirSync(dirname(folder), { recursive: true })
    cpSync(source, staging(folder), { recursive: true })
    const hadOne = entries(folder) !== undefined
    if (hadOne) renameSync(folder, replaced)
    renameSync(staging(folder), folder)
    rmSync(replaced, { recursive: true, force: true })
  } finally {
    rmSync(staging(folder), { recursive: true, force: true })
  }
}

/** Beside its place, so that the last step is a rename on one file system. */
const staging = (folder: string): string =>
  join(dirname(folder), `.${folder.split(/[\\/]/).at(-1)}.partial-${process.pid}`)
