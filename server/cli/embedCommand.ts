import { resolve } from 'node:path'
import { loadCheckpoint } from '../embedding/checkpoint.js'
import { embedTable } from '../embedding/embedTable.js'
import { readTable } from '../table/readTable.js'
import { writeTable } from '../table/writeTable.js'
import { command, runCommand, type CommandResult } from './command.js'

export const embedCommand = command('embed', "Place shapes in a checkpoint's space")
  .argument('<table.tsv>', 'table of histograms, of the descriptor that the checkpoint was trained on')
  .requiredOption('--checkpoint <folder>', 'written by `shapekin train`; checkpoints/pretrained fits any mesh')
  .requiredOption('--out <table.tsv>', 'table of id, class, e0 ...')
  .action((path, { json, checkpoint, out }) => runCommand({ json }, () => embed(path, checkpoint, resolve(out))))

async function embed(path: string, folder: string, out: string): Promise<CommandResult> {
  const checkpoint = await loadCheckpoint(folder)
  const embedding = embedTable(checkpoint, await readTable(path))
  await writeTable(out, embedding)
  const { ids, dimension } = embedding
  return {
    json: { rows: ids.length, dimension, out },
    text: `${ids.length} shapes, ${dimension} numbers each\nwritten   ${out}`,
  }
}
