import { setTimeout as sleep } from 'node:timers/promises'
import { APIError as AnyAPIError, toFile, type OpenAI } from 'openai'
import { dataUrl, fromBase64, WEATHER, type Connection, type Driver, type ImageCall } from './driver.ts'

type Create = (options: Connection) => OpenAI

/** OpenAI's own package, in any of its versions: what is called here has not changed between them. */
export function openaiDriver(create: Create): (connection: Connection) => Driver {
  return (connection) => {
    const openai = create(connection)
    const png = (bytes: Uint8Array, name: string) => toFile(bytes, name, { type: 'image/png' })
    return {
      async image(request) {
        const { data } = await openai.images.generate(picture(request))
        return (data ?? []).map((image) => fromBase64(image.b64_json))
      },
      async edit({ pictures, mask, ...request }) {
        const files = await Promise.all(pictures.map((bytes, index) => png(bytes, `${index}.png`)))
        const [first] = files
        const { data } = await openai.images.edit({
          ...picture(request),
          image: files.length === 1 && first !== undefined ? first : files,
          ...(mask === undefined ? {} : { mask: await png(mask, 'mask.png') }),
        })
        return (data ?? []).map((image) => fromBase64(image.b64_json))
      },
      async speech({ model, text }) {
        const response = await openai.audio.speech.create({ model, input: text, voice: 'alloy' })
        return new Uint8Array(await response.arrayBuffer())
      },
      async transcribe({ model, recording }) {
        const file = await toFile(recording, 'speech.wav')
        return (await openai.audio.transcriptions.create({ model, file })).text
      },
      async translate({ model, recording }) {
        const file = await toFile(recording, 'speech.wav')
        return (await openai.audio.translations.create({ model, file })).text
      },
      async video({ model, prompt, seconds }) {
        const given = String(seconds)
        // The type names OpenAI's own lengths alone.
        let video = await openai.videos.create({ model, prompt, ...Object.fromEntries([['seconds', given]]) })
        while (video.status === 'queued' || video.status === 'in_progress') {
          await sleep(200)
          video = await openai.videos.retrieve(video.id)
        }
        if (video.status !== 'completed') throw new Error(`${video.status}: ${video.error?.message}`)
        const content = await openai.videos.downloadContent(video.id)
        return new Uint8Array(await content.arrayBuffer())
      },
      async chat({ model, text, picture }) {
        const seen = picture === undefined ? [] : [imagePart(picture)]
        const reply = await openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: [{ type: 'text', text }, ...seen] }],
        })
        const [choice] = reply.choices
        return {
          text: choice?.message.content ?? '',
          finish: choice?.finish_reason ?? '',
          tokens: reply.usage?.total_tokens ?? 0,
        }
      },
      async stream({ model, text }) {
        const stream = await openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: text }],
          stream: true,
          stream_options: { include_usage: true },
        })
        const said = { text: '', finish: '', tokens: 0 }
        for await (const { choices, usage } of stream) {
          said.text += choices[0]?.delta.content ?? ''
          said.finish = choices[0]?.finish_reason ?? said.finish
          said.tokens = usage?.total_tokens ?? said.tokens
        }
        return said
      },
      async tools({ model, text }) {
        const { choices } = await openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: text }],
          tools: [{ type: 'function', function: WEATHER }],
          tool_choice: 'required',
        })
        const call = choices[0]?.message.tool_calls?.[0]
        if (call?.type !== 'function') throw new Error('no function was called')
        const input: unknown = JSON.parse(call.function.arguments)
        return { name: call.function.name, input, finish: choices[0]?.finish_reason ?? '' }
      },
      async embed({ model, texts, encoding }) {
        const { data } = await openai.embeddings.create({
          model,
          input: texts,
          ...(encoding === 'float' ? { encoding_format: encoding } : {}),
        })
        return data.map(({ embedding }) => embedding)
      },
      async models() {
        const ids: string[] = []
        for await (const { id } of openai.models.list()) ids.push(id)
        return ids
      },
      readError,
    }
  }
}

/** By its looks: the classes of the two versions are different ones. */
function readError(error: unknown): ReturnType<Driver['readError']> {
  if (!(error instanceof Error)) throw error
  const status: unknown = Reflect.get(error, 'status')
  const known = error instanceof AnyAPIError ? error.code : Reflect.get(error, 'code')
  return { status: typeof status === 'number' ? status : undefined, code: known, message: error.message }
}

function imagePart(picture: Uint8Array) {
  return { type: 'image_url' as const, image_url: { url: dataUrl(picture) } }
}

/** The types list OpenAI's own words for quality. */
function picture({ quality, ...call }: ImageCall) {
  return quality === 'low' ? { ...call, quality: 'low' as const } : call
}
