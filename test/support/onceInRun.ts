import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { writeWhole } from '../../server/system/writeWhole.js'

/** Milliseconds. */
const LOOK_EVERY = 100

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
  for (;;) {
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T
    if (takes(turn)) break
    await sleep(LOOK_EVERY)
  }
  try {
    const made = await make()
    await writeWhole(path, JSON.stringify(made))
    return made
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
