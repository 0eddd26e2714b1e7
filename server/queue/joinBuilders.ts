import type { Redis } from 'ioredis'
import { ShapekinError } from '../../shared/errors.js'
import { agreeOn, keepKey } from './agreeOn.js'

const BLENDER_KEY = 'shapekin:blender'

/**
 * Joins the workers of a Redis that build shapes. All must have the same Blender, so that all shapes of a run are
 * built by one version.
 *
 * @param blender version of this worker's Blender
 * @param address of the Redis, for errors
 * @returns a function that leaves the workers again
 * @throws ShapekinError `queue.otherVersions`
 */
export async function joinBuilders(redis: Redis, blender: string, address: string): Promise<() => void> {
  const found = await agreeOn(redis, BLENDER_KEY, blender)
  if (found !== blender)
    throw new ShapekinError('queue.otherVersions', { address, found: `Blender ${found}`, own: `Blender ${blender}` })
  return keepKey(redis, BLENDER_KEY, blender)
}

/** Version of the Blender that the building workers of a Redis have; null where there are none. */
export const blenderAt = (redis: Redis): Promise<string | null> => redis.get(BLENDER_KEY)
