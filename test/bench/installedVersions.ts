import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { pythonVersions } from './peerPython.js'

/** Packages of npm that a suite compares with, or that our side stands on. */
const PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-node', 'ml-hclust', 'three-mesh-bvh']

/** Versions of what took part: Node, packages of npm, and those of each Python that a suite has asked for. */
export function installedVersions(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const used = PACKAGES.map((name) => [name, dependencies[name]] as const)
  return { node: process.versions.node, v8: process.versions.v8, ...Object.fromEntries(used), ...pythonVersions() }
}
