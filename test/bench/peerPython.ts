import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/projectRoot.js'

/** Python of a virtual environment under .cache/peers that holds these packages; made on the first call. */
export function peerPython(name: string, packages: readonly string[]): string {
  const folder = join(PROJECT_ROOT, '.cache/peers', name)
  const python = join(folder, 'bin/python')
  if (!existsSync(join(folder, '.complete'))) {
    console.error(`installing ${packages.join(', ')} into ${folder}`)
    execFileSync('python3', ['-m', 'venv', folder])
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' })
    execFileSync('touch', [join(folder, '.complete')])
  }
  return python
}
