import { expect, test } from 'vitest'
import { checkPackageShape, type PublishedManifest } from './package-shape.ts'

const built = { types: './dist/index.d.ts', default: './dist/index.js' }
const good: PublishedManifest = {
  name: '@jointo/one',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  files: ['CHANGELOG.md', 'dist'],
  engines: { node: '>=22' },
  exports: { '.': { '@jointo/source': './src/index.ts', ...built }, './package.json': './package.json' },
  publishConfig: { access: 'public', exports: { '.': built, './package.json': './package.json' } },
}
const README = 'One.\n\n    npm install @jointo/one\n'
const check = (manifest: PublishedManifest, readme = README): string[] =>
  checkPackageShape('packages/one/package.json', manifest, readme).map(({ message }) => message)

test('what strangers depend on is said', () => {
  expect(check(good)).toEqual([])
  expect(checkPackageShape('apps/api/package.json', {}, '')).toEqual([])
})

test.for([
  [{ license: 'ISC' }, 'license must be MIT'],
  [{ sideEffects: true }, 'sideEffects must be false'],
  [{ files: ['dist'] }, 'files must list'],
  [{ engines: {} }, 'engines.node must say'],
  [{ publishConfig: { access: 'public', exports: {} } }, 'publishConfig.exports must be'],
  [{ publishConfig: { ...good.publishConfig, access: 'restricted' } }, 'publishConfig.access must be'],
] as const)('%o is refused', ([change, message]) => {
  const changed: PublishedManifest = { ...good, ...structuredClone(change) }
  expect(check(changed)).toEqual([expect.stringContaining(message)])
})

test('a README that does not say how to install is refused', () => {
  expect(check(good, 'One.')).toEqual([expect.stringContaining('npm install @jointo/one')])
})
