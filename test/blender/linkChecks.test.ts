import { describeChecks } from '../support/blenderChecks.js'

await describeChecks('objects that are given the mesh of another', 'link_checks.py')
