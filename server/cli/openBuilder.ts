import { readConfig } from '../config.js'
import { startShapekin } from '../main.js'
import type { Fleet } from '../queue/enterFleet.js'
import { joinBuilders } from '../queue/joinBuilders.js'
import type { ShapeBuilder } from '../session/shapeBuilder.js'

/** The Blender of a worker, and the server that it talks to. */
export interface OpenBuilder {
  readonly builder: ShapeBuilder
  /** Version of that Blender. */
  readonly blender: string
  close(): Promise<void>
}

/**
 * Starts a Blender that builds shapes for other machines on the same Redis.
 *
 * @throws ShapekinError `queue.otherVersions` where their Blender is of another version; `blender.notFound` and its
 *   kin
 */
export async function openBuilder({ redis, address }: Fleet): Promise<OpenBuilder> {
  const shapekin = await startShapekin({ ...readConfig(process.env, 0), queue: undefined }, 'guest')
  const builder = shapekin.newBuilder()
  let leave = () => {}
  const close = async () => {
    leave()
    await builder.close()
    await shapekin.close()
  }
  try {
    const blender = await builder.version()
    leave = await joinBuilders(redis, blender, address)
    return { builder, blender, close }
  } catch (cause) {
    await close()
    throw cause
  }
}
