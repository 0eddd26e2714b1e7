import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../../server/blender/findPython.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** The first on PATH may be somebody's own, without the packages of the system. */
const SYSTEM_PYTHONS = ['python3', '/usr/bin/python3']

/**
 * A Python that has these packages: the system's own, else a virtual environment under .cache/peers, made on the first call.
 * Versions after `==` are for the environment; the system's may be others.
 */
export function peerPython(name: string, packages: readonly string[]): string {
  const modules = modulesOf(packages)
  const has = (python: string) => spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0
  return remember(SYSTEM_PYTHONS.find(has) ?? ownPython(name, packages, { path: 'python3', args: [] }), modules)
}

/**
 * The Python of a virtual environment under .cache/peers with these packages, which are only for one version of Python.
 *
 * @param version `3.11`
 */
export async function peerPythonOf(version: string, name: string, packages: readonly string[]): Promise<string> {
  const base = await findPython(version)
  if (base === undefined) throw new Error(`There is no Python ${version} here.`)
  return remember(ownPython(name, packages, base), modulesOf(packages))
}

const modulesOf = (packages: readonly string[]): string[] => packages.map((each) => each.split('==')[0])

function remember(python: string, modules: readonly string[]): string {
  asked.set(python, new Set([...(asked.get(python) ?? []), ...modules]))
  return python
}

/** By Python: the packages that it was asked for. */
const asked = new Map<string, Set<string>>()

/** Versions of the packages that peers were asked for, and of their Pythons. */
export function pythonVersions(): Record<string, string> {
  const versions: Record<string, string> = {}
  for (const [python, packages] of asked) {
    const script =
      'import importlib.metadata as m, json, platform, sys; ' +
      'print(json.dumps({"python": platform.python_version()} | {name: m.version(name) for name in sys.argv[1:]}))'
    Object.assign(versions, JSON.parse(execFileSync(python, ['-c', script, ...packages], { encoding: 'utf8' })))
  }
  return versions
}

function ownPython(name: string, packages: readonly string[], base: { path: string; args: string[] }): string {
  const folder = join(PROJECT_ROOT, '.cache/peers', name)
  const python = join(folder, 'bin/python')
  if (!existsSync(join(folder, '.complete'))) {
    console.error(`installing ${packages.join(', ')} into ${folder}`)
    execFileSync(base.path, [...base.args, '-m', 'venv', folder])
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' })
    execFileSync('touch', [join(folder, '.complete')])
  }
  return python
}
