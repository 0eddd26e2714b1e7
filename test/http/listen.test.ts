import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../server/http/listen.js'

it.each(['127.0.0.1', '0.0.0.0', 'localhost', ...(process.platform === 'linux' ? ['127.0.0.2'] : [])])(
  'is reached at the address that it tells when it listens on %s',
  async (host) => {
    const server = createServer((_, response) => response.end('here'))
    onTestFinished(() => void server.close())
    const address = await listen(server, host, 0)
    expect(await (await fetch(address)).text()).toBe('here')
  },
)
