// Writes the C++ of the kernels that may be compiled for the machine they run on into dist/; compiles nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { translateKernel } from './translateKernel.js'

/**
 * How the C++ is compiled; g++ and clang++ know these. Nothing is contracted to fused multiply-add, which WebAssembly
 * does not have, so that every count is the same.
 */
const FLAGS = '-std=c++17 -O3 -mavx2 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden'

const CHORDS = join(PROJECT_ROOT, 'server/descriptor/chords')
const OUTPUT = join(PROJECT_ROOT, 'dist/server/descriptor/chords/native/chords.cc')

const { code, exported } = translateKernel(join(CHORDS, 'assembly/pictures.ts'), ['lanes'])
const table = exported.map((name) => `  {"${name.split('::')[1]}", Exported<kernel::${name}>::call},\n`).join('')
const read = (name) => readFileSync(join(CHORDS, 'native', name), 'utf8')
mkdirSync(dirname(OUTPUT), { recursive: true })
writeFileSync(
  OUTPUT,
  `// Compiled with ${FLAGS}
${read('lanes.h')}
namespace kernel {
${code}
}

${read('addon.h').replace('EXPORTS_OF_KERNEL', table)}`,
)
