import { describeChecks } from '../support/blenderChecks.js'

await describeChecks("reading somebody's scene,", 'scene_checks.py')
