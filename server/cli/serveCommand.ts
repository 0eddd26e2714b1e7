import { once } from 'node:events'
import { DEFAULT_PORT } from '../../shared/protocol.js'
import { readConfig } from '../config.js'
import { command, runAtEdge } from './command.js'
import { wholeNumberOption } from './valueOptions.js'
import { openHome, type Home } from '../system/home.js'
import { findServer } from '../system/homeLock.js'
import { isLive } from '../run/runState.js'
import { rememberHome } from '../system/rememberHome.js'
import { untilUnused } from '../system/untilUnused.js'
import { rememberProject } from '#scripts/lib/rememberProject.js'

export const serveCommand = command('serve')
  .addOption(wholeNumberOption('--port <number>', 'to listen on; 0 = any free one', 0, 65535).default(DEFAULT_PORT))
  .option('--until-left', 'end by itself a minute after the last Blender or browser has left and all work is done')
  .action(({ port, json, untilLeft }) =>
    runAtEdge({ json }, async ({ signal }) => {
      const config = readConfig(process.env, port)
      const running = findServer(config.home)
      if (running !== undefined) {
        const found = whereToFind(running, openHome(config.home))
        return { json: found, text: `A server works in ${config.home} already: ${found.page}` }
      }
      const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
      const shapekin = await startShapekin(config)
      const { address, home } = shapekin
      rememberHome(home.folder)
      rememberProject()
      const found = whereToFind(address, home)
      process.stdout.write(
        json
          ? `${JSON.stringify(found)}\n`
          : `Shapekin serves ${found.page}\nThe token for add-on and REST is in ${found.token_file}. Ctrl-C ends it.\n`,
      )
      if (untilLeft) await untilUnused(() => shapekin.isInUse, signal)
      else if (!signal.aborted) await once(signal, 'abort')
      await shapekin.close()
      const left = shapekin.runs.list().filter(({ state }) => isLive(state)).length
      return {
        json: { closed: true, left },
        text: left === 0 ? 'Closed.' : `Closed. ${left === 1 ? '1 run goes' : `${left} runs go`} on at the next start.`,
      }
    }),
  )

const whereToFind = (address: string, { token, tokenFile }: Home) => ({
  address,
  page: `${address}/#${token}`,
  token_file: tokenFile,
})
