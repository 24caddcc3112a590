import { expect, test } from 'vitest'
import { checkLayers, checkManifest } from './layers.ts'

test.for([
  // Up and sideways.
  ['packages/http-base/src/a.ts', `import { x } from '@jointo/providers'`, 'lowest layer'],
  ['packages/client-runway/src/a.ts', `import type { X } from '@jointo/client-stability'`, 'useful alone'],
  ['packages/client-runway/src/a.test.ts', `import { x } from '@jointo/providers'`, 'useful alone'],
  ['packages/providers/src/a.ts', `export * from '@jointo/ai-service/schema'`, 'no database'],
  [
    'packages/ai-service/src/a.ts',
    `const { x } = await import('@jointo/client-runway')`,
    'provider interface',
  ],
  ['apps/api/src/a.ts', `import {\n  a,\n  b,\n} from '@jointo/client-aihubmix'`, 'it parses'],
  ['apps/api/src/a.ts', `import { x } from '@jointo/http-base'`, 'it parses'],
  ['apps/api/src/a.ts', `import { x } from '@jointo/worker'`, 'it parses'],
  ['apps/worker/src/a.ts', `import { x } from '@jointo/console'`, 'an app parses'],
  ['apps/console/src/a.tsx', `import { x } from '@jointo/api'`, 'an app parses'],
  ['tooling/vendor-sim/src/a.ts', `import { x } from '@jointo/client-runway'`, 'share its mistakes'],
  // Tools in what is deployed.
  ['apps/worker/src/a.ts', `import { x } from '@jointo/test-support'`, 'run without them'],
  // Past the owner of a library.
  ['apps/api/src/a.ts', `import { Pool } from 'pg'`, 'only the service speaks SQL'],
  ['packages/providers/src/a.ts', `import { eq } from 'drizzle-orm/pg-core'`, 'only the service speaks SQL'],
  ['apps/worker/src/a.ts', `import got from 'got'`, 'only transport.ts'],
  ['packages/http-base/src/client.ts', `import type { Got } from 'got'`, 'only transport.ts'],
  ['packages/client-runway/src/a.ts', `import Bottleneck from 'bottleneck'`, 'limits rates'],
  // Out of the package.
  [
    'packages/providers/src/a.ts',
    `import { x } from '../../client-runway/src/index.ts'`,
    'must not leave its package',
  ],
  [
    'packages/providers/test/a.ts',
    `import '../../../tooling/vendor-sim/src/index.ts'`,
    'must not leave its package',
  ],
])('%s may not say %s', ([file, text, why]) => {
  expect(checkLayers(file ?? '', text ?? '')).toEqual([
    { file, line: text?.split('\n').length, message: expect.stringContaining(why ?? '') },
  ])
})

test.for([
  ['packages/http-base/src/transport.ts', `import got from 'got'`],
  ['packages/http-base/src/limiter.ts', `import Bottleneck from 'bottleneck'`],
  ['packages/http-base/bench/overhead.bench.ts', `import got from 'got'`],
  ['packages/client-runway/src/client.ts', `import { BaseHTTPClient } from '@jointo/http-base'`],
  ['packages/client-runway/test/a.test.ts', `import { startRunwaySim } from '@jointo/vendor-sim'`],
  ['packages/client-runway/examples/a.ts', `import { RunwayClient } from '@jointo/client-runway'`],
  ['packages/client-runway/tsdown.config.ts', `export { library as default } from '@jointo/build'`],
  ['packages/ai-service/src/a.ts', `import { sql } from 'drizzle-orm'\nimport { x } from './deep/../b.ts'`],
  [
    'apps/api/src/a.ts',
    `import { createAIService } from '@jointo/ai-service'\nimport { join } from 'node:path'`,
  ],
  ['apps/api/test/a.test.ts', `import { MockProvider } from '@jointo/providers'\nimport { Pool } from 'pg'`],
  ['apps/api/src/a.ts', `/**\n * import { Pool } from 'pg'\n */\n// import got from 'got'`],
  ['docs/a.ts', `import got from 'got'`],
])('%s may say %s', ([file, text]) => {
  expect(checkLayers(file ?? '', text ?? '')).toEqual([])
})

test('declared dependencies follow the same arrows', () => {
  const messages = (file: string, names: string[]): string[] =>
    checkManifest(file, { dependencies: Object.fromEntries(names.map((name) => [name, '*'])) }).map(
      ({ message }) => message.split(':')[0] ?? '',
    )
  const app = ['@jointo/ai-service', '@jointo/client-runway', 'hono', 'pg']
  expect(messages('apps/api/package.json', app)).toEqual([
    'depends on @jointo/client-runway',
    'depends on pg',
  ])
  expect(messages('packages/client-runway/package.json', ['@jointo/http-base', 'got', 'zod'])).toEqual([
    'depends on got',
  ])
  expect(messages('packages/http-base/package.json', ['got', 'bottleneck', 'zod'])).toEqual([])
  expect(messages('packages/providers/package.json', ['@jointo/build'])).toEqual(['depends on @jointo/build'])
  expect(
    checkManifest('apps/api/package.json', { devDependencies: { pg: '*', '@jointo/test-support': '*' } }),
  ).toEqual([])
})
