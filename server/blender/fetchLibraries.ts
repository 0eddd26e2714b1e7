import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '#scripts/lib/runProgram.js'

/**
 * Debian packages that a bpy wheel loads: libraries for windows, which it never opens, and OpenGL to render without a
 * display.
 */
const DEBIAN_PACKAGES = 'libgl1 libegl1 libxi6 libxfixes3 libxrender1 libxxf86vm1 libsm6 libxkbcommon0'.split(' ')

const TRIPLET: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

/** Whether `fetchLibraries` can work here: it needs Debian's tools, but not root. */
export const canFetchLibraries = (): boolean => existsSync('/usr/bin/apt-get') && process.arch in TRIPLET

/**
 * Unpacks the system libraries that are missing here into `folder`, without installing them and without root (150 MB,
 * most of it the software renderer).
 */
export async function fetchLibraries(folder: string, say: (text: string) => void): Promise<void> {
  const plan = await runProgram('apt-get', ['install', '--simulate', '--no-install-recommends', ...DEBIAN_PACKAGES])
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name)
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  say(`download ${missing.length} system libraries`)
  await runProgram('apt-get', ['download', ...missing], { cwd: partial, seconds: 600 })
  for (const name of await readdir(partial)) {
    await runProgram('dpkg-deb', ['-x', join(partial, name), partial])
    await rm(join(partial, name))
  }
  await rename(partial, folder)
}

/** Environment variables that make the dynamic loader, and Mesa behind it, look for libraries in `folder`. */
export function librariesEnvironment(folder: string): Record<string, string> {
  const libraries = join(folder, 'usr/lib', TRIPLET[process.arch] ?? '')
  return {
    LD_LIBRARY_PATH: libraries,
    LIBGL_DRIVERS_PATH: join(libraries, 'dri'),
    __EGL_VENDOR_LIBRARY_DIRS: join(folder, 'usr/share/glvnd/egl_vendor.d'),
  }
}
