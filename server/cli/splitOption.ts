import { SplitChoice } from '../../shared/schema/splitChoice.js'
import { nameOption } from './valueOptions.js'

const field = SplitChoice.shape.split

/** `--split auto|none`, of commands that are given mesh files. */
export const splitOption = nameOption('--split <how>', field.description ?? '', field).default(field.parse(undefined))
