import { Command, CommanderError } from '@commander-js/extra-typings'
import { VERSIONS } from '../system/versions.js'
import { clusterCommand } from './clusterCommand.js'
import { EXIT, printError } from './command.js'
import { describeCommand } from './describeCommand.js'
import { doctorCommand } from './doctorCommand.js'
import { embedCommand } from './embedCommand.js'
import { generateCommand } from './generateCommand.js'
import { pretrainCommand } from './pretrainCommand.js'
import { runCommand } from './runCommand.js'
import { serveCommand } from './serveCommand.js'
import { similarCommand } from './similarCommand.js'
import { sortCommand } from './sortCommand.js'
import { trainCommand } from './trainCommand.js'

/** `shapekin`: parses the command line and runs one sub-command. */
const program = new Command('shapekin')
  .description('Finds families among 3D shapes and shows them, in color, in Blender.')
  .version(VERSIONS.shapekin)
  .exitOverride()
  .addCommand(runCommand)
  .addCommand(generateCommand)
  .addCommand(describeCommand)
  .addCommand(trainCommand)
  .addCommand(embedCommand)
  .addCommand(clusterCommand)
  .addCommand(similarCommand)
  .addCommand(sortCommand)
  .addCommand(pretrainCommand)
  .addCommand(serveCommand)
  .addCommand(doctorCommand)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
  // The command itself was not reached, so it could not say it as one object.
  if (error.exitCode !== 0 && process.argv.includes('--json'))
    printError({ code: 'input.invalid', message: error.message.replace(/^error: /, '') })
}
