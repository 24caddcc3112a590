import { kindOfPath, type Described } from './document.ts'
import type { Random } from './random.ts'

export interface Pool {
  key: string
  adminKey: string
  /** Revoked, of somebody else, without scopes, made up. */
  otherKeys: string[]
  /** For `{id}` and the like: mostly of the kind that the path is about. */
  forPath(one: Pick<Described, 'method' | 'path'>, name: string, random: Random): string
  /** A file that is right for a form of that path; undefined where any will do. */
  fileFor(path: string): Buffer | undefined
  /** For a field of a body or a query of that path; undefined where nothing is known by that name. */
  forField(name: string, path: string, random: Random): unknown
}

export interface Known {
  key: string
  adminKey: string
  otherKeys: string[]
  /** `job` → own ids, and so on. */
  own: Record<string, string[]>
  /** Somebody else’s. */
  foreign: string[]
  models: string[]
  /** End of a path → a model that is made for it. */
  modelsOf: Record<string, string>
  /** Somebody who speaks. */
  recording: Buffer
  cursors: string[]
  orders: Record<string, unknown>[]
}

const ADDRESSES = ['https://8.8.8.8/hooks', 'https://1.1.1.1:8443/', 'http://8.8.8.8/', 'https://10.0.0.1/']

const FIELDS: Record<string, string> = {
  asset_id: 'asset',
  file_id: 'asset',
  input_reference: 'asset',
  quote_id: 'quote',
  job_id: 'job',
  after: 'video',
  corrects: 'transaction',
}

export function createPool(known: Known): Pool {
  const everything = [...Object.values(known.own).flat(), ...known.foreign, ...known.models]
  const idOf = (kind: string, random: Random): string => {
    const own = known.own[kind] ?? []
    return own.length > 0 && random.chance(0.75) ? random.pick(own) : random.pick(everything)
  }
  return {
    key: known.key,
    adminKey: known.adminKey,
    otherKeys: known.otherKeys,
    forPath({ method, path }, name, random) {
      if (path.endsWith('/unknown') && random.chance(0.7)) return idOf('unknown-job', random)
      if (path.startsWith('/v1/models') && random.chance(0.8)) return random.pick(known.models)
      if (name === 'file')
        return random.pick(['start.js', 'swagger-ui.css', 'swagger-ui.css.map', 'package.json'])
      // What is deleted is of no more use to the others.
      if (method === 'DELETE' && random.chance(0.8)) return random.pick(known.foreign)
      return idOf(kindOfPath(path, name), random)
    },
    fileFor: (path) => (path.startsWith('/v1/audio/') ? known.recording : undefined),
    forField(name, path, random) {
      if (name === 'model') {
        const made = known.modelsOf[path.split('/').at(-1) ?? '']
        return made !== undefined && random.chance(0.5) ? made : random.pick(known.models)
      }
      // Only a grant is there to be corrected.
      if (name === 'amount' && path.endsWith('/adjustments')) return '-0.01'
      if (name === 'cursor') return random.pick(known.cursors)
      if (name === 'webhook_url' || name === 'url') return random.pick(ADDRESSES)
      if (name === 'order') return random.pick(known.orders)
      const kind = FIELDS[name]
      return kind === undefined ? undefined : idOf(kind, random)
    },
  }
}
