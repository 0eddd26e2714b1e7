import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('the bridge to the server', 'bridge_checks.py')
