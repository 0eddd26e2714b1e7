import { Option } from '@commander-js/extra-typings'
import { DEEPEST_CLASS } from '../../shared/schema/deepestClass.js'
import { wholeNumberOption } from './valueOptions.js'

/** How a person says what the classes of a library are. */

export const classLevelOption = wholeNumberOption(
  '--class-level <number>',
  'level of folders whose names are classes, 1 = directly in the given one; default: found by their names',
  1,
  DEEPEST_CLASS,
)

export const classesInOption = new Option('--classes-in <folder>', 'folder inside whose own folders are the classes')

export const unsortedOption = new Option(
  '--unsorted <folder>',
  'folder inside in which no file has a class; those directly in the given one never have',
)
