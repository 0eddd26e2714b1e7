import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('what a person says about groups', 'group_wish_checks.py')
