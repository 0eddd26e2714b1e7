import { describeChecks } from '../support/blenderChecks.js'

await describeChecks("groups of somebody's scene", 'group_checks.py')
