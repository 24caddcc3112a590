import { kindOfPath } from './document.ts'
import type { Random } from './random.ts'

export interface Pool {
  key: string
  adminKey: string
  /** Revoked, of somebody else, without scopes, made up. */
  otherKeys: string[]
  /** For `{id}` and the like: mostly of the kind that the path is about. */
  forPath(path: string, name: string, random: Random): string
  /** For a field of a body or a query; undefined where nothing is known by that name. */
  forField(name: string, random: Random): unknown
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
    forPath(path, name, random) {
      if (path.startsWith('/v1/models') && random.chance(0.8)) return random.pick(known.models)
      if (name === 'file')
        return random.pick(['start.js', 'swagger-ui.css', 'swagger-ui.css.map', 'package.json'])
      return idOf(kindOfPath(path, name), random)
    },
    forField(name, random) {
      if (name === 'model') return random.pick(known.models)
      if (name === 'cursor') return random.pick(known.cursors)
      if (name === 'webhook_url' || name === 'url') return random.pick(ADDRESSES)
      if (name === 'order') return random.pick(known.orders)
      const kind = FIELDS[name]
      return kind === undefined ? undefined : idOf(kind, random)
    },
  }
}
