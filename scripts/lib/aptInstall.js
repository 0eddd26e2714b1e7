import { existsSync } from 'node:fs'
import { runProgram } from './runProgram.js'

/** Whether system packages can be installed without asking anybody: as root on Debian or a relative of it. */
export const canUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

let hasFreshLists = false

/**
 * Installs the named Debian packages and what they need, without recommended ones.
 * @param {string[]} packages
 * @param {(line: string) => void} [onLine]
 */
export async function aptInstall(packages, onLine) {
  const apt = (...args) =>
    runProgram('apt-get', ['-y', '-q', ...args], { env: { DEBIAN_FRONTEND: 'noninteractive' }, seconds: 1200, onLine })
  if (!hasFreshLists) await apt('update')
  hasFreshLists = true
  await apt('install', '--no-install-recommends', ...packages)
}
