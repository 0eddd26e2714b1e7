import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ErrorValues } from '../../shared/errors.js'
import type { Mesh } from '../mesh/mesh.js'
import { parseMesh, type MeshFormat } from '../mesh/parseMesh.js'
import { describeMesh, type Description } from './describeMesh.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'

/** A mesh, or the file it is in: parsing a hostile file may take long too. */
export type DescribeInput = { readonly mesh: Mesh } | { readonly bytes: Uint8Array; readonly format: MeshFormat }

export interface DescribeTask {
  readonly input: DescribeInput
  readonly options: DescribeOptions
}

/** Errors lose their code on the way between threads, so a refusal travels as data. */
export type DescribeAnswer =
  | { readonly type: 'described'; readonly description: Description }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** What a thread of DescribePool runs. */
export default function describe({ input, options }: DescribeTask): DescribeAnswer {
  try {
    const mesh = 'mesh' in input ? input.mesh : parseMesh(input.bytes, input.format)
    return { type: 'described', description: describeMesh(mesh, options) }
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    return { type: 'refused', code, values }
  }
}
