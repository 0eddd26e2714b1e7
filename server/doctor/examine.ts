import type { Config } from '../config.js'
import { examineBlender } from './examineBlender.js'
import { examineCatalog } from './examineCatalog.js'
import { examineChords } from './examineChords.js'
import { examineDisk, examineNode, examinePackages, examinePython } from './examineMachine.js'
import { examinePort, examineSocket, examineToken } from './examineServer.js'
import { examineTensorflow } from './examineTensorflow.js'
import { examineViews } from './examineViews.js'
import type { Diagnosis } from './diagnosis.js'

/**
 * Examines everything that `shapekin doctor` tells of, by using each thing for its purpose, and yields each result as
 * soon as it is known. It changes nothing, except that it makes missing folders.
 *
 * @param sendShape see examineSocket
 */
export async function* examine(
  { home, host, port }: Config,
  sendShape: () => Promise<number>,
): AsyncGenerator<Diagnosis> {
  yield examineNode()
  yield examinePackages()
  yield await examineTensorflow()
  yield examineChords()
  yield await examineViews()
  let hasBlender = false
  for await (const finding of examineBlender()) {
    hasBlender ||= finding.subject === 'Blender' && finding.state === 'ok'
    yield finding
  }
  if (hasBlender) yield await examineSocket(sendShape)
  yield await examinePython()
  yield* await examineDisk(home)
  yield await examineCatalog(home)
  yield await examinePort(host, port)
  yield examineToken(home)
}
