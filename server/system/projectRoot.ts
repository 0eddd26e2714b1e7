import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const findRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))

/** The project's folder, both when run from the sources (vitest) and from dist/. */
export const PROJECT_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)))

/**
 * URL of a compiled module such as `server/x/y.js`. Worker threads and child processes need it, because they can not
 * run TypeScript.
 */
export const compiledUrl = (module: string): URL => pathToFileURL(join(PROJECT_ROOT, 'dist', module))
