import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportedFile } from '../../../shared/schema/importedFile.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { decodeFrame } from '../../../shared/wire/frame.js'
import type { BlenderInstall } from '../../blender/probeBlender.js'
import { startHeadlessBlender, type HeadlessBlender } from '../../blender/startHeadlessBlender.js'
import type { FilePart } from '../splitter.js'
import { MAX_TRIANGLES } from '../../mesh/limits.js'

/** How a file ended: its shapes, or why the Blender that read it is gone. `hasStarted` = it had come as far as reading files. */
export type ImportOutcome =
  { readonly parts: readonly FilePart[] } | { readonly died: string; readonly hasStarted: boolean }

/** One Blender that imports a list of files, and the folder in which it leaves what they hold. */
export class ImportingBlender {
  private readonly folder = mkdtempSync(join(tmpdir(), 'shapekin-imports-'))
  private readonly process: HeadlessBlender
  private death: string | undefined
  private wake: () => void = () => undefined

  /** @param paths absolute, in the order in which `outcome` is asked for them */
  constructor(install: BlenderInstall, paths: readonly string[], split: SplitChoice) {
    const files = join(this.folder, 'files.json')
    writeFileSync(files, JSON.stringify(paths))
    this.process = startHeadlessBlender(install, {
      args: ['import', '--files', files, '--out', this.folder, '--split', split, '--max-triangles', `${MAX_TRIANGLES}`],
      onLog: () => this.wake(),
    })
    void this.process.ended
      .then(
        () => (this.death = 'Blender ended'),
        (cause: Error) => (this.death = cause.message),
      )
      .then(() => this.wake())
  }

  /**
   * Waits for the file of this number; what was left in the folder is taken away. A Blender that takes too long is ended.
   *
   * @throws the signal's reason
   */
  async outcome(index: number, seconds: number, signal: AbortSignal): Promise<ImportOutcome> {
    const done = join(this.folder, `${index}.json`)
    const timer = setTimeout(() => {
      this.death ??= `it took more than ${seconds} s`
      this.wake()
    }, seconds * 1000)
    const abort = () => this.wake()
    signal.addEventListener('abort', abort)
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => (this.wake = resolve))
        signal.throwIfAborted()
        const isDead = this.death // first: a file may be finished between the two looks
        if (await exists(done)) return { parts: await this.take(index, done) }
        if (isDead !== undefined) return { died: isDead, hasStarted: await exists(join(this.folder, 'ready')) }
        await woken
      }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    await this.process.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async take(index: number, done: string): Promise<FilePart[]> {
    const { shapes } = ImportedFile.parse(JSON.parse(await readFile(done, 'utf8')))
    const parts: FilePart[] = []
    for (const [k, { name, refused }] of shapes.entries()) {
      const path = join(this.folder, `${index}-${k}.mesh`)
      parts.push({ name, shape: refused ? { refused } : await readFrame(path) })
      await rm(path, { force: true })
    }
    await rm(done)
    return parts
  }
}

async function readFrame(path: string): Promise<FilePart['shape']> {
  const frame = decodeFrame(await readFile(path))
  if (frame.type !== 'mesh') throw new Error(`${path} is no mesh`)
  return { positions: frame.positions, triangles: frame.triangles }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
