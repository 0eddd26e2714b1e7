import { loadNativeKernel } from '../../server/descriptor/chords/native/loadNativeKernel.js'
import { installNativeKernel } from '#scripts/installNativeKernel.js'

/** The native kernel, compiled where there is none yet; undefined where there is no compiler, or no AVX2. */
const installed = await installNativeKernel(() => {})
if (installed.kernel === 'wasm' && installed.reason !== undefined) throw new Error(installed.reason)
export const nativeKernel = loadNativeKernel()
