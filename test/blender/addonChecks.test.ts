import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('the add-on', 'addon_checks.py')
