import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { isObject } from '../src/openapi/json.ts'
import { closed } from './closed.ts'
import type { Described } from './document.ts'

/** An answer, read to its end or as far as it was wanted. */
export interface Reply {
  status: number
  headers: Record<string, string | undefined>
  body: string
}

export interface Checker {
  /** What is wrong with an answer by the document; nothing is best. */
  reply(one: Described, reply: Reply): string[]
  /** What is wrong with the examples of a route. */
  examples(one: Described): string[]
}

/** Every answer has these, whatever it is. */
const ALWAYS: Record<string, RegExp> = {
  'x-request-id': /^req_[0-9a-f]{32}$/,
  'x-content-type-options': /^nosniff$/,
  'content-security-policy': /default-src 'none'/,
}

/** Judges answers by a document. Objects may have no field that it does not name. */
export function createChecker(given: unknown): Checker {
  const document = isObject(given) ? given : {}
  const ajv = new Ajv2020({ strict: false, logger: false, formats: { 'date-time': isTime } })
  ajv.addSchema({ ...closed(document), $id: 'api' })
  const known = new Map<string, ValidateFunction>()
  const problemsOf = (pointer: string, value: unknown): string[] => {
    const validate = known.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` })
    known.set(pointer, validate)
    return validate(value) ? [] : [`${ajv.errorsText(validate.errors)} (${pointer})`]
  }
  return {
    reply: (one, reply) => [...headerProblems(reply), ...bodyProblems(one, reply, problemsOf)],
    examples: (one) => exampleProblems(one, problemsOf),
  }
}

type ProblemsOf = (pointer: string, value: unknown) => string[]

function headerProblems({ headers }: Reply): string[] {
  return Object.entries(ALWAYS)
    .filter(([name, pattern]) => !pattern.test(headers[name] ?? ''))
    .map(([name]) => `${name} is ${JSON.stringify(headers[name])}`)
}

function bodyProblems(one: Described, { status, headers, body }: Reply, problemsOf: ProblemsOf): string[] {
  const types = one.responses.get(status)
  if (types === undefined) return [`status ${status} is not in the document: ${body.slice(0, 300)}`]
  if (types.size === 0 || one.method === 'HEAD')
    return body === '' ? [] : [`${status} has a body: ${body.slice(0, 100)}`]
  const type = headers['content-type']?.split(';')[0] ?? ''
  const declared = [...types.keys()].find((range) => fits(type, range))
  if (declared === undefined) return [`${status} has the type ${type}, not ${[...types.keys()].join(' or ')}`]
  if (type !== 'application/json' || declared !== type) return []
  try {
    return problemsOf(pointerTo(one, status), JSON.parse(body))
  } catch (error) {
    return [`${status} has a body that is no JSON: ${String(error)}`]
  }
}

function exampleProblems(one: Described, problemsOf: ProblemsOf): string[] {
  const at = pointer('paths', one.path, one.method.toLowerCase())
  const problems: string[] = []
  for (const [place, holder] of Object.entries({
    '/requestBody': one.operation['requestBody'],
    ...Object.fromEntries(
      [...one.responses.keys()]
        .filter((status) => status < 300)
        .map((status) => [`/responses/${status}`, Reflect.get(Object(one.operation['responses']), status)]),
    ),
  })) {
    const media =
      isObject(holder) && isObject(holder['content']) ? holder['content']['application/json'] : undefined
    if (!isObject(media)) continue
    if (media['example'] === undefined) problems.push(`${place} has no example`)
    else problems.push(...problemsOf(`${at}${place}/content/application~1json/schema`, media['example']))
  }
  return problems
}

function pointerTo(one: Described, status: number): string {
  const response: unknown = Reflect.get(Object(one.operation['responses']), status)
  const base =
    isObject(response) && typeof response['$ref'] === 'string'
      ? response['$ref'].slice(1)
      : pointer('paths', one.path, one.method.toLowerCase(), 'responses', String(status))
  return `${base}/content/application~1json/schema`
}

function pointer(...steps: string[]): string {
  return steps
    .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')
}

function fits(type: string, range: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text))
}
