import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('every way a run can end,', 'session_checks.py')
