import type { Config } from '../config.js'
import { examineBlender } from './examineBlender.js'
import { examineCatalog } from './examineCatalog.js'
import { examineDisk, examineNode, examinePackages, examinePython } from './examineMachine.js'
import { examinePort, examineSocket, examineToken } from './examineServer.js'
import { examineTensorflow } from './examineTensorflow.js'
import { examineViews } from './examineViews.js'
import type { Diagnosis } from './diagnosis.js'

/**
 * Everything that `shapekin doctor` looks at, each thing by doing what it is there for; nothing is changed, apart from folders
 * that are made when missing.
 *
 * @param sendShape see examineSocket
 */
export async function examine({ home, host, port }: Config, sendShape: () => Promise<number>): Promise<Diagnosis[]> {
  const blenders = await examineBlender()
  const hasBlender = blenders.some(({ subject, state }) => subject === 'Blender' && state === 'ok')
  return [
    examineNode(),
    examinePackages(),
    await examineTensorflow(),
    await examineViews(),
    ...blenders,
    ...(hasBlender ? [await examineSocket(sendShape)] : []),
    await examinePython(),
    ...(await examineDisk(home)),
    await examineCatalog(home),
    await examinePort(host, port),
    examineToken(home),
  ]
}
