import { rmSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ImportedFile } from '../../../shared/schema/importedFile.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { decodeFrame } from '../../../shared/wire/frame.js'
import { makeOwnFolder } from '../../blender/ownFolder.js'
import type { BlenderInstall } from '../../blender/blenderInstall.js'
import { startHeadlessBlender, type HeadlessBlender } from '../../blender/startHeadlessBlender.js'
import type { FilePart } from '../splitter.js'
import { MAX_TRIANGLES } from '../../mesh/limits.js'

/** Seconds. Blender starts in 20 s on a cold disk, and needs more on a busy machine. */
const START_SECONDS = 180

/**
 * How the import of a file ended: with its shapes, or with the reason why the Blender that read it is gone.
 * `hasStarted` = that Blender had come as far as reading files.
 */
export type ImportOutcome =
  { readonly parts: readonly FilePart[] } | { readonly died: string; readonly hasStarted: boolean }

/** One Blender that imports one file after another, and the folder in which it leaves their meshes. */
export class ImportingBlender {
  private readonly folder = makeOwnFolder()
  private readonly process: HeadlessBlender
  private death: string | undefined
  private asked = 0
  private wake: () => void = () => undefined

  constructor(install: BlenderInstall) {
    this.process = startHeadlessBlender(install, {
      args: ['import', '--out', this.folder, '--max-triangles', `${MAX_TRIANGLES}`],
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
   * Imports a file. Only one may be imported at a time. Close a Blender that took too long.
   *
   * @param path    absolute
   * @param seconds for the file alone, without Blender's start
   * @throws the signal's reason
   */
  async read(path: string, split: SplitChoice, seconds: number, signal: AbortSignal): Promise<ImportOutcome> {
    const index = this.asked++
    this.process.tell(JSON.stringify({ path, split }))
    const late = (limit: number) => `it took more than ${limit} s`
    const atStart = await this.made('ready', START_SECONDS, `Blender did not start: ${late(START_SECONDS)}`, signal)
    if (atStart !== undefined) return { died: atStart, hasStarted: false }
    const death = await this.made(`${index}.json`, seconds, late(seconds), signal)
    return death === undefined ? { parts: await this.take(index) } : { died: death, hasStarted: true }
  }

  async close(): Promise<void> {
    await this.process.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Waits until a file in the folder is there. @returns undefined when it is, else why it never will be */
  private async made(name: string, seconds: number, whyLate: string, signal: AbortSignal): Promise<string | undefined> {
    const timer = setTimeout(() => {
      this.death ??= whyLate
      this.wake()
    }, seconds * 1000)
    const abort = () => this.wake()
    signal.addEventListener('abort', abort)
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => (this.wake = resolve))
        signal.throwIfAborted()
        const { death } = this // read first, because the file may be made between the two looks
        if (await exists(join(this.folder, name))) return undefined
        if (death !== undefined) return death
        await woken
      }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  private async take(index: number): Promise<FilePart[]> {
    const done = join(this.folder, `${index}.json`)
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
