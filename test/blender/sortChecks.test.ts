import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('the rest of a scene, sorted', 'sort_checks.py')
