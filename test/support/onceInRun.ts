import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { writeWhole } from '../../server/system/writeWhole.js'

const LOOK_EVERY_MS = 100
/** A process that is killed gives no turn back: who waits longer than anything takes to be made waits for such a one. */
const LONGEST_MS = 300_000

/**
 * What several files of tests need and what takes long to make: made by the first that asks in a run of the tests, while the others
 * wait for it. Every run makes it anew.
 *
 * @param name of a file
 * @param make gives what JSON can hold
 */
export async function onceInRun<T>(name: string, make: () => Promise<T>): Promise<T> {
  const path = join(inject('runFolder'), name)
  const turn = `${path}.turn`
  const began = performance.now()
  while (!existsSync(path)) {
    if (takes(turn)) await makeInTurn(path, turn, make)
    else if (performance.now() - began < LONGEST_MS) await sleep(LOOK_EVERY_MS)
    else
      throw new Error(`${name} was not made within ${LONGEST_MS / 1000} s: has the process ended that was making it?`)
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

async function makeInTurn(path: string, turn: string, make: () => Promise<unknown>): Promise<void> {
  try {
    // Another may have made it after we looked and before we took the turn.
    if (!existsSync(path)) await writeWhole(path, JSON.stringify(await make()))
  } finally {
    rmdirSync(turn)
  }
}

/** Whether it is our turn: one alone makes a folder. */
function takes(turn: string): boolean {
  try {
    mkdirSync(turn)
    return true
  } catch {
    return false
  }
}
