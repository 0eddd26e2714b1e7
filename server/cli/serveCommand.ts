import { once } from 'node:events'
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { DEFAULT_PORT } from '../../shared/protocol.js'
import { readConfig } from '../config.js'
import { command, runCommand } from './command.js'

const readPort = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('a whole number from 0 to 65535')
  return port
}

export const serveCommand = command('serve', 'Start the server and keep serving until Ctrl-C')
  .option('--port <number>', `port to listen on; 0 = any free one`, readPort, DEFAULT_PORT)
  .action(({ port, json }) =>
    runCommand({ json }, async ({ signal }) => {
      const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
      const shapekin = await startShapekin(readConfig(process.env, port))
      const { address, home } = shapekin
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
