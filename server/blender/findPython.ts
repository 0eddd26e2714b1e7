import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '#scripts/lib/runProgram.js'

const PROBE = 'import sys; print("%d.%d" % sys.version_info[:2])'

/** A Python of exactly this version (`3.11`): on PATH, Windows' launcher, or pyenv. */
export async function findPython(version: string): Promise<{ path: string; args: string[] } | undefined> {
  for (const candidate of candidates(version)) {
    const answer = await runProgram(candidate.path, [...candidate.args, '-c', PROBE], { seconds: 30 }).catch(() => '')
    if (answer.trim() === version) return candidate
  }
  return undefined
}

function candidates(version: string): { path: string; args: string[] }[] {
  const plain = [`python${version}`, 'python3', 'python', `/usr/bin/python${version}`, ...pyenvPythons(version)]
  const launcher = process.platform === 'win32' ? [{ path: 'py', args: [`-${version}`] }] : []
  return [...plain.map((path) => ({ path, args: [] })), ...launcher]
}

function pyenvPythons(version: string): string[] {
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions')
  if (!existsSync(versions)) return []
  return readdirSync(versions)
    .filter((name) => name.startsWith(`${version}.`))
    .map((name) => join(versions, name, 'bin', 'python'))
}
