import { picture } from '../picture.ts'
import { Line, type Timed } from './line.ts'

/** What the load process is told to do. */
export interface Load {
  port: number
  path: string
  /** One for each line in turn: accounts of their own, where there are accounts. */
  headers: Record<string, string>[]
  body: string
  /** Sends a form with a picture of so many megabytes in place of the body. */
  upload?: { megabytes: number; fields: Record<string, string> } | undefined
  lines: number
  /** Not counted. */
  warmUpMs: number
  milliseconds: number
}

export interface Measured {
  requests: number
  seconds: number
  p50: number
  p99: number
  first50: number
  first99: number
  events: number
}

process.on('message', (load: Load) => {
  run(load).then(
    (measured) => process.send?.({ measured }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.once('disconnect', () => process.exit())
process.send?.(0)

async function run(load: Load): Promise<Measured> {
  const lines = Array.from({ length: load.lines }, () => new Line(load.port))
  await drive(lines, load, load.warmUpMs)
  process.send?.({ begun: true })
  const started = performance.now()
  const timed = await drive(lines, load, load.milliseconds)
  const seconds = (performance.now() - started) / 1_000
  process.send?.({ ended: true })
  for (const line of lines) line.close()
  const totals = timed.map(({ total }) => total).toSorted((a, b) => a - b)
  const firsts = timed.map(({ first }) => first).toSorted((a, b) => a - b)
  return {
    requests: timed.length,
    seconds,
    p50: at(totals, 0.5),
    p99: at(totals, 0.99),
    first50: at(firsts, 0.5),
    first99: at(firsts, 0.99),
    events: timed.reduce((sum, { events }) => sum + events, 0),
  }
}

async function drive(lines: Line[], load: Load, milliseconds: number): Promise<Timed[]> {
  const until = performance.now() + milliseconds
  const timed: Timed[] = []
  const { type, body } = content(load)
  await Promise.all(
    lines.map(async (line, index) => {
      const request = Buffer.concat([head(load, index, type, body.length), body])
      while (performance.now() < until) {
        const one = await line.ask(request)
        if (one.status > 201) throw new Error(`answered with ${one.status}`)
        timed.push(one)
      }
    }),
  )
  return timed
}

function head({ port, path, headers }: Load, index: number, type: string, length: number): Buffer {
  const fields = {
    host: `127.0.0.1:${port}`,
    'content-type': type,
    'content-length': String(length),
    ...headers[index % headers.length],
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
}

function content({ body, upload }: Load): { type: string; body: Buffer } {
  if (upload === undefined) return { type: 'application/json', body: Buffer.from(body) }
  const fields = Object.entries(upload.fields).map(([name, value]) =>
    formPart(`name="${name}"`, Buffer.from(value)),
  )
  const file = formPart(
    'name="file"; filename="a.png"\r\nContent-Type: image/png',
    picture(upload.megabytes * 1e6),
  )
  const end = Buffer.from('--bench--\r\n')
  return { type: 'multipart/form-data; boundary=bench', body: Buffer.concat([...fields, file, end]) }
}

function formPart(head: string, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`--bench\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    body,
    Buffer.from('\r\n'),
  ])
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
