import { ShapekinError } from '../../../shared/errors.js'
import type { Gltf, GltfNode } from './gltfSchema.js'
import { compose, IDENTITY, multiply, type Matrix } from './matrix.js'

export interface NodeTree {
  /** (nodes) world matrix of each node. */
  readonly worlds: readonly Matrix[]
  /**
   * Numbers of the nodes of the shown scene, in the order of the file. The shown scene is the default one, else the
   * first; where there is none, all nodes are shown. Nodes that KHR_node_visibility hides are left out, with all below
   * them.
   */
  readonly shown: readonly number[]
}

/**
 * Computes where the nodes stand. Matrices are multiplied in double precision and keep their shear, which would be
 * lost if the library split them into translation, rotation and scale.
 *
 * @throws `mesh.invalid` for a node that is not there, that has two parents, or that hangs below itself
 */
export function nodeTree({ nodes, scenes, scene = 0 }: Gltf): NodeTree {
  const parents = parentsOf(nodes)
  const worlds: Matrix[] = []
  const order = nodes.flatMap((_, i) => (parents[i] < 0 ? [i] : []))
  const reached = new Uint8Array(nodes.length)
  const isHidden = new Uint8Array(nodes.length)
  // The list grows while the loop runs, so that children come after their parents.
  for (const i of order) {
    const local = localMatrix(nodes[i])
    worlds[i] = parents[i] < 0 ? local : multiply(worlds[parents[i]], local)
    reached[i] = 1
    const isOff = nodes[i].extensions?.KHR_node_visibility?.visible === false
    isHidden[i] = isOff || (parents[i] >= 0 && isHidden[parents[i]] === 1) ? 1 : 0
    for (const child of nodes[i].children ?? []) order.push(child)
  }
  const lost = reached.indexOf(0)
  if (lost >= 0) throw invalid(`nodes[${lost}]`, 'it hangs below itself')
  if (scenes.length === 0) return { worlds, shown: nodes.flatMap((_, i) => (isHidden[i] === 1 ? [] : [i])) }
  if (scene >= scenes.length) throw invalid('scene', `there is no scene ${scene}`)
  const isShown = new Uint8Array(nodes.length)
  for (const root of scenes[scene].nodes ?? []) {
    if (root >= nodes.length) throw invalid(`scenes[${scene}]`, `there is no node ${root}`)
    isShown[root] = 1
  }
  for (const i of order) if (parents[i] >= 0 && isShown[parents[i]] === 1) isShown[i] = 1
  return { worlds, shown: nodes.flatMap((_, i) => (isShown[i] === 1 && isHidden[i] === 0 ? [i] : [])) }
}

/** (nodes) number of the node above each; -1 = none. */
function parentsOf(nodes: readonly GltfNode[]): Int32Array {
  const parents = new Int32Array(nodes.length).fill(-1)
  nodes.forEach(({ children = [] }, i) => {
    for (const child of children) {
      if (child >= nodes.length) throw invalid(`nodes[${i}].children`, `there is no node ${child}`)
      if (parents[child] >= 0) throw invalid(`nodes[${child}]`, `it hangs below node ${parents[child]} and node ${i}`)
      parents[child] = i
    }
  })
  return parents
}

function localMatrix({ matrix, translation, rotation, scale }: GltfNode): Matrix {
  if (matrix) return Float64Array.from(matrix)
  if (!translation && !rotation && !scale) return IDENTITY
  return compose(translation ?? [0, 0, 0], rotation ?? [0, 0, 0, 1], scale ?? [1, 1, 1])
}

const invalid = (place: string, problem: string) => new ShapekinError('mesh.invalid', { place, problem })
