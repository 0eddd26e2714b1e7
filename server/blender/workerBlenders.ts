import { ShapekinError } from '../../shared/errors.js'
import { FoundBlender } from './foundBlender.js'
import { type HeadlessBlender, startHeadlessBlender } from './startHeadlessBlender.js'

export interface WorkerDoors {
  /** `http://127.0.0.1:8642` of the server that it works for; asked for when one is started. */
  readonly address: () => string
  readonly token: string
  /** Each line that Blender prints. */
  readonly onLog: (line: string) => void
}

/** Starts Blenders without a window that work for a server: each says hello with its client id. Blender is looked for once. */
export function workerBlenders({ address, token, onLog }: WorkerDoors) {
  const found = new FoundBlender()
  /**
   * @param file a .blend to be open in it
   * @throws ShapekinError `blender.notFound`
   */
  return async (clientId: string, file?: string): Promise<HeadlessBlender> => {
    const install = await found.get()
    if (install === undefined) throw new ShapekinError('blender.notFound')
    const opened = file === undefined ? [] : ['--open', file]
    return startHeadlessBlender(install, {
      args: ['--worker', '--server', address(), '--client-id', clientId, ...opened],
      env: { SHAPEKIN_TOKEN: token },
      onLog,
    })
  }
}
