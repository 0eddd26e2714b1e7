import { spawnSync } from 'node:child_process'

/** Debian's own Python, where its packages are; another may be first on PATH. */
const PYTHON = '/usr/bin/python3'

/** Why Debian's Python can not import this module: it is not installed here (scripts/test.js installs it where it may). */
export const whyNoModule = (module: string): string | undefined =>
  spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0 ? undefined : `no ${module} for ${PYTHON}`

/** What a script prints, as JSON. */
export function runPython<T>(script: string, ...args: readonly string[]): T {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as T
}
