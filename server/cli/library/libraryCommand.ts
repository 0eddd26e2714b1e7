import { command } from '../command.js'
import { addCommand } from './addCommand.js'
import { backupCommand } from './backupCommand.js'
import { duplicatesCommand } from './duplicatesCommand.js'
import { exportCommand } from './exportCommand.js'
import { familiesCommand } from './familiesCommand.js'
import { listCommand } from './listCommand.js'
import { removeCommand } from './removeCommand.js'
import { similarCommand } from './similarCommand.js'
import { sortCommand } from './sortCommand.js'
import { watchCommand } from './watchCommand.js'

/** `shapekin library ...`: its parts are commands of their own. */
export const libraryCommand = command('library')
  .enablePositionalOptions() // options after the name of a part belong to that part
  .addCommand(addCommand)
  .addCommand(watchCommand)
  .addCommand(listCommand)
  .addCommand(similarCommand)
  .addCommand(duplicatesCommand)
  .addCommand(familiesCommand)
  .addCommand(sortCommand)
  .addCommand(exportCommand)
  .addCommand(removeCommand)
  .addCommand(backupCommand)
