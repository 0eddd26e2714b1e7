import { join } from 'node:path'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** Saves the scene of test/blender/mixed_scene.py; its path. */
export async function saveMixedScene(install: BlenderInstall, folder: string): Promise<string> {
  const path = join(folder, 'mixed.blend')
  const script = join(PROJECT_ROOT, 'test/blender/mixed_scene.py')
  await startHeadlessBlender(install, { script, args: [path], seconds: 60 }).ended
  return path
}

/** What is said of each object of that scene which has no group. */
export const LEFT_OUT = {
  'ball.001': 'scene.metaballPart',
  broken: 'mesh.nonFinite',
  disabled: 'scene.disabled',
  excluded: 'scene.excluded',
  nothing: 'scene.noSurface',
  points: 'scene.noFaces',
  'stand.0': 'scene.collectionInstance',
  'stand.1': 'scene.collectionInstance',
  'stand.2': 'scene.collectionInstance',
}

/** Objects of that scene whose families are plain to see, by the first letters of their names. */
export const FAMILIES = { chair: 6, copy: 8, table: 4, vase: 5 }
