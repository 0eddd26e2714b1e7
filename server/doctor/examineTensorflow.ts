import { runProgram } from '#scripts/lib/runProgram.js'
import { compiledUrl } from '../system/projectRoot.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'TensorFlow'

/** Asks the training's own loader which backend it takes, in a process of its own: a bad library can end it. */
export async function examineTensorflow(): Promise<Diagnosis> {
  const trial = `
    const { loadTensorflow } = await import(${JSON.stringify(compiledUrl('server/system/loadTensorflow.js').href)})
    const { backend, passedOver } = await loadTensorflow()
    console.log(JSON.stringify({ backend, passedOver }))`
  try {
    const output = await runProgram(process.execPath, ['--input-type=module', '-e', trial], { seconds: 60 })
    const { backend, passedOver } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as {
      backend: string
      passedOver: string[]
    }
    if (backend === 'tensorflow') return { subject, state: 'ok', found: 'native backend' }
    return {
      subject,
      state: 'warning',
      found: `backend ${backend} (${passedOver.join('; ')})`,
      todo: 'Training works, with other speed. `npm run setup` tries again to install the native one.',
    }
  } catch (error) {
    return {
      subject,
      state: 'failed',
      found: `no backend loads: ${error instanceof Error ? error.message.split('\n').at(-1) : error}`,
      todo: 'Remove node_modules and run `npm run setup`.',
    }
  }
}
