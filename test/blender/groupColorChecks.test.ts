import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('the colors of groups', 'group_color_checks.py')
