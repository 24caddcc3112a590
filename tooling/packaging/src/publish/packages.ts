import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  private: z.boolean().optional(),
  exports: z.record(z.string(), z.unknown()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
})

export interface PublishedPackage {
  name: string
  version: string
  /** From the root of the repository. */
  folder: string
  /** `@jointo/ai-service/schema` and the like: what can be imported. */
  entries: string[]
  /** Optional ones: what some entries want. */
  peers: Record<string, string>
}

/** The packages of a repository that others can install, the lowest layer first. */
export function readPackages(root: string): PublishedPackage[] {
  return globSync('packages/*/package.json', { cwd: root })
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((file) => {
      const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(root, file), 'utf8')))
      if (manifest.private === true) return []
      const entries = Object.keys(manifest.exports ?? {})
        .filter((entry) => entry !== './package.json')
        .map((entry) => path.posix.join(manifest.name, entry))
      const { name, version, peerDependencies: peers = {} } = manifest
      return [{ name, version, folder: path.dirname(file), entries, peers }]
    })
}

const ORDER = ['http-base', 'client-', 'providers', 'ai-service']

function rank(file: string): number {
  return ORDER.findIndex((name) => file.includes(`/${name}`))
}
