import type { Config } from '../config.js'
import type { Shapekin } from '../main.js'
import { isLive } from '../run/isLive.js'
import { openHome, type Home } from '../system/home.js'
import { findServer } from '../system/homeLock.js'
import { rememberHome } from '../system/rememberHome.js'
import { rememberProject } from '#scripts/lib/rememberProject.js'
import type { CommandResult } from './command.js'

/**
 * Starts the server of this home, prints where it is found, and serves for as long as `whileServing` takes. Where a
 * server works in this home already, it prints that instead.
 *
 * @param json  print each message as one line of JSON
 * @throws ShapekinError as `startShapekin`
 */
export async function keepServing(
  config: Config,
  json: true | undefined,
  whileServing: (shapekin: Shapekin, page: string) => Promise<void>,
): Promise<CommandResult> {
  const running = findServer(config.home)
  if (running !== undefined) {
    const found = whereToFind(running, openHome(config.home))
    return { json: found, text: `A server works in ${config.home} already: ${found.page}` }
  }
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(config)
  try {
    const { address, home } = shapekin
    rememberHome(home.folder)
    rememberProject()
    const found = whereToFind(address, home)
    process.stdout.write(
      json
        ? `${JSON.stringify(found)}\n`
        : `Shapekin serves ${found.page}\nThe token for add-on and REST is in ${found.token_file}. Ctrl-C ends it.\n`,
    )
    await whileServing(shapekin, found.page)
  } finally {
    await shapekin.close()
  }
  const left = shapekin.runs.list().filter(({ state }) => isLive(state)).length
  return {
    json: { closed: true, left },
    text: left === 0 ? 'Closed.' : `Closed. ${left === 1 ? '1 run goes' : `${left} runs go`} on at the next start.`,
  }
}

const whereToFind = (address: string, { token, tokenFile }: Home) => ({
  address,
  page: `${address}/#${token}`,
  token_file: tokenFile,
})
