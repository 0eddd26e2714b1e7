import { describe, expect, it } from 'vitest'
import { EventLog } from '../../server/http/eventLog.js'

/** A log that has told of the numbers 1 to `count`. */
function counting(count: number, limit: number): EventLog<number> {
  const log = new EventLog<number>(limit)
  for (let i = 1; i <= count; i++) log.append(i)
  return log
}

describe('EventLog', () => {
  it('gives after any event what came behind it, each once and in order, as long as it is kept', () => {
    const log = new EventLog<number>(10)
    const ids = [log.lastId]
    for (let i = 1; i <= 25; i++) {
      log.append(i)
      ids.push(log.lastId)
    }
    ids.forEach((id, i) => {
      const expected = 25 - i <= 10 ? Array.from({ length: 25 - i }, (_, k) => i + 1 + k) : undefined
      expect([i, log.since(id)?.map(({ event }) => event)]).toEqual([i, expected])
    })
  })

  it('knows no id of another log, none to come, and nothing that is none', () => {
    const [log, other] = [counting(5, 10), counting(5, 10)]
    const mark = log.lastId.split('-')[0]
    for (const id of [other.lastId, `${mark}-6`, `${mark}--1`, `${mark}-x`, mark, '', '-'])
      expect([id, log.since(id)]).toEqual([id, undefined])
    expect(log.since(log.lastId)).toEqual([])
  })

  it('tells followers of what comes, until they stop', () => {
    const log = counting(3, 10)
    const heard: number[] = []
    const stop = log.follow(({ event }) => heard.push(event))
    log.append(4)
    stop()
    log.append(5)
    expect(heard).toEqual([4])
  })
})
