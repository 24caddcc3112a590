import { isObject, objectAt, resolve, type JsonObject } from '../../src/openapi/json.ts'
import { kindOfPath, type Described } from '../../fuzz/document.ts'
import type { CallInit } from '../helpers/create-test-app.ts'

/** One place of a route where the id of something stands. */
export interface ForeignField {
  title: string
  /** Of what: a name in the victim's samples. */
  kind: string
  status: number
  code: string
  /** A place in a list (cursors), or a filter: nobody has to complain about it. */
  mayBeIgnored: boolean
  changesThings: boolean
  /** Of the id in the path, where `id` stands elsewhere. */
  pathKind: string | undefined
  requestWith(id: string, pathId?: string): { path: string; init: CallInit }
  /** The same id, of something that does not exist. */
  nowhere(id: string): string
}

const ID =
  /(^|_)id$|^id$|^(cursor|after|before|last-event-id|input_reference)$|_id\]$|^(?:image|mask|file|reference)_url$/
/** Names that are ids of nothing that is stored here. */
const NOT_OURS = new Set(['vendor_task_id', 'safety_identifier', 'voice.id'])
/** Models that take the files of a job's input, by its words. */
const ORDERS: Readonly<Record<string, object>> = {
  images: { model: 'mock/image-edit', kind: 'image_edit', input: { prompt: 'x' } },
  video: { model: 'mock/video-upscale', kind: 'video_upscale', input: {} },
  audio: { model: 'mock/transcription', kind: 'transcription', input: {} },
}
const PLACES = /^(cursor|after|before|last-event-id)$/

export function foreignFields(one: Described, document: JsonObject): ForeignField[] {
  const { path, query, header } = one.parameters
  return [
    ...path.map(({ name }) => field(one, 'path', name, kindOfPath(one.path, name))),
    ...query.filter(isId).map(({ name }) => field(one, 'query', name, kindOf(one, name))),
    ...header.filter(isId).map(({ name }) => field(one, 'header', name, kindOf(one, name))),
    ...[...one.body].flatMap(([type, schema]) =>
      idPaths(schema, document)
        .filter((steps) => !NOT_OURS.has(steps.join('.')))
        .map((steps) => bodyField(one, type, steps)),
    ),
  ].filter(({ kind }) => kind !== 'model')
}

const isId = ({ name }: { name: string }): boolean => ID.test(name) && !NOT_OURS.has(name)

function kindOf(one: Described, name: string): string {
  if (/cursor|after|before/.test(name)) return `${name} of ${one.path.split('/{')[0]}`
  if (/file_id|input_reference|_url/.test(name)) return 'asset'
  return name.replace(/_id\]?$/, '').replace(/^.*\[/, '')
}

function base(one: Described, place: string, name: string, kind: string) {
  return {
    title: `${one.title}: ${place} ${name}`,
    kind,
    status: 404,
    code: 'not_found',
    mayBeIgnored: PLACES.test(name) || (place === 'query' && name.endsWith('_id')),
    changesThings: one.method !== 'GET',
    pathKind: one.parameters.path[0] && kindOfPath(one.path, one.parameters.path[0].name),
    nowhere: (id: string) => id.replaceAll(/[0-9a-f]{32}/g, '0'.repeat(32)),
  }
}

function field(one: Described, place: 'path' | 'query' | 'header', name: string, kind: string): ForeignField {
  return {
    ...base(one, place, name, kind),
    requestWith: (id, pathId = 'x') => ({
      path:
        one.path.replaceAll(/\{\w+\}/g, encodeURIComponent(place === 'path' ? id : pathId)) +
        (place === 'query' ? `?${name}=${encodeURIComponent(id)}` : ''),
      init: {
        method: one.method,
        ...(place === 'header' ? { headers: { [name]: id } } : {}),
        ...(one.jsonBody === undefined ? {} : { json: one.jsonBody.example }),
      },
    }),
  }
}

function bodyField(one: Described, type: string, steps: string[]): ForeignField {
  const name = steps.at(-1) ?? ''
  const isForm = type === 'multipart/form-data'
  const example = Object(
    Reflect.get(Object(objectAt(objectAt(one.operation['requestBody'], 'content'), type)), 'example'),
  )
  return {
    ...base(one, `${isForm ? 'form' : 'body'} ${steps.slice(0, -1).join('.')}`, name, kindOf(one, name)),
    // Where the path names something as well, that is looked for first.
    ...(name === 'quote_id' && one.parameters.path.length === 0
      ? { status: 400, code: 'invalid_request' }
      : {}),
    requestWith(id, pathId = 'x') {
      const path = one.path.replaceAll(/\{\w+\}/g, encodeURIComponent(pathId))
      const order = steps[0] === 'input' ? { ...example, ...ORDERS[steps[1] ?? ''] } : example
      const json: unknown = withValue(order, steps, id)
      if (!isForm) return { path, init: { method: one.method, json } }
      const body = new FormData()
      for (const [key, value] of Object.entries(Object(json))) body.append(key, String(value))
      return { path, init: { method: one.method, body } }
    },
  }
}

/** `[]` stands for the first item of an array. */
function withValue(value: unknown, [step, ...rest]: string[], id: string): unknown {
  if (step === undefined) return id
  if (step === '[]') return [withValue({}, rest, id)]
  const holder = isObject(value) ? value : {}
  return { ...holder, [step]: withValue(holder[step], rest, id) }
}

function idPaths(schema: unknown, document: JsonObject, depth = 0): string[][] {
  if (depth > 8) return []
  const resolved = resolve(schema, document)
  const choices = [resolved['oneOf'], resolved['anyOf'], resolved['allOf']].filter(Array.isArray).flat()
  return [
    ...Object.entries(objectAt(resolved, 'properties')).flatMap(([name, child]) =>
      [
        ...(isId({ name }) && resolve(child, document)['format'] !== 'binary' ? [[]] : []),
        ...idPaths(child, document, depth + 1),
      ].map((rest) => [name, ...rest]),
    ),
    ...('items' in resolved
      ? idPaths(resolved['items'], document, depth + 1).map((rest) => ['[]', ...rest])
      : []),
    ...choices.flatMap((choice: unknown) => idPaths(choice, document, depth + 1)),
  ]
}
