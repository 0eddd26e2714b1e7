import { randomBytes } from 'node:crypto'
import { readFile, rename, unlink, writeFile } from 'node:fs'
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ShapekinError } from '../../../shared/errors.js'
import { outputError } from '../../system/writeWhole.js'
import type { BlobKey, BlobStore } from './blobStore.js'

/**
 * Functions that each shape needs, with callbacks: `fs/promises` would make a FileHandle for each file, and check
 * twice before it removes one.
 */
const files = {
  read: promisify(readFile),
  write: promisify(writeFile),
  rename: promisify(rename),
  remove: promisify(unlink),
}

/** A folder that all machines can access, on this computer or a network drive. */
export class FolderStore implements BlobStore {
  constructor(private readonly folder: string) {}

  get name(): string {
    return this.folder
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async get(key: BlobKey): Promise<Uint8Array | undefined> {
    try {
      return await files.read(this.path(key))
    } catch (cause) {
      if (isMissing(cause)) return undefined
      throw this.failure(cause)
    }
  }

  /**
   * Writes a blob, without syncing it to the disk: a blob that a power loss damages is found by its checksum, and made
   * again.
   *
   * @throws ShapekinError `output.diskFull`, `output.notWritable`
   */
  async put(key: BlobKey, bytes: Uint8Array): Promise<void> {
    const path = this.path(key)
    const temporary = `${path}.${randomBytes(6).toString('hex')}.partial`
    try {
      await files.write(temporary, bytes, { flag: 'wx' }).catch(async (cause: unknown) => {
        if (!isMissing(cause)) throw cause
        await mkdir(dirname(path), { recursive: true })
        await files.write(temporary, bytes, { flag: 'wx' })
      })
      await files.rename(temporary, path)
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw outputError(path, cause)
    }
  }

  has(key: BlobKey): Promise<boolean> {
    return access(this.path(key)).then(
      () => true,
      () => false,
    )
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async remove(key: BlobKey): Promise<void> {
    await files.remove(this.path(key)).catch((cause: unknown) => {
      if (!isMissing(cause)) throw this.failure(cause)
    })
  }

  async tidy(before: number): Promise<void> {
    for (const kind of ['mesh', 'result'])
      for (const start of await namesIn(join(this.folder, kind)))
        for (const name of await namesIn(join(this.folder, kind, start))) {
          const path = join(this.folder, kind, start, name)
          const file = await stat(path).catch(() => undefined)
          if (file && file.mtimeMs < before) await rm(path, { force: true }).catch(() => undefined)
        }
  }

  private path(key: BlobKey): string {
    const [kind, digest] = key.split('/')
    return join(this.folder, kind, digest.slice(0, 2), digest.slice(2))
  }

  private failure(cause: unknown): ShapekinError {
    const { code, message } = cause as NodeJS.ErrnoException
    return new ShapekinError('queue.storeFailed', { store: this.name, reason: code ?? message }, { cause })
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const isMissing = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT'
