import path from 'node:path'
import { findImports, packageOf } from './imports.ts'
import type { Problem } from './problem.ts'
import type { Manifest } from './repository.ts'

const CLIENT = /^@jointo\/client-/
const TOOLING = new Set(
  [
    'build',
    'chaos',
    'checks',
    'embedded-postgres',
    'fault-proxy',
    'launcher',
    'packaging',
    'test-support',
    'typescript-config',
    'vendor-sim',
    'vitest-config',
  ].map((name) => `@jointo/${name}`),
)

interface Layer {
  name: string
  folder: RegExp
  /** What of ours it may use. */
  below: (name: string) => boolean
  why: string
}

const LAYERS: Layer[] = [
  {
    name: 'http-base',
    folder: /^packages\/http-base\//,
    below: () => false,
    why: 'it is the lowest layer and knows none of the others',
  },
  {
    name: 'a client',
    folder: /^packages\/client-/,
    below: (name) => name === '@jointo/http-base',
    why: 'a client is HTTP for one vendor and nothing else, so that it is useful alone',
  },
  {
    name: 'providers',
    folder: /^packages\/providers\//,
    below: (name) => name === '@jointo/http-base' || CLIENT.test(name),
    why: 'a provider translates between one vendor and our vocabulary; it knows no database, no credits and no app',
  },
  {
    name: 'ai-service',
    folder: /^packages\/ai-service\//,
    below: (name) => name === '@jointo/http-base' || name === '@jointo/providers',
    why: 'the service sees only the provider interface: vendor differences end below it',
  },
  {
    name: 'the API',
    folder: /^apps\/api\//,
    below: (name) => name === '@jointo/ai-service' || name === '@jointo/console',
    why: 'it parses, authorises, calls the service and answers, and hands out the built console; what it needs, the service exports',
  },
  {
    name: 'an app',
    folder: /^apps\//,
    below: (name) => name === '@jointo/ai-service',
    why: 'an app parses, authorises, calls the service and answers; what it needs, the service exports',
  },
  {
    name: 'tooling',
    folder: /^tooling\//,
    below: () => false,
    why: 'a tool that shared our code would share its mistakes',
  },
]

interface Owner {
  library: RegExp
  /** Files that may import it. */
  files: RegExp
  why: string
}

/** Libraries that only some files may touch, in code that is not a test. */
const OWNERS: Owner[] = [
  {
    library: /^got$/,
    files: /^packages\/http-base\/src\/transport\.ts$/,
    why: 'only transport.ts of http-base knows the HTTP engine, so that it can be replaced and its errors do not leak',
  },
  {
    library: /^bottleneck$/,
    files: /^packages\/http-base\//,
    why: 'only http-base limits rates: every attempt passes one limiter',
  },
  {
    library: /^(drizzle-orm|drizzle-kit|pg|pg-boss)$/,
    files: /^(packages\/ai-service|tooling)\//,
    why: 'only the service speaks SQL: apps and providers go through it',
  },
]

const TEST = /(^|\/)(test|bench|fuzz|scripts|examples)\/|\.(test|test-d|bench)\.ts$/
const SETTINGS = /\.config\.ts$/

/** Imports that point up, sideways, out of their package, or past the owner of a library. */
export function checkLayers(file: string, text: string): Problem[] {
  const layer = LAYERS.find(({ folder }) => folder.test(file))
  if (!layer || !/\.[mc]?tsx?$/.test(file)) return []
  return findImports(text).flatMap(({ specifier, line }) => {
    const message = specifier.startsWith('.')
      ? judgePath(file, specifier)
      : judgePackage(file, layer, packageOf(specifier))
    return message === undefined ? [] : [{ file, line, message: `imports ${specifier}: ${message}` }]
  })
}

/** The same arrows among a package's declared dependencies; those for development are free to hold tools. */
export function checkManifest(file: string, manifest: Manifest): Problem[] {
  const layer = LAYERS.find(({ folder }) => folder.test(file))
  if (!layer) return []
  const shipped = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }
  const folder = path.posix.dirname(file)
  return Object.keys(shipped).flatMap((name) => {
    const owner = OWNERS.find(({ library }) => library.test(name))
    const isForeign =
      owner && !owner.files.test(`${folder}/src/transport.ts`) && !owner.files.test(`${folder}/`)
    const message = isForeign
      ? owner.why
      : name.startsWith('@jointo/')
        ? judgeOurs(layer, name, false)
        : undefined
    return message === undefined ? [] : [{ file, line: 0, message: `depends on ${name}: ${message}` }]
  })
}

function judgePackage(file: string, layer: Layer, name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const isTest = TEST.test(file)
  if (name.startsWith('@jointo/')) {
    const isItself = name === `@jointo/${file.split('/')[1]}`
    return isItself ? undefined : judgeOurs(layer, name, isTest || SETTINGS.test(file))
  }
  if (isTest) return undefined
  return OWNERS.find(({ library, files }) => library.test(name) && !files.test(file))?.why
}

function judgeOurs(layer: Layer, name: string, mayUseTools: boolean): string | undefined {
  if (TOOLING.has(name)) {
    if (layer.name === 'tooling' || mayUseTools) return undefined
    return 'tools are for development: what is deployed or published must run without them'
  }
  if (layer.below(name)) return undefined
  // Tests of a layer may look at everything below it, not only at the next one.
  const isBelow = mayUseTools && rank(layerOf(name)) < rank(layer)
  return isBelow ? undefined : `${layer.name} must not use it: ${layer.why}`
}

function judgePath(file: string, specifier: string): string | undefined {
  const [kind, name] = file.split('/')
  const target = path.posix.join(path.posix.dirname(file), specifier)
  if (target.startsWith(`${kind}/${name}/`)) return undefined
  return 'a relative path must not leave its package: packages meet at their exports'
}

function layerOf(name: string): Layer | undefined {
  const folder = name.replace('@jointo/', '')
  return LAYERS.find(
    (layer) => layer.folder.test(`packages/${folder}/`) || layer.folder.test(`apps/${folder}/`),
  )
}

function rank(layer: Layer | undefined): number {
  return layer ? LAYERS.indexOf(layer) : LAYERS.length
}
