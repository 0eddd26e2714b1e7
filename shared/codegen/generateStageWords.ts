import { RUN_STAGES, SCENE_STAGES } from '../stageWords.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

/** `generated/stage_words.py`: names for people of the stages of runs and of tasks on a scene. */
export function generateStageWords(): string {
  const table = (stages: Readonly<Record<string, string>>) =>
    Object.entries(stages)
      .map(([stage, words]) => `    ${pythonLiteral(stage)}: ${pythonLiteral(words)},\n`)
      .join('')
  return pythonFile(
    'shared/stageWords.ts',
    `
RUN_STAGES = {
${table(RUN_STAGES)}}

SCENE_STAGES = {
${table(SCENE_STAGES)}}
`,
  )
}
