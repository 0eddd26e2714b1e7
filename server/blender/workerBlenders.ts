import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import { findBlender } from './findBlender.js'
import { FoundBlender } from './foundBlender.js'
import type { KeptBlender } from './keptBlender.js'
import { type HeadlessBlender, startHeadlessBlender } from './startHeadlessBlender.js'

export interface WorkerDoors {
  /** `http://127.0.0.1:8642` of the server that it works for; asked for when one is started. */
  readonly address: () => string
  readonly token: string
  /** Where the Blender that was found is written for the next process. */
  readonly kept: KeptBlender
  /** Each line that Blender prints. */
  readonly onLog: (line: string) => void
}

/** Starts Blenders without a window that work for a server: each says hello with its client id. Blender is looked for once. */
export function workerBlenders({ address, token, kept, onLog }: WorkerDoors) {
  const found = new FoundBlender(findBlender, kept)
  /**
   * One that worked when it was found may have lost a library since. Whoever asks for the next one then gets another,
   * or the error that says what is wrong.
   */
  const lookAgain = (cause: unknown): never => {
    found.forget()
    const { code, message } = toShapekinError(cause)
    throw code === 'blender.died' ? cause : new ShapekinError('blender.died', { how: code, words: message }, { cause })
  }
  /**
   * @param file a .blend to be open in it
   * @throws ShapekinError `blender.notFound`
   */
  return async (clientId: string, file?: string): Promise<HeadlessBlender> => {
    const install = await found.get()
    if (install === undefined) throw new ShapekinError('blender.notFound')
    const opened = file === undefined ? [] : ['--open', file]
    const blender = startHeadlessBlender(install, {
      args: ['--worker', '--server', address(), '--client-id', clientId, ...opened],
      env: { SHAPEKIN_TOKEN: token },
      onLog,
    })
    const ended = blender.ended.catch(lookAgain)
    ended.catch(() => {}) // as in startHeadlessBlender
    return { ...blender, ended }
  }
}
