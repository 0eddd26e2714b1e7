import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const findRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))

/** The project's folder, whether this runs from the sources (vitest) or from dist/. */
export const PROJECT_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)))

/** URL of a compiled module, for worker threads and child processes, which can not run TypeScript: `server/x/y.js`. */
export const compiledUrl = (module: string): URL => pathToFileURL(join(PROJECT_ROOT, 'dist', module))
