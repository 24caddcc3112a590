import { isObject, objectAt, resolve, type JsonObject } from '../src/openapi/json.ts'
import { png } from '../test/helpers/png.ts'
import { HOSTILE_TEXTS } from './hostile.ts'
import { validValue, type ValueSource } from './values.ts'

export const BOUNDARY = 'fuzz7e1b'

const PNG = png(1, 1)
const FILES: readonly Buffer[] = [
  PNG,
  PNG,
  PNG,
  PNG.subarray(0, -6),
  Buffer.alloc(0),
  Buffer.concat([PNG, Buffer.from('<script>')]),
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  Buffer.from('%PDF-1.7'),
  Buffer.from('PK\u0003\u0004'),
  Buffer.from('RIFF\u0024\0\0\0WAVEfmt '),
  Buffer.from('ID3\u0004\0\0\0\0\0\0'),
  Buffer.alloc(70_000, 7),
]

export interface FormSource extends ValueSource {
  /** What the route is meant for, where a picture is not. */
  file: Buffer | undefined
}

/** A form by its schema: mostly right, sometimes with a field too many, twice, of the other kind, or without an end. */
export function formBody(given: JsonObject, source: FormSource): Buffer {
  const { random, document } = source
  const schema = resolve(given, document)
  const parts: Buffer[] = []
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : []
  for (const [name, field] of Object.entries(objectAt(schema, 'properties'))) {
    if (!isObject(field) || (!required.includes(name) && !random.chance(0.15))) continue
    if (random.chance(0.05)) continue
    const times = random.chance(0.04) ? 2 : 1
    for (let time = 0; time < times; time += 1) parts.push(part(name, field, source))
  }
  if (random.chance(0.1)) parts.push(textPart('unknown', random.pick(HOSTILE_TEXTS)))
  if (random.chance(0.03)) parts.push(...Array.from({ length: 30 }, (_, n) => textPart(`field${n}`, 'x')))
  const end = Buffer.from(random.chance(0.05) ? '' : `--${BOUNDARY}--\r\n`)
  return Buffer.concat([...parts, end])
}

function part(name: string, field: JsonObject, source: FormSource): Buffer {
  const { random } = source
  const isFile = field['format'] === 'binary' || objectAt(field, 'items')['format'] === 'binary'
  if (isFile !== random.chance(0.05)) return filePart(name, fileOf(source))
  if (random.chance(0.1)) return textPart(name, random.pick(HOSTILE_TEXTS))
  const value = validValue(field, source, name)
  return textPart(name, typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}

function fileOf({ random, file }: FormSource): Buffer {
  return file !== undefined && random.chance(0.5) ? file : random.pick(FILES)
}

function textPart(name: string, value: string): Buffer {
  return Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
}

function filePart(name: string, content: Buffer): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')])
}
