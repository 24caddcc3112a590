import { isDeepStrictEqual } from 'node:util'
import type { Problem } from './problem.ts'
import type { Manifest } from './repository.ts'

type Exports = NonNullable<Manifest['exports']>

/** The part of the package.json of a published package that strangers depend on. */
export interface PublishedManifest extends Manifest {
  license?: string
  type?: string
  sideEffects?: boolean
  files?: readonly string[]
  engines?: { node?: string }
  publishConfig?: { access?: string; exports?: Exports }
}

const SOURCE = '@jointo/source'

/** What each package that others install has to say about itself. */
export function checkPackageShape(file: string, manifest: PublishedManifest, readme: string): Problem[] {
  if (!/^packages\/[^/]+\/package\.json$/.test(file) || manifest.private === true) return []
  const { name = '', exports = {}, publishConfig = {} } = manifest
  const demands: [boolean, string][] = [
    [manifest.license === 'MIT', 'license must be MIT'],
    [manifest.type === 'module', 'type must be module'],
    [manifest.sideEffects === false, 'sideEffects must be false, so that bundlers drop what is not used'],
    [manifest.engines?.node !== undefined, 'engines.node must say what is supported'],
    [isSubset(['CHANGELOG.md', 'dist'], manifest.files), 'files must list dist and CHANGELOG.md'],
    [publishConfig.access === 'public', 'publishConfig.access must be public'],
    [
      isDeepStrictEqual(publishConfig.exports, published(exports)),
      `publishConfig.exports must be exports without ${SOURCE}: strangers have no sources`,
    ],
    [
      new RegExp(String.raw`^ *npm install ${name}\b`, 'm').test(readme),
      `README.md must show npm install ${name}`,
    ],
  ]
  return demands.filter(([holds]) => !holds).map(([, message]) => ({ file, line: 0, message }))
}

function isSubset(wanted: string[], there: readonly string[] = []): boolean {
  return wanted.every((one) => there.includes(one))
}

function published(exports: Exports): Exports {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, target]) => {
      if (typeof target === 'string') return [entry, target]
      const { [SOURCE]: _, ...rest } = target
      return [entry, rest]
    }),
  )
}
