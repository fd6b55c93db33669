/** Who may import whom. A folder may import its own files, what its row names, and never in a circle. */

const TESTS = ['\\.test\\.tsx?$', '(^|/)testing/']

/** Layers from the ground up; a name ending in .ts is a single file. */
const LAYERS = {
  contract: [],
  'workers/math': [],
  'workers/pixels': ['workers/math', 'contract'],
  'workers/tokenizer': [],
  'workers/sampling': ['workers/math', 'contract/catalog'],
  'workers/planning': [
    'workers/conditioning',
    'workers/math',
    'workers/pixels',
    'workers/tokenizer',
    'contract',
  ],
  'workers/conditioning': ['workers/math', 'workers/tokenizer', 'contract'],
  'workers/lora': ['workers/math', 'contract'],
  'workers/runtime': ['workers/math', 'contract'],
  'workers/storage': ['contract'],
  'workers/models': [
    'workers/conditioning',
    'workers/lora',
    'workers/math',
    'workers/pixels',
    'workers/runtime',
    'workers/sampling',
    'workers/tokenizer',
    'contract',
  ],
  'workers/expansion': [
    'workers/math',
    'workers/models/open-files.ts',
    'workers/models/ports.ts',
    'workers/runtime',
    'workers/tokenizer',
    'contract',
  ],
  'workers/pipeline': [
    'workers/conditioning',
    'workers/expansion/ports.ts',
    'workers/math',
    'workers/models/ports.ts',
    'workers/planning',
    'workers/sampling',
    'contract',
  ],
  'workers/bridge': ['contract'],
  'workers/engine': [
    'workers/expansion/ports.ts',
    'workers/models/ports.ts',
    'workers/pipeline',
    'workers/pixels',
    'workers/planning',
    'contract',
  ],
  workers: ['contract', 'models-manifest.json'],
  'web/ui': [],
  'web/text': ['contract'],
  'web/state': ['contract'],
  'web/engine': ['web/state', 'contract'],
  'web/features': ['web/state', 'web/text', 'web/ui', 'contract'],
  'web/pwa': ['contract', 'package.json'],
  web: ['contract', 'package.json'],
  'relay/jobs': ['contract'],
  'relay/files': ['relay/jobs', 'contract'],
  'relay/stores': ['relay/jobs', 'contract'],
  'relay/http': ['relay/files/ports.ts', 'relay/jobs', 'contract', 'models-manifest.json'],
  'relay/tabs': ['relay/files/ports.ts', 'relay/http/app.ts', 'relay/jobs', 'contract'],
  'relay/webhooks': ['relay/http', 'relay/jobs', 'contract'],
  'relay/dialects': ['relay/files/ports.ts', 'relay/http', 'relay/jobs', 'contract'],
  'relay/operations': ['relay/files/ports.ts', 'relay/http/app.ts', 'relay/jobs', 'contract'],
  'relay/headless': [],
  'relay/code-cache': [],
  relay: ['contract', 'package.json', 'models-manifest.json'],
}

/** The only files that may know a library, so that replacing it is a change in one place. */
const OWNERS = {
  'onnxruntime-(web|common)': 'workers/runtime/(ort-session|load-ort)\\.ts',
  idb: 'workers/storage/database\\.ts',
  'hash-wasm': 'workers/storage/',
  comlink: '(workers/main|workers/bridge/main|web/engine/connect|web/engine/bridge)\\.ts',
  'react-aria-components': 'web/ui/',
  zod: 'contract/zod\\.ts',
  '(@fastify/[a-z-]+|fastify)': 'relay/(server|static-files|http/.*)\\.ts',
  ws: 'relay/tabs/',
  ioredis: 'relay/stores/redis/',
  '(libsql|node-sqlite3-wasm)': 'relay/stores/sqlite/',
  sharp: 'relay/files/',
  'request-filtering-agent': 'relay/http/guarded-fetch\\.ts',
  pino: 'relay/operations/',
  'prom-client': 'relay/operations/',
  'lossless-json': 'relay/http/json\\.ts',
  'swagger-ui-dist': 'relay/http/',
  'close-with-grace': 'relay/main\\.ts',
  'workbox-[a-z]+': 'web/pwa/service-worker\\.ts',
}

const starting = (path) => (path.includes('.') ? `^${path.replaceAll('.', '\\.')}$` : `^${path}/`)

const layers = Object.entries(LAYERS).map(([from, to]) => ({
  name: `${from.replace('/', '-')}-imports-only-its-row`,
  comment: `${from} may import ${to.join(', ') || 'nothing but its own files'}`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: [...TESTS, 'vite\\.config\\.ts$'] },
  to: { pathNot: [starting(from), ...to.map(starting), 'node_modules'], dependencyTypesNot: ['core'] },
}))

const owners = Object.entries(OWNERS).map(([library, owner]) => ({
  name: `${library.replace(/[^a-z-]/g, '')}-has-one-owner`,
  comment: `only ${owner} may import ${library}`,
  severity: 'error',
  from: { path: '^(contract|workers|web|relay)/', pathNot: [...TESTS, `^${owner}`] },
  to: { path: `node_modules/${library}/` },
}))

module.exports = {
  forbidden: [
    ...layers,
    ...owners,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-tools',
      comment: 'tests and scripts use the product, never the other way round',
      severity: 'error',
      from: { path: '^(contract|workers|web|relay)/', pathNot: TESTS },
      to: { path: '^(e2e|scripts|bench)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: [...TESTS, '^(e2e|bench|scripts)/'] },
      to: { path: TESTS },
    },
    {
      name: 'node-only-in-the-relay',
      comment: 'contract, workers and web run in a browser',
      severity: 'error',
      from: { path: '^(contract|workers|web)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tools-in-the-product',
      comment: 'what ships imports run-time dependencies only; the service worker is bundled whole',
      severity: 'error',
      from: {
        path: '^(contract|workers|web|relay)/',
        pathNot: [...TESTS, 'vite\\.config\\.ts$', '^web/pwa/service-worker\\.ts$'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-optional'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^public/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
