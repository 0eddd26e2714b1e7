import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { writeWholeSync } from '../system/writeWhole.js'
import type { BlenderInstall } from './blenderInstall.js'
import { blenderCandidates, type BlenderCandidate } from './findBlender.js'
import { installAt } from './probeBlender.js'
import { programStamp } from './programStamp.js'

const Kept = z.object({
  /** Every place where a Blender was looked for, with the stamp of what was there. */
  places: z.array(z.tuple([z.string(), z.string().nullable()])),
  path: z.string(),
  version: z.string(),
})

/**
 * A file that says which Blender was found, so that the next process need not start one to find it (1 s). It counts
 * only while the same programs lie in the same places; one that has come, gone or been replaced may be another choice.
 */
export class KeptBlender {
  constructor(
    private readonly file: string,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** The Blender that was found, unless it has to be looked for. */
  read(): BlenderInstall | undefined {
    try {
      const { places, path, version } = Kept.parse(JSON.parse(readFileSync(this.file, 'utf8')))
      const candidates = blenderCandidates(this.env)
      if (JSON.stringify(places) !== JSON.stringify(placesOf(candidates))) return undefined
      // Only a place of ours is ever started, whatever the file says.
      const candidate = candidates.find((other) => other.path === path)
      return candidate && { ...installAt(path, candidate.env), version }
    } catch {
      return undefined
    }
  }

  /** Never throws: where it can not be written, Blender is looked for again. */
  write({ path, version }: BlenderInstall): void {
    try {
      const places = placesOf(blenderCandidates(this.env))
      writeWholeSync(this.file, JSON.stringify({ places, path, version } satisfies z.infer<typeof Kept>))
    } catch {
      this.forget()
    }
  }

  forget(): void {
    try {
      rmSync(this.file, { force: true })
    } catch {
      // It can not be removed where the home can not be written.
    }
  }
}

const placesOf = (candidates: readonly BlenderCandidate[]): [path: string, stamp: string | null][] =>
  candidates.map(({ path }) => [path, programStamp(path) ?? null])
