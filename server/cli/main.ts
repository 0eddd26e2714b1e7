import { Command, CommanderError } from '@commander-js/extra-typings'
import { EXIT } from './command.js'
import { describeCommand } from './describeCommand.js'
import { clusterCommand } from './clusterCommand.js'
import { doctorCommand } from './doctorCommand.js'
import { embedCommand } from './embedCommand.js'
import { pretrainCommand } from './pretrainCommand.js'
import { generateCommand } from './generateCommand.js'
import { runCommand } from './runCommand.js'
import { serveCommand } from './serveCommand.js'
import { similarCommand } from './similarCommand.js'
import { sortCommand } from './sortCommand.js'
import { trainCommand } from './trainCommand.js'

/** `shapekin`: parses the command line and runs one sub-command. */
const program = new Command('shapekin')
  .description('Finds families among 3D shapes and shows them, in color, in Blender.')
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
}
