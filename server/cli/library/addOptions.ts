import { MAX_WORKERS } from '../command.js'
import { FIELDS } from '../generated/fields.js'
import { redisOption, storeOption } from '../queueOptions.js'
import { nameOption, wholeNumberOption } from '../valueOptions.js'
import { part } from './part.js'

const { up } = FIELDS.UpChoice
const { split } = FIELDS.SplitChoice
const { views } = FIELDS.ViewsChoice

/** A part of `shapekin library` that adds folders. */
export const addingPart = (name: 'add' | 'watch') =>
  part(name)
    .argument('<folder...>', 'folders with all that lies below them; ids begin with the name of the folder')
    .option('--checkpoint <folder>', 'decided by the first call; default: the pretrained one that fits')
    .addOption(
      nameOption(
        '--up <axis>',
        'what points up in these files; none = not known; auto finds it out; default y, later as before',
        up,
      ),
    )
    .addOption(nameOption('--views <when>', `decided by the first call: ${views.description}`, views))
    .addOption(nameOption('--split <how>', `${split.description}; default none, later as before`, split))
    .addOption(redisOption())
    .addOption(storeOption())
    .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
