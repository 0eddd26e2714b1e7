import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporaryFolder.js'

export interface SmallDisk {
  readonly folder: string
  /** Fills it until at most so many bytes are free; Infinity takes the filling away. */
  leave(bytes: number): void
  /** From now on nothing on it can be written or removed, or everything again. */
  setReadOnly(isReadOnly: boolean): void
}

export const DISK_KINDS = ['tmpfs', 'ext4'] as const

/** A real file system of so many bytes, gone after the test. Undefined where mounting is not allowed: the test is then skipped. */
export function smallDisk(kind: (typeof DISK_KINDS)[number], bytes: number): SmallDisk | undefined {
  const around = temporaryFolder()
  const folder = join(around, 'disk')
  mkdirSync(folder)
  try {
    if (kind === 'tmpfs') run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder)
    else {
      const image = join(around, 'image')
      writeFileSync(image, '')
      truncateSync(image, bytes)
      run('mkfs.ext4', '-q', '-F', '-m', '0', image)
      run('mount', '-o', 'loop', image, folder)
    }
  } catch {
    return undefined
  }
  onTestFinished(() => void run('umount', '-l', folder))
  const ballast = join(folder, 'ballast')
  const free = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    folder,
    leave(left) {
      rmSync(ballast, { force: true })
      // ext4 takes some blocks for itself, and places a file only when it is synced: until not a byte goes in any more.
      for (let bytes = free() - left; bytes >= 1; bytes = Math.min(free() - left, bytes / 2))
        try {
          writeFileSync(ballast, Buffer.alloc(bytes, 1), { flag: 'a', flush: true })
        } catch {
          // A smaller piece may still go in.
        }
    },
    setReadOnly: (isReadOnly) => void run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder),
  }
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'ignore' })
