import { once } from 'node:events'
import { DEFAULT_PORT } from '../../shared/protocol.js'
import { readConfig } from '../config.js'
import { command, runAtEdge } from './command.js'
import { wholeNumberOption } from './valueOptions.js'
import { rememberHome } from '../system/rememberHome.js'

export const serveCommand = command('serve')
  .addOption(wholeNumberOption('--port <number>', 'to listen on; 0 = any free one', 0, 65535).default(DEFAULT_PORT))
  .action(({ port, json }) =>
    runAtEdge({ json }, async ({ signal }) => {
      const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
      const shapekin = await startShapekin(readConfig(process.env, port))
      const { address, home } = shapekin
      rememberHome(home.folder)
      const page = `${address}/#${home.token}`
      process.stdout.write(
        json
          ? `${JSON.stringify({ address, page, token_file: home.tokenFile })}\n`
          : `Shapekin serves ${page}\nThe token for add-on and REST is in ${home.tokenFile}. Ctrl-C ends it.\n`,
      )
      if (!signal.aborted) await once(signal, 'abort')
      await shapekin.close()
      return { json: { closed: true }, text: 'Closed.' }
    }),
  )
