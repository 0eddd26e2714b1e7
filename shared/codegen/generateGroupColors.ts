import { GROUP_COLORS } from '../groupColors.js'
import { pythonFile } from './pythonFile.js'

/** `generated/group_colors.py`: the colors of groups, for cuts that the add-on makes without the server. */
export function generateGroupColors(): string {
  const lines = GROUP_COLORS.map(
    (hex) => `    (${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')}),`,
  )
  return pythonFile(
    'shared/groupColors.ts',
    `
# (red, green, blue) of sRGB, 0..255; the most distinct first.
GROUP_COLORS = (
${lines.join('\n')}
)
`,
  )
}
