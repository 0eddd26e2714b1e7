import type { Redis } from 'ioredis'
import { ShapekinError } from '../../shared/errors.js'
import { agreeOn, keepKey } from './agreeOn.js'

const BLENDER_KEY = 'shapekin:blender'

/**
 * Joins the workers of a Redis that build shapes: all have the same Blender, so that a run is of one.
 *
 * @param blender version of the own one
 * @param address for sentences
 * @returns leaves again
 * @throws ShapekinError `queue.otherVersions`
 */
export async function joinBuilders(redis: Redis, blender: string, address: string): Promise<() => void> {
  const found = await agreeOn(redis, BLENDER_KEY, blender)
  if (found !== blender)
    throw new ShapekinError('queue.otherVersions', { address, found: `Blender ${found}`, own: `Blender ${blender}` })
  return keepKey(redis, BLENDER_KEY, blender)
}

/** Version of the Blender with which shapes are built at a Redis; null where nobody does. */
export const blenderAt = (redis: Redis): Promise<string | null> => redis.get(BLENDER_KEY)
