import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  APICallError,
  embedMany,
  generateImage,
  generateSpeech,
  generateText,
  jsonSchema,
  RetryError,
  streamText,
  tool,
  transcribe,
} from 'ai'
import { z } from 'zod'
import { WEATHER, type Connection, type Driver, type ImageCall } from './driver.ts'

const envelope = z.object({ error: z.object({ message: z.string(), code: z.string() }) })

/** The AI SDK: chat, vectors and pictures through its compatible provider, sound through OpenAI's, which alone has it. */
export function aiSdkDriver({ baseURL, apiKey }: Connection): Driver {
  const jointo = createOpenAICompatible({ name: 'jointo', baseURL, apiKey, includeUsage: true })
  const openai = createOpenAI({ baseURL, apiKey })
  const picture = ({ model, n = 1, size, quality }: Omit<ImageCall, 'prompt'>) => ({
    model: jointo.imageModel(model),
    n,
    ...(size === undefined ? {} : { size }),
    ...(quality === undefined ? {} : { providerOptions: { jointo: { quality } } }),
  })
  return {
    async image({ prompt, ...call }) {
      const { images } = await generateImage({ ...picture(call), prompt })
      return images.map(({ uint8Array }) => uint8Array)
    },
    async edit({ prompt, pictures, mask, ...call }) {
      const given = { text: prompt, images: pictures, ...(mask === undefined ? {} : { mask }) }
      const { images } = await generateImage({ ...picture(call), prompt: given })
      return images.map(({ uint8Array }) => uint8Array)
    },
    async speech({ model, text }) {
      const { audio } = await generateSpeech({ model: openai.speech(model), text })
      return audio.uint8Array
    },
    async transcribe({ model, recording }) {
      return (await transcribe({ model: openai.transcription(model), audio: recording })).text
    },
    async chat({ model, text, picture: seen }) {
      const image = seen === undefined ? [] : [{ type: 'file' as const, mediaType: 'image/png', data: seen }]
      const result = await generateText({
        model: jointo(model),
        messages: [{ role: 'user', content: [{ type: 'text', text }, ...image] }],
      })
      return { text: result.text, finish: result.finishReason, tokens: result.usage.totalTokens ?? 0 }
    },
    async stream({ model, text }) {
      const result = streamText({ model: jointo(model), prompt: text })
      let said = ''
      for await (const piece of result.textStream) said += piece
      const { totalTokens = 0 } = await result.usage
      return { text: said, finish: await result.finishReason, tokens: totalTokens }
    },
    async tools({ model, text }) {
      const { toolCalls, finishReason } = await generateText({
        model: jointo(model),
        prompt: text,
        tools: {
          weather: tool({ description: WEATHER.description, inputSchema: jsonSchema(WEATHER.parameters) }),
        },
        toolChoice: 'required',
      })
      const [call] = toolCalls
      return { name: call?.toolName ?? '', input: call?.input, finish: finishReason.replace('-', '_') }
    },
    // It asks for numbers, always.
    async embed({ model, texts }) {
      return (await embedMany({ model: jointo.embeddingModel(model), values: texts })).embeddings
    },
    readError(error) {
      const cause = RetryError.isInstance(error) ? error.lastError : error
      if (!APICallError.isInstance(cause)) throw error
      const { code, message } = envelope.parse(JSON.parse(cause.responseBody ?? '')).error
      return { status: cause.statusCode, code, message }
    },
  }
}
