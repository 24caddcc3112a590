import { isObject, objectAt, resolve, type JsonObject } from '../src/openapi/json.ts'

export interface Parameter {
  name: string
  required: boolean
  schema: JsonObject
}

/** One route as the document describes it. */
export interface Described {
  /** `POST /v1/jobs` */
  title: string
  method: string
  path: string
  operation: JsonObject
  parameters: { path: Parameter[]; query: Parameter[]; header: Parameter[] }
  /** Media type → schema, of what may be sent. */
  body: ReadonlyMap<string, JsonObject>
  jsonBody: { schema: JsonObject; example: unknown } | undefined
  /** Status → media types → schema. */
  responses: ReadonlyMap<number, ReadonlyMap<string, JsonObject>>
  answersJson: boolean
  isAdmin: boolean
  /** What an account's key needs; none where no such key is asked for. */
  scopes: string[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Every route of a document, in its order. */
export function operationsOf(given: unknown): Described[] {
  const document = isObject(given) ? given : {}
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, methods]) =>
    METHODS.filter((method) => isObject(methods) && method in methods).map((method) =>
      describe(path, method, objectAt(methods, method), document),
    ),
  )
}

/** What an id in a path is of: `/v1/webhook-deliveries/{id}` is about a webhook-delivery. */
export function kindOfPath(path: string, name: string): string {
  const collection = path.split(`/{${name}}`)[0]?.split('/').at(-1) ?? ''
  return collection.replace(/ies$/, 'y').replace(/s$/, '')
}

function describe(path: string, method: string, operation: JsonObject, document: JsonObject): Described {
  const requestBody = objectAt(operation, 'requestBody')
  const json = objectAt(objectAt(requestBody, 'content'), 'application/json')
  const responses = new Map(
    Object.entries(objectAt(operation, 'responses')).map(([status, response]) => [
      Number(status),
      mediaTypes(resolve(response, document)),
    ]),
  )
  return {
    title: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    operation,
    parameters: parametersOf(operation, document),
    body: mediaTypes(requestBody),
    jsonBody: 'schema' in json ? { schema: objectAt(json, 'schema'), example: json['example'] } : undefined,
    responses,
    answersJson: [...responses].some(([status, types]) => status < 300 && types.has('application/json')),
    isAdmin: scopesOf(operation, 'adminKey') !== undefined,
    scopes: scopesOf(operation, 'apiKey') ?? [],
  }
}

function parametersOf(operation: JsonObject, document: JsonObject): Described['parameters'] {
  const given: unknown[] = Array.isArray(operation['parameters']) ? operation['parameters'] : []
  const all = given.map((parameter) => resolve(parameter, document))
  const at = (place: string): Parameter[] =>
    all
      .filter((parameter) => parameter['in'] === place)
      .map((parameter) => ({
        name: String(parameter['name']),
        required: parameter['required'] === true,
        schema: objectAt(parameter, 'schema'),
      }))
  return { path: at('path'), query: at('query'), header: at('header') }
}

function mediaTypes(holder: JsonObject): Map<string, JsonObject> {
  const content = Object.entries(objectAt(holder, 'content'))
  return new Map(content.map(([type, media]) => [type, objectAt(media, 'schema')]))
}

function scopesOf(operation: JsonObject, scheme: string): string[] | undefined {
  const security: unknown[] = Array.isArray(operation['security']) ? operation['security'] : []
  for (const requirement of security) {
    const scopes = isObject(requirement) ? requirement[scheme] : undefined
    if (Array.isArray(scopes)) return scopes.map(String)
  }
  return undefined
}
