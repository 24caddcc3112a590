import type { SeenFile } from './call-log.ts'

export type FormValue = string | File

/** A request body, read once for the log and the route alike. */
export type RequestBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; fields: Map<string, FormValue[]>; size: number }
  | { kind: 'other'; text: string }

export async function readBody(request: Request): Promise<RequestBody> {
  if (request.method === 'GET' || request.method === 'HEAD') return { kind: 'none' }
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength === 0) return { kind: 'none' }
  const contentType = request.headers.get('content-type') ?? ''
  if (contentType.includes('multipart/form-data')) return await readForm(bytes, contentType)
  const text = new TextDecoder().decode(bytes)
  if (!contentType.includes('json')) return { kind: 'other', text }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    return { kind: 'other', text }
  }
}

async function readForm(bytes: ArrayBuffer, contentType: string): Promise<RequestBody> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
    const fields = new Map<string, FormValue[]>()
    for (const [name, value] of form) fields.set(name, [...(fields.get(name) ?? []), value])
    return { kind: 'form', fields, size: bytes.byteLength }
  } catch {
    return { kind: 'other', text: '(multipart body that could not be read)' }
  }
}

/** The body as the logs show it. */
export function describeBody(body: RequestBody): unknown {
  switch (body.kind) {
    case 'none':
      return undefined
    case 'json':
      return body.value
    case 'other':
      return body.text
    case 'form':
      break
  }
  const entries = [...body.fields].map(([name, values]) => {
    const described = values.map(describeValue)
    return [name, described.length === 1 ? described[0] : described]
  })
  return Object.fromEntries(entries)
}

function describeValue(value: FormValue): string | SeenFile {
  if (typeof value === 'string') return value
  return { file: value.name, mediaType: value.type, size: value.size }
}
