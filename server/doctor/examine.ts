import type { Config } from '../config.js'
import { examineBlender } from './examineBlender.js'
import { examineDisk, examineNode, examinePackages, examinePython } from './examineMachine.js'
import { examinePort, examineToken } from './examineServer.js'
import { examineTensorflow } from './examineTensorflow.js'
import { examineViews } from './examineViews.js'
import type { Diagnosis } from './diagnosis.js'

/** Everything that `shapekin doctor` looks at; nothing is changed, apart from folders that are made when missing. */
export async function examine({ home, host, port }: Config): Promise<Diagnosis[]> {
  return [
    examineNode(),
    examinePackages(),
    await examineTensorflow(),
    examineViews(),
    ...(await examineBlender()),
    await examinePython(),
    ...(await examineDisk(home)),
    await examinePort(host, port),
    examineToken(home),
  ]
}
