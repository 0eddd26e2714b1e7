import { readConfig } from '../config.js'
import { untilUnused } from '../system/untilUnused.js'
import { command, runAtEdge } from './command.js'
import { portOption } from './portOption.js'
import { redisOption, storeOption, withQueue } from './queueOptions.js'
import { untilAborted } from './untilAborted.js'

export const serveCommand = command('serve')
  .addOption(portOption())
  .addOption(redisOption())
  .addOption(storeOption())
  .option('--until-left', 'end by itself a minute after the last Blender or browser has left and all work is done')
  .action(({ port, json, untilLeft, ...queue }) =>
    runAtEdge({ json }, async ({ signal }) => {
      const { keepServing } = await import('./keepServing.js') // heavy: `--help` and wrong use answer without it
      return keepServing(readConfig(withQueue(process.env, queue), port), json, (shapekin) =>
        untilLeft ? untilUnused(() => shapekin.wasUsed(), signal) : untilAborted(signal),
      )
    }),
  )
