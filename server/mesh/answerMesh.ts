import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ErrorValues } from '../../shared/errors.js'
import type { CheckedMesh } from './checkMesh.js'
import type { MeshInput } from './meshSource.js'
import { toMesh } from './toMesh.js'

/** What MeshPool sends to a thread. */
export interface MeshTask<Options> {
  readonly input: MeshInput
  readonly options: Options
}

/** Errors lose their code on the way between threads, so a refusal travels as data. */
export type MeshAnswer<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** What a thread of MeshPool runs: the work on the checked mesh. */
export const answerMesh =
  <Options, Result>(work: (mesh: CheckedMesh, options: Options) => Result | Promise<Result>) =>
  async ({ input, options }: MeshTask<Options>): Promise<MeshAnswer<Result>> => {
    try {
      return { type: 'done', result: await work(await toMesh(input), options) }
    } catch (cause) {
      const { code, values } = toShapekinError(cause)
      return { type: 'refused', code, values }
    }
  }
