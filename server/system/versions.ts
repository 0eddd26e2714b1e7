import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from './projectRoot.js'

const packageFile = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
  version: string
  dependencies: Record<string, string>
}

/** Versions of what made a result: Shapekin, Node, and the libraries that decide numbers. */
export const VERSIONS = {
  shapekin: packageFile.version,
  node: process.versions.node,
  tfjs: packageFile.dependencies['@tensorflow/tfjs'],
  'ml-hclust': packageFile.dependencies['ml-hclust'],
  'ml-pca': packageFile.dependencies['ml-pca'],
} as const
