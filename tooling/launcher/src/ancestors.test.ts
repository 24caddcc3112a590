import { expect, test } from 'vitest'
import { kindOf } from './ancestors.ts'

test.for([
  ['npm exec pnpm@12 start', 'runner'],
  ['node /usr/lib/node_modules/npm/bin/npx-cli.js -y pnpm@12 start', 'runner'],
  ['/home/me/.npm/_npx/ab12/node_modules/pnpm/bin/pnpm start', 'runner'],
  ['sh -c pnpm start', 'shell'],
  ['/bin/bash -c npx -y pnpm@12 start &', 'shell'],
  ['-bash', 'other'],
  ['bash .ci/run', 'other'],
  ['node server.js npm', 'other'],
])('%s is a %s', ([command, kind]) => {
  expect(kindOf(command ?? '')).toBe(kind)
})
