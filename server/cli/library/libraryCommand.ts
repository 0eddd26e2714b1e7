import { command } from '../command.js'
import { addCommand } from './addCommand.js'
import { listCommand } from './listCommand.js'
import { similarCommand } from './similarCommand.js'

/** `shapekin library ...`: its parts are commands of their own. */
export const libraryCommand = command('library')
  .enablePositionalOptions() // what stands behind a part is of the part
  .addCommand(addCommand)
  .addCommand(listCommand)
  .addCommand(similarCommand)
