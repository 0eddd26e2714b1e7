import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

export interface Measured {
  readonly triangles: number
  readonly area: number
  readonly box: readonly number[]
}

export interface Exported {
  readonly files: readonly string[]
  readonly whole: Measured
  readonly objects: Readonly<Record<string, Measured>>
  readonly blend: Measured
  readonly blendObjects: Readonly<Record<string, Measured>>
}

/** A scene in all formats that this Blender writes. */
export async function exportScene(install: BlenderInstall, folder: string): Promise<Exported> {
  const lines: string[] = []
  const script = join(PROJECT_ROOT, 'test/blender/export_scene.py')
  const onLog = (line: string) => lines.push(line)
  await startHeadlessBlender(install, { args: [folder], script, seconds: 110, onLog }).ended.catch(() => undefined)
  try {
    return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Exported
  } catch {
    return expect.fail(lines.join('\n'))
  }
}
