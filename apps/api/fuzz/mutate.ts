import { isObject, type JsonObject } from '../src/openapi/json.ts'
import { HOSTILE_TEXTS, HOSTILE_VALUES, RAW_VALUES } from './hostile.ts'
import type { Random } from './random.ts'

/** Stands in the JSON where text is put that is no JSON of ours. */
const RAW_MARK = '\u0001raw\u0001'

/** Changes one place, seldom more, so that what is left still leads deep into the handler. */
export function mutated(value: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(value)
  const holders = holdersIn(copy)
  if (holders.length === 0) return random.pick(HOSTILE_VALUES)
  const holder = random.pick(holders)
  const key = random.pick([...Object.keys(holder), 'unknown', '__proto__'])
  if (random.chance(0.15)) Reflect.deleteProperty(holder, key)
  else define(holder, key, nearby(Reflect.get(holder, key), random))
  return random.chance(0.2) ? mutated(copy, random) : copy
}

/** The JSON of a value, with what `JSON.stringify` would not write. */
export function toText(value: unknown, random: Random): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.replaceAll(JSON.stringify(RAW_MARK), () => random.pick(RAW_VALUES))
}

/** Bytes that are nearly JSON. */
export function brokenText(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  return random.pick([
    () => text.slice(0, at),
    () => `${text}${text}`,
    () => `\u{feff}${text}`,
    () => `${text.slice(0, at)}${random.pick(HOSTILE_TEXTS)}${text.slice(at)}`,
    () => `[${text}]`,
    () => text.replace('{', '{"model":"mock/image","model":1,'),
    () => '['.repeat(5_000),
    () => `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
    () => random.pick(HOSTILE_TEXTS),
  ])()
}

function nearby(value: unknown, random: Random): unknown {
  const choices: (() => unknown)[] = [
    () => random.pick(HOSTILE_VALUES),
    () => random.pick(HOSTILE_TEXTS),
    () => RAW_MARK,
    () => [value],
    () => ({ value }),
    () => JSON.stringify(value),
  ]
  if (typeof value === 'number')
    choices.push(
      () => value + 1,
      () => -value,
      () => value * 1e6,
    )
  if (typeof value === 'string')
    choices.push(
      () => value.toUpperCase(),
      () => `${value}\0`,
      () => value.repeat(50),
    )
  if (Array.isArray(value))
    choices.push(
      () => [...value, ...value, ...value],
      () => [],
    )
  return random.pick(choices)()
}

function holdersIn(value: unknown): (JsonObject | unknown[])[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(holdersIn)]
  return isObject(value) ? [value, ...Object.values(value).flatMap(holdersIn)] : []
}

/** Also under `__proto__`, which an assignment would not make a field of. */
function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}
