import { describe, expect, it, vi } from 'vitest'
import { handDriven, settle } from '../support/handDriven.js'

describe('Blenders', () => {
  it('RUN-5: hands out none that is held, leaving, a window, gone for the moment, or that came for work of its own', () => {
    const { blenders, connect } = handDriven()
    const socket = connect().hello('background-1')
    connect().hello('window-0001', 'window')
    connect().hello('background-0', 'background')
    const lease = blenders.leaseFree()
    expect(lease?.link.clientId).toBe('background-1')
    expect(blenders.leaseFree()).toBeUndefined()
    lease?.release()
    const again = blenders.leaseFree()
    expect(again?.link).toBe(lease?.link)
    lease?.release() // a lease ends once: this one is over
    expect(blenders.leaseFree()).toBeUndefined()
    again?.leave()
    again?.release()
    expect(blenders.leaseFree()).toBeUndefined()
    socket.drop()
    blenders.sweep()
    const back = connect().hello('background-1')
    expect(blenders.leaseFree()?.link).not.toBe(lease?.link)
    back.drop()
    connect().hello('background-2').drop()
    expect(blenders.leaseFree()).toBeUndefined()
  })

  it('RUN-5: keeps the one that a run has started for that run, from its hello on', async () => {
    const { blenders, connect } = handDriven()
    const expected = blenders.leaseExpected('background-1', 1000, new AbortController().signal)
    connect().hello('background-1')
    expect(blenders.leaseFree()).toBeUndefined()
    expect((await expected).link.clientId).toBe('background-1')
  })

  it('gives up the one that does not come in time, or is not wanted any more', async () => {
    const { blenders, connect } = handDriven()
    const late = blenders.leaseExpected('background-1', 1000, new AbortController().signal)
    vi.advanceTimersByTime(1000)
    await expect(late).rejects.toMatchObject({ code: 'session.blenderLost' })
    const abort = new AbortController()
    const unwanted = blenders.leaseExpected('background-2', 1000, abort.signal)
    abort.abort(new Error('enough'))
    await expect(unwanted).rejects.toThrow('enough')
    connect().hello('background-1')
    await settle()
    expect(blenders.leaseFree()?.link.clientId).toBe('background-1')
  })
})
