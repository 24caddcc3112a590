import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readAPITable } from './api-table.ts'
import { compare, type Difference } from './compare.ts'
import {
  entryOf,
  methodsIn,
  NOTHING,
  replyOfOurs,
  ROOT,
  sentByOurs,
  withoutEscapes,
  withoutNull,
} from './counterparts.ts'
import { methodsOf, type SDKMethod } from './methods.ts'
import { readTypes } from './program.ts'
import { ShapeReader } from './read-shape.ts'
import type { SDK } from './sdk.ts'
import { unite, type Shape } from './shape.ts'

/** What one method of an SDK and ours do not have in common. */
export interface MethodDrift {
  method: string
  /** Our methods; empty when there is none. */
  ours: readonly string[]
  /** Lines such as `textToVideo.create › gen4.5 › ratio: value "1:1" is missing`. */
  differences: readonly string[]
}

/**
 * Compares an SDK with our client, method by method.
 *
 * @param folder where the SDK's package lies
 * @throws Error when its types, or ours, can not be read
 */
export function findDrift(sdk: SDK, folder: string): MethodDrift[] {
  const types = readTypes(entryOf(sdk, folder))
  const reader = new ShapeReader(types.checker)
  const listed = readAPITable(readFileSync(path.resolve(ROOT, sdk.ours.folder, 'api.md'), 'utf8'))
  const methods = methodsOf(types.typeOf('SDK'), types.checker).filter(({ name }) => isWanted(sdk, name))
  const names = Object.keys(sdk.pairs)

  const driftOf = ({ name, sent, answered }: SDKMethod): MethodDrift => {
    const pair = sdk.pairs[name]
    if (pair === undefined) return { method: name, ours: [], differences: [`${name}: method is missing`] }
    const ours = methodsIn(pair)
    const index = names.indexOf(name)
    const taken = withoutEscapes(sentByOurs(index, types, reader), sdk.ours.escapes)
    const differences = compare(
      readable(name, sent ? withoutNull(reader.read(sent)) : NOTHING),
      readable(name, taken),
    )
    if (sdk.replies) {
      const reply = unite(answered.map((type) => reader.read(type)))
      const found = compare(
        readable(name, reply),
        readable(name, replyOfOurs(index, types, reader)),
        'answered',
      )
      differences.push(...found.map(({ path, what }) => ({ path: ['reply', ...path], what })))
    }
    const unlisted = ours.filter((method) => !listed.has(method))
    return {
      method: name,
      ours,
      differences: [
        ...unlisted.map((method) => `${name}: ${method} is not in api.md`),
        ...differences.map((difference) => lineOf(name, difference)),
      ],
    }
  }

  const gone = names.filter((name) => !methods.some((method) => method.name === name))
  return [
    ...methods.map(driftOf),
    ...gone.map((method) => ({ method, ours: [], differences: [`${method}: method is gone from the SDK`] })),
  ]
}

function isWanted({ resources }: SDK, method: string): boolean {
  return resources === undefined || resources.includes(method.split('.')[0] ?? '')
}

/** A type that is read as `any` would agree with everything. */
function readable(method: string, shape: Shape): Shape {
  if (shape.anything) throw new Error(`The types of ${method} can not be read`)
  return shape
}

function lineOf(method: string, { path, what }: Difference): string {
  return `${[method, ...path].join(' › ')}: ${what}`
}
