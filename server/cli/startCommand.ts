import { resolve } from 'node:path'
import { toShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { readConfig } from '../config.js'
import { command, runAtEdge } from './command.js'
import { checkReplaceable } from './checkOutput.js'
import { isExperiment, makeExperiment } from './makeExperiment.js'
import { portOption } from './portOption.js'
import { FIELDS } from './generated/fields.js'
import { schemaOptions } from './schemaOptions.js'
import { untilAborted } from './untilAborted.js'

export const startCommand = command('start')
for (const option of schemaOptions(FIELDS.RunRequest)) startCommand.addOption(option)
startCommand
  .option('--out <folder>', 'folder for report.json, tables, pictures, scene and checkpoint', 'out')
  .option('--again', 'make the experiment anew, even where it is kept from before')
  .addOption(portOption())
  .action(({ out, again, port, json, ...options }) =>
    runAtEdge({ json }, async ({ signal, progress }) => {
      const { RunRequest } = await import('../../shared/schema/runRequest.js') // heavy: `--help` and wrong use answer without it
      const { keepServing } = await import('./keepServing.js')
      const [request, folder] = [parse(RunRequest, options), resolve(out)]
      checkReplaceable(folder, isExperiment)
      const manner = { isAnew: again === true, isLeftUnderWay: true }
      return keepServing(readConfig(process.env, port), json, async (shapekin, page) => {
        try {
          const result = await makeExperiment(shapekin, request, folder, manner, { signal, progress })
          // Printed once more, because the address printed at first has scrolled away.
          process.stdout.write(`${json ? JSON.stringify(result.json) : `${result.text}\npage      ${page}`}\n`)
        } catch (cause) {
          // The server goes on, because its page tells of this experiment and of the others.
          process.stderr.write(`shapekin: ${toShapekinError(cause).message}\n`)
        }
        await untilAborted(signal)
      })
    }),
  )
