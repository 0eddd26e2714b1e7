import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ErrorValues } from '../../shared/errors.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { toMesh } from '../mesh/toMesh.js'
import { describeMesh, type Description } from './describeMesh.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'

export interface DescribeTask {
  readonly input: MeshInput
  readonly options: DescribeOptions
}

/** Errors lose their code on the way between threads, so a refusal travels as data. */
export type DescribeAnswer =
  | { readonly type: 'described'; readonly description: Description }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** What a thread of DescribePool runs. */
export default function describe({ input, options }: DescribeTask): DescribeAnswer {
  try {
    return { type: 'described', description: describeMesh(toMesh(input), options) }
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    return { type: 'refused', code, values }
  }
}
