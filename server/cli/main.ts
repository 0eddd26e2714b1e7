import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { VERSIONS } from '../system/versions.js'
import { EXIT, printError } from './command.js'
import { COMMAND_GROUPS, FIRST_STEPS } from './commandGroups.js'
import { SUMMARIES, type CommandName } from './summaries.js'

/** Each command's file; what it imports is loaded with it, so `shapekin --help` loads none of it. */
const LOADERS: Readonly<Record<CommandName, () => Promise<CommandUnknownOpts>>> = {
  run: async () => (await import('./runCommand.js')).runCommand,
  scene: async () => (await import('./sceneCommand.js')).sceneCommand,
  generate: async () => (await import('./generateCommand.js')).generateCommand,
  describe: async () => (await import('./describeCommand.js')).describeCommand,
  train: async () => (await import('./trainCommand.js')).trainCommand,
  embed: async () => (await import('./embedCommand.js')).embedCommand,
  cluster: async () => (await import('./clusterCommand.js')).clusterCommand,
  similar: async () => (await import('./similarCommand.js')).similarCommand,
  duplicates: async () => (await import('./duplicatesCommand.js')).duplicatesCommand,
  sort: async () => (await import('./sortCommand.js')).sortCommand,
  library: async () => (await import('./library/libraryCommand.js')).libraryCommand,
  evaluate: async () => (await import('./evaluateCommand.js')).evaluateCommand,
  variety: async () => (await import('./varietyCommand.js')).varietyCommand,
  pretrain: async () => (await import('./pretrainCommand.js')).pretrainCommand,
  start: async () => (await import('./startCommand.js')).startCommand,
  worker: async () => (await import('./workerCommand.js')).workerCommand,
  serve: async () => (await import('./serveCommand.js')).serveCommand,
  doctor: async () => (await import('./doctorCommand.js')).doctorCommand,
}

/** `shapekin`: parses the command line and runs one sub-command. */
const program = new Command('shapekin')
  .description('Finds families among 3D shapes and shows them, in color, in Blender.')
  .version(VERSIONS.shapekin)
  .enablePositionalOptions() // options after the name of a command belong to that command
  .exitOverride()
  .configureHelp({ subcommandTerm: (command) => command.name() })
  .addHelpText('after', FIRST_STEPS)

// Loads only the command that was called: `shapekin sort ...` or `shapekin help sort`. The others only need their line
// of the help.
const called = process.argv.slice(2).filter((word) => !word.startsWith('-'))
for (const [heading, names] of Object.entries(COMMAND_GROUPS))
  for (const name of names) {
    const command: CommandUnknownOpts = called.slice(0, 2).includes(name)
      ? await LOADERS[name]()
      : new Command(name).description(SUMMARIES[name])
    program.addCommand(command.helpGroup(heading))
  }

// A reader that has seen enough, such as `head`, closes its end of the pipe. Then nothing more is wanted; where only
// the log is not read, the work goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
  // The command itself was not reached, so it could not print the error as one object.
  if (error.exitCode !== 0 && process.argv.includes('--json'))
    printError({ code: 'input.invalid', message: error.message.replace(/^error: /, '') })
}
