/** Which folder may import which. `npm run check` fails on a breach. */
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } })

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'no two files need each other, not for a type either',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circular-folders',
      severity: 'error',
      comment: 'a room may use another, never both each other',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    only('shared-imports-nothing-of-server', '^shared/', '^server/', 'shared/ is what both sides agree on'),
    only(
      'stations-know-no-edge',
      '^server/(recipe|mesh|descriptor|views|training|whitening|checkpoint|health|metrics|cluster|picture|sort|table|variety)/',
      '^server/(http|session|run|library|catalog|cli|blender|doctor)/',
      'pure middle, thin edge',
    ),
    only(
      'nobody-imports-main',
      '^(shared/|server/(?!cli/))',
      '^server/main\\.ts$',
      'main.ts alone wires and starts things, and the command line alone starts main.ts',
    ),
    only(
      'page-imports-shared-only',
      '^dashboard/',
      '^server/',
      'the page runs in a browser and knows the server by its API',
    ),
    only(
      'product-imports-no-test',
      '^(server|shared|dashboard)/',
      '^test/',
      'tests import the product, never the other way',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
