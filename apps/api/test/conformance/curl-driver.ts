import { execFile, execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { dataUrl, fromBase64, WEATHER, type Connection, type Driver } from './driver.ts'

const run = promisify(execFile)

/** Why there is no curl here; undefined when there is. */
export function missingCurl(): string | undefined {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'curl is not installed'
  }
}

class CurlError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, body: string) {
    const { error } = z
      .object({ error: z.object({ message: z.string(), code: z.string() }) })
      .parse(JSON.parse(body))
    super(error.message)
    this.status = status
    this.code = error.code
  }
}

const chatSchema = z.object({
  choices: z.array(
    z.object({
      message: z.object({
        content: z.string().nullable(),
        tool_calls: z
          .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
          .optional(),
      }),
      finish_reason: z.string(),
    }),
  ),
  usage: z.object({ total_tokens: z.number() }),
})
const chunkSchema = z.object({
  choices: z.array(
    z.object({ delta: z.object({ content: z.string().optional() }), finish_reason: z.string().nullable() }),
  ),
  usage: z.object({ total_tokens: z.number() }).nullable(),
})
const imagesSchema = z.object({ data: z.array(z.object({ b64_json: z.string() })) })
const vectorsSchema = z.object({
  data: z.array(z.object({ embedding: z.union([z.string(), z.array(z.number())]) })),
})

/** No library at all: what anybody can write into a shell. */
export function curlDriver({ baseURL, apiKey }: Connection): Driver {
  const curl = async (path: string, ...args: string[]): Promise<Buffer> => {
    const common = ['-sS', '-w', '\\n%{http_code}', '-H', `Authorization: Bearer ${apiKey}`]
    const { stdout } = await run('curl', [...common, ...args, baseURL + path], {
      encoding: 'buffer',
      maxBuffer: 100 * 1024 ** 2,
    })
    const end = stdout.lastIndexOf('\n')
    const status = Number(stdout.subarray(end + 1).toString())
    if (status >= 400) throw new CurlError(status, stdout.subarray(0, end).toString())
    return stdout.subarray(0, end)
  }
  const post = (path: string, body: object): Promise<Buffer> =>
    curl(path, '-H', 'Content-Type: application/json', '-d', JSON.stringify(body))
  const postJson = async <T>(schema: z.ZodType<T>, path: string, body: object): Promise<T> =>
    schema.parse(JSON.parse((await post(path, body)).toString()))
  const form = async (path: string, words: Record<string, string>, files: [string, Uint8Array][]) => {
    const paths = files.map(() => join(tmpdir(), `jointo-curl-${randomUUID()}`))
    try {
      await Promise.all(files.map(([, bytes], index) => writeFile(paths[index] ?? '', bytes)))
      return await curl(
        path,
        ...Object.entries(words).flatMap(([name, value]) => ['--form-string', `${name}=${value}`]),
        ...files.flatMap(([name], index) => ['-F', `${name}=@${paths[index]}`]),
      )
    } finally {
      await Promise.all(paths.map((file) => rm(file, { force: true })))
    }
  }
  const heard = async (path: string, model: string, recording: Uint8Array): Promise<string> =>
    (await form(path, { model, response_format: 'text' }, [['file', recording]])).toString().trimEnd()
  const chat = (body: object) => postJson(chatSchema, '/chat/completions', body)

  return {
    async image(call) {
      const { data } = await postJson(imagesSchema, '/images/generations', call)
      return data.map((image) => fromBase64(image.b64_json))
    },
    async edit({ model, prompt, pictures, mask }) {
      const files = pictures.map((bytes, index): [string, Uint8Array] => [`image[${index}]`, bytes])
      if (mask !== undefined) files.push(['mask', mask])
      const reply = await form('/images/edits', { model, prompt }, files)
      return imagesSchema.parse(JSON.parse(reply.toString())).data.map((image) => fromBase64(image.b64_json))
    },
    speech: ({ model, text }) => post('/audio/speech', { model, input: text }),
    transcribe: ({ model, recording }) => heard('/audio/transcriptions', model, recording),
    translate: ({ model, recording }) => heard('/audio/translations', model, recording),
    async video({ model, prompt, seconds }) {
      const schema = z.object({ id: z.string(), status: z.string() })
      let video = await postJson(schema, '/videos', { model, prompt, seconds })
      while (video.status === 'queued' || video.status === 'in_progress') {
        await sleep(300)
        video = schema.parse(JSON.parse((await curl(`/videos/${video.id}`)).toString()))
      }
      return curl(`/videos/${video.id}/content`)
    },
    async chat({ model, text, picture }) {
      const seen = picture === undefined ? [] : [{ type: 'image_url', image_url: { url: dataUrl(picture) } }]
      const content = [{ type: 'text', text }, ...seen]
      const { choices, usage } = await chat({ model, messages: [{ role: 'user', content }] })
      const [choice] = choices
      return {
        text: choice?.message.content ?? '',
        finish: choice?.finish_reason ?? '',
        tokens: usage.total_tokens,
      }
    },
    async stream({ model, text }) {
      const messages = [{ role: 'user', content: text }]
      const request = { model, messages, stream: true, stream_options: { include_usage: true } }
      const lines = (await post('/chat/completions', request)).toString().split('\n\n')
      const said = { text: '', finish: '', tokens: 0 }
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue
        const { choices, usage } = chunkSchema.parse(JSON.parse(line.slice(6)))
        said.text += choices[0]?.delta.content ?? ''
        said.finish = choices[0]?.finish_reason ?? said.finish
        said.tokens = usage?.total_tokens ?? said.tokens
      }
      if (!lines.includes('data: [DONE]')) throw new Error('the stream was cut off')
      return said
    },
    async tools({ model, text }) {
      const { choices } = await chat({
        model,
        messages: [{ role: 'user', content: text }],
        tools: [{ type: 'function', function: WEATHER }],
        tool_choice: { type: 'function', function: { name: WEATHER.name } },
      })
      const called = choices[0]?.message.tool_calls?.[0]?.function
      const input: unknown = JSON.parse(called?.arguments ?? 'null')
      return { name: called?.name ?? '', input, finish: choices[0]?.finish_reason ?? '' }
    },
    async embed({ model, texts, encoding = 'float' }) {
      const request = { model, input: texts, encoding_format: encoding }
      const { data } = await postJson(vectorsSchema, '/embeddings', request)
      return data.map(({ embedding }) => (typeof embedding === 'string' ? floats(embedding) : embedding))
    },
    async models() {
      const schema = z.object({ data: z.array(z.object({ id: z.string() })) })
      return schema.parse(JSON.parse((await curl('/models')).toString())).data.map(({ id }) => id)
    },
    readError(error) {
      if (!(error instanceof CurlError)) throw error
      return { status: error.status, code: error.code, message: error.message }
    },
  }
}

function floats(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))
}
