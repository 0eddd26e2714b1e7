import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Copies a finished folder to its place: all of it or nothing. What is there, an earlier one, is replaced. */
export function exportFolder(source: string, folder: string): void {
  const replaced = `${folder}.old-${process.pid}`
  try {
    mkdirSync(dirname(folder), { recursive: true })
    cpSync(source, staging(folder), { recursive: true })
    if (existsSync(folder)) renameSync(folder, replaced)
    renameSync(staging(folder), folder)
    rmSync(replaced, { recursive: true, force: true })
  } finally {
    rmSync(staging(folder), { recursive: true, force: true })
  }
}

/** Beside its place, so that the last step is a rename on one file system. */
const staging = (folder: string): string =>
  join(dirname(folder), `.${folder.split(/[\\/]/).at(-1)}.partial-${process.pid}`)
