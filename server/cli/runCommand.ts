import { resolve } from 'node:path'
import { parse } from '../../shared/parse.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { WorkContext } from '../../shared/progress.js'
import { readConfig } from '../config.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { checkReplaceable } from './checkOutput.js'
import { isExperiment, makeExperiment } from './makeExperiment.js'
import { redisOption, storeOption, withQueue, type GivenQueue } from './queueOptions.js'
import { FIELDS } from './generated/fields.js'
import { schemaOptions } from './schemaOptions.js'

export const runCommand = command('run')
for (const option of schemaOptions(FIELDS.RunRequest)) runCommand.addOption(option)
runCommand
  .addOption(redisOption())
  .addOption(storeOption())
  .requiredOption('--out <folder>', 'folder for report.json, tables, pictures, scene and checkpoint')
  .action(({ out, json, redis, store, ...request }) =>
    runAtEdge({ json }, async (context) => {
      const { RunRequest } = await import('../../shared/schema/runRequest.js') // heavy, see run
      return run(parse(RunRequest, request), resolve(out), { redis, store }, context)
    }),
  )

async function run(request: RunRequest, out: string, queue: GivenQueue, context: WorkContext): Promise<CommandResult> {
  checkReplaceable(out, isExperiment)
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(readConfig(withQueue(process.env, queue), 0), 'guest')
  try {
    return await makeExperiment(shapekin, request, out, { isAnew: true, isLeftUnderWay: false }, context)
  } finally {
    await shapekin.close()
  }
}
