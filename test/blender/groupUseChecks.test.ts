import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('lists and buttons around groups', 'group_use_checks.py')
