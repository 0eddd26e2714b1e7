import { createServer } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { describe, expect, it } from 'vitest'
import { EventLog } from '../../server/http/eventLog.js'
import { streamEvents } from '../../server/http/streamEvents.js'
import { listenForTest } from '../support/listenForTest.js'

/** A real server that streams a log. */
async function serve(heartbeatMs?: number) {
  const log = new EventLog<unknown>()
  const server = createServer(express().get('/', streamEvents(log, heartbeatMs)))
  const port = await listenForTest(server)
  const open = async (lastId?: string) => {
    const abort = new AbortController()
    const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId }
    const { body } = await fetch(`http://127.0.0.1:${port}/`, { signal: abort.signal, headers })
    if (body === null) throw new Error('no body')
    const messages = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
    const next = async () => (await messages.read()).value
    return { next, close: () => abort.abort() }
  }
  return { log, port, open }
}

describe('streamEvents', () => {
  it('tells a new client to start, then what happens; one that was cut off gets exactly what it missed', async () => {
    const { log, open } = await serve()
    log.append('before')
    const first = await open()
    expect(await first.next()).toMatchObject({ event: 'start', id: log.lastId })
    log.append({ a: 1 })
    const heard = await first.next()
    expect([heard?.event, JSON.parse(heard?.data ?? '')]).toEqual([undefined, { a: 1 }])
    first.close()
    for (const missed of ['two\nlines', 3]) log.append(missed)
    const again = await open(heard?.id)
    expect([await again.next(), await again.next()].map((each) => JSON.parse(each?.data ?? '') as unknown)).toEqual([
      'two\nlines',
      3,
    ])
    const stranger = await open('00000000-1')
    expect(await stranger.next()).toMatchObject({ event: 'start' })
  })

  it('answers who asks for the head alone, and ends', async () => {
    const { port } = await serve()
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    expect(await answer.text()).toBe('')
  })

  it('cuts off a client that does not read, and holds up nobody', async () => {
    const { log, port, open } = await serve()
    const sleeper = connect(port, '127.0.0.1')
    sleeper.pause()
    sleeper.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const reader = await open()
    await reader.next()
    const text = 'x'.repeat(2 ** 16)
    let isClosed = false
    sleeper.on('error', () => undefined).on('close', () => (isClosed = true))
    for (let i = 0; i < 400; i++) {
      log.append(text)
      expect((await reader.next())?.data).toHaveLength(2 ** 16 + 2) // 25 MB: far more than sockets hold
    }
    sleeper.resume()
    await expect.poll(() => isClosed, { timeout: 10_000 }).toBe(true)
    reader.close()
  })

  it('shows that it is alive while nothing happens', async () => {
    const { port } = await serve(20)
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await expect.poll(() => text.split('\n:\n').length, { timeout: 10_000 }).toBeGreaterThan(3)
    socket.destroy()
  })
})
