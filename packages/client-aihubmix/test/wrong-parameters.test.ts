import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'

let sim: VendorSim
let client: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim()
  client = new AIHubMixClient({ apiKey: 'sk-any', baseUrl: sim.baseUrl })
})
afterAll(async () => {
  client.close()
  await sim.close()
})

const prompt = 'a kite'
const url = 'https://example.com/a.png'
const messages = [{ role: 'user' as const, content: 'hi' }]
const contents = [{ role: 'user' as const, parts: [{ text: 'hi' }] }]
const picture = { bytes: new Uint8Array(1), filename: 'a.png', mediaType: 'image/png' }
const sound = { bytes: new Uint8Array(1), filename: 'a.mp3', mediaType: 'audio/mpeg' }
const seedance = 'doubao-seedance-2-0-260128'
const voice = 'nova'
/** Not known while compiling. */
const some = (model: string): string => model

/** The field at fault, and a call that neither compiles nor sends anything. */
const doNotCompile: [string, () => Promise<unknown>][] = [
  // @ts-expect-error five or ten
  ['seconds', () => client.generateVideo({ model: 'wan2.5-t2v-preview', prompt, seconds: 7 })],
  [
    'resolution',
    () =>
      // @ts-expect-error the fast one makes 480p and 720p
      client.generateVideo({ model: 'doubao-seedance-2-0-fast-260128', prompt, resolution: '1080p' }),
  ],
  // @ts-expect-error it would be dropped
  ['prompt', () => client.native.generateImage({ prompt, model: 'm', unchecked: { model: 'm' } })],
  // @ts-expect-error nothing to send
  ['unchecked', () => client.native.generateVideo({ unchecked: undefined })],
  [
    'input',
    () =>
      // @ts-expect-error it would be dropped
      client.predictions.createPrediction({ vendor: 'bfl', model: 'm', input: { prompt }, unchecked: {} }),
  ],
  // @ts-expect-error Sora's shape is steered by size
  ['aspect_ratio', () => client.generateVideo({ model: 'sora-2', prompt, aspect_ratio: '16:9' })],
  // @ts-expect-error steps of four
  ['seconds', () => client.generateVideo({ model: 'sora-2', prompt, seconds: 5 })],
  [
    'first_frame',
    // @ts-expect-error Veo's gateway refuses references
    () => client.generateVideo({ model: 'veo-3.1-generate-preview', prompt, first_frame: url }),
  ],
  // @ts-expect-error another model does that
  ['first_frame', () => client.generateVideo({ model: 'wan2.6-t2v', prompt, first_frame: url })],
  // @ts-expect-error the picture is missing
  ['first_frame', () => client.generateVideo({ model: 'wan2.6-i2v', prompt })],
  // @ts-expect-error a word, never sides
  ['resolution', () => client.generateVideo({ model: seedance, prompt, resolution: '1280x720' })],
  // @ts-expect-error the video is missing
  ['reference_videos', () => client.generateVideo({ model: 'wan2.7-videoedit', prompt })],
  // @ts-expect-error five or ten
  ['seconds', () => client.generateVideo({ model: 'jimeng-3.0-pro', prompt, seconds: 7 })],
  // @ts-expect-error always base64
  ['response_format', () => client.generateImage({ model: 'gpt-image-2', prompt, response_format: 'url' })],
  // @ts-expect-error from 2.5 on
  ['quality', () => client.generateImage({ model: 'gpt-image-2', prompt, quality: 'max' })],
  [
    'input_fidelity',
    // @ts-expect-error left out by newer models
    () => client.editImage({ model: 'gpt-image-2', prompt, images: [picture], input_fidelity: 'high' }),
  ],
  [
    'instructions',
    // @ts-expect-error tts-1 speaks as it will
    () => client.generateSpeech({ model: 'tts-1', input: 'a', voice, instructions: 'slowly' }),
  ],
  // @ts-expect-error tts-1 has no events
  ['model', () => client.streamSpeech({ model: 'tts-1', input: 'a', voice }).next()],
  [
    'response_format',
    // @ts-expect-error no such format
    () => client.generateSpeech({ model: 'tts-1', input: 'a', voice, response_format: 'midi' }),
  ],
  [
    'response_format',
    // @ts-expect-error json alone
    () => client.transcribeAudio({ model: 'gpt-4o-transcribe', file: sound, response_format: 'srt' }),
  ],
  [
    'response_format',
    // @ts-expect-error knows no speakers
    () => client.transcribeAudio({ model: 'whisper-1', file: sound, response_format: 'diarized_json' }),
  ],
  // @ts-expect-error takes no prompt
  ['prompt', () => client.transcribeAudio({ model: 'gpt-4o-transcribe-diarize', file: sound, prompt })],
  // @ts-expect-error answers whole
  ['model', () => client.streamTranscription({ model: 'whisper-1', file: sound }).next()],
  [
    'response_format',
    // @ts-expect-error not a translation's
    () => client.translateAudio({ model: 'whisper-1', file: sound, response_format: 'diarized_json' }),
  ],
  // @ts-expect-error Jina's
  ['task', () => client.createEmbeddings({ model: 'text-embedding-3-small', input: 'a', task: 'x' })],
  [
    'documents[0]',
    // @ts-expect-error text alone
    () => client.rerank({ model: 'jina-reranker-v3', query: 'a', documents: [{ image: url }] }),
  ],
  [
    'input.size',
    () =>
      // @ts-expect-error written with a star
      client.predictions.createPrediction({
        vendor: 'bailian',
        model: 'm',
        input: { prompt, size: '1024x1024' },
      }),
  ],
  [
    'input.sampleCount',
    () =>
      // @ts-expect-error Imagen's alone
      client.predictions.createPrediction({ vendor: 'bfl', model: 'm', input: { prompt, sampleCount: 2 } }),
  ],
  [
    'input_references',
    () =>
      // @ts-expect-error one or the other
      client.native.generateVideo({
        model: 'm',
        prompt,
        frame_images: [{ frame_type: 'first_frame', image_url: { url } }],
        input_references: [{ type: 'image_url', url }],
      }),
  ],
  // @ts-expect-error whole seconds under another name
  ['seconds', () => client.native.generateVideo({ model: 'm', prompt, seconds: 5 })],
  // @ts-expect-error the limit is missing
  ['max_tokens', () => client.anthropic.createMessage({ model: 'claude-sonnet-5', messages })],
  [
    'generationConfig.responseModalities[0]',
    () =>
      client.gemini.generateContent({
        model: 'g',
        contents,
        // @ts-expect-error no such kind
        generationConfig: { responseModalities: ['VIDEO'] },
      }),
  ],
  // @ts-expect-error a number
  ['temperature', () => client.chatCompletion({ model: 'gpt-5', messages, temperature: 'hot' })],
  // @ts-expect-error no such variant
  ['variant', () => client.downloadVideo('v', { variant: 'poster' })],
  // @ts-expect-error no such type
  ['type', () => client.catalogue.listCatalogue({ type: 'picture' })],
]

/** The types allow these; the field, the call, and the cure that is named. */
const refusedWhenRun: [string, () => Promise<unknown>, RegExp][] = [
  ['model', () => client.generateImage({ model: 'imagen-4.0-generate-001', prompt }), /predictions/],
  [
    'model',
    () => client.generateImage({ model: 'gemini-2.5-flash-image', prompt }),
    /gemini.generateContent/,
  ],
  [
    'quality',
    () => client.generateImage({ model: some('gpt-image-1.5'), prompt, quality: 'xhigh' }),
    /knows low/,
  ],
  [
    'background',
    () => client.generateImage({ model: 'm', prompt, background: 'transparent', output_format: 'jpeg' }),
    /png or webp/,
  ],
  ['n', () => client.generateImage({ model: 'm', prompt, n: 11 }), /10/],
  ['images', () => client.editImage({ model: 'm', prompt, images: [] }), /at least one/],
  [
    'images[0]',
    () => client.editImage({ model: 'm', prompt, images: [{ ...picture, bytes: new Uint8Array() }] }),
    /is empty/,
  ],
  [
    'aspect_ratio',
    () => client.generateVideo({ model: some('sora-2'), prompt, aspect_ratio: '16:9' }),
    /it takes/,
  ],
  ['input', () => client.generateSpeech({ model: 'm', input: 'a'.repeat(4_097), voice }), /split the text/],
  ['speed', () => client.openSpeech({ model: 'm', input: 'a', voice, speed: 5 }), /4/],
  [
    'file.filename',
    () => client.transcribeAudio({ model: 'whisper-1', file: { ...sound, filename: 'a.txt' } }),
    /mp3/,
  ],
  [
    'file',
    () =>
      client.transcribeAudio({
        model: 'whisper-1',
        file: { ...sound, bytes: new Blob([new Uint8Array(25 * 1024 * 1024 + 1)]) },
      }),
    /larger than/,
  ],
  [
    'timestamp_granularities',
    () => client.transcribeAudio({ model: 'whisper-1', file: sound, timestamp_granularities: ['word'] }),
    /verbose_json/,
  ],
  ['language', () => client.transcribeAudio({ model: 'whisper-1', file: sound, language: 'english' }), /en/],
  ['messages', () => client.chatCompletion({ model: 'gpt-5', messages: [] }), /at least one/],
  ['stream', () => client.chatCompletion({ model: 'gpt-5', messages, stream: true }), /streamChatCompletion/],
  ['input', () => client.createEmbeddings({ model: 'm', input: [] }), /./],
  [
    'vendor',
    () =>
      client.predictions.createPrediction({ vendor: some('new') as 'bfl', model: 'm', input: { prompt } }),
    /unchecked/,
  ],
  ['size', () => client.generateImage({ model: 'gpt-image-1.5', prompt, size: '2048x2048' }), /1536x1024/],
  [
    'size',
    () => client.generateImage({ model: 'gpt-image-2', prompt, size: '1000x1000' }),
    /multiples of 16/,
  ],
  ['size', () => client.generateImage({ model: 'gpt-image-2', prompt, size: '4096x1024' }), /three times/],
  [
    'size',
    () => client.generateImage({ model: 'gpt-image-2.5-flare', prompt, size: '3840x3840' }),
    /3840x2160/,
  ],
  ['size', () => client.generateImage({ model: 'gpt-image-2', prompt, size: '2K' }), /1024x1024/],
  [
    'size',
    () => client.editImage({ model: 'gpt-image-2', prompt, images: [picture], size: '4000x2000' }),
    /3840x2160/,
  ],
  [
    'input.safety_tolerance',
    () =>
      client.predictions.createPrediction({
        vendor: 'bfl',
        model: 'flux-2-pro',
        input: { prompt, safety_tolerance: 6 },
      }),
    /at most 5/,
  ],
  [
    'input.size',
    () =>
      client.predictions.createPrediction({
        vendor: 'doubao',
        model: 'doubao-seedream-4-5',
        input: { prompt, size: '1K' },
      }),
    /no 1K/,
  ],
  [
    'input.image',
    () =>
      client.predictions.createPrediction({ vendor: 'qianfan', model: 'qwen-image-edit', input: { prompt } }),
    /1 to 3 pictures/,
  ],
  [
    'input.moderation',
    () =>
      client.predictions.createPrediction({
        vendor: 'openai',
        model: 'm',
        input: { prompt, image: url, moderation: 'low' },
      }),
    /leave one out/,
  ],
  [
    'input.safety_tolerance',
    () =>
      client.predictions.createPrediction({
        vendor: 'bfl',
        model: 'm',
        input: { prompt, input_image: url, safety_tolerance: 6 },
      }),
    /at most 2/,
  ],
  [
    'input.size',
    () =>
      client.predictions.createPrediction({
        vendor: 'qianfan',
        model: 'qwen-image-edit',
        input: { prompt, size: '1024*1024' },
      }),
    /leave it out/,
  ],
  ['duration', () => client.native.generateVideo({ model: 'm', prompt, duration: 2.5 }), /whole seconds/],
  ['prompt', () => client.remixVideo('v', { prompt: '' }), /empty/],
  ['limit', () => client.listVideos({ limit: 0 }), /1/],
]

it.each(doNotCompile)('%s: refused by the types and before sending (%#)', async (param, call) => {
  await expect(call()).rejects.toMatchObject({ code: 'invalid_argument', param })
  expect(sim.requests).toHaveLength(0)
})

it.each(refusedWhenRun)('%s: refused before sending (%#)', async (param, call, cure) => {
  await expect(call()).rejects.toMatchObject({
    code: 'invalid_argument',
    param,
    message: expect.stringMatching(cure),
  })
  expect(sim.requests).toHaveLength(0)
})

it.each<[string, () => Promise<unknown>, object]>([
  [
    'extra',
    () => client.generateImage({ model: 'new-1', prompt, extra: { quality: 'ultra' } }),
    { quality: 'ultra' },
  ],
  ['extra', () => client.generateVideo({ model: 'new-1', prompt, extra: { loop: true } }), { loop: true }],
  [
    'extra',
    () => client.generateSpeech({ model: 'new-1', input: 'a', voice, extra: { pitch: 2 } }),
    { pitch: 2 },
  ],
  [
    'extra in a form',
    () => client.transcribeAudio({ model: 'new-1', file: sound, extra: { hot: 'a' } }),
    { hot: 'a' },
  ],
  ['extra', () => client.rerank({ model: 'new-1', query: 'a', documents: ['b'], extra: { x: 1 } }), { x: 1 }],
  ['any field', () => client.chatCompletion({ model: 'new-1', messages, warmth: 1 }), { warmth: 1 }],
  [
    'unchecked',
    () => client.predictions.createPrediction({ vendor: 'new', model: 'm', unchecked: { prompt, x: 1 } }),
    { input: { prompt, x: 1 } },
  ],
  ['unchecked', () => client.native.generateImage({ unchecked: { model: 'new-1', x: 1 } }), { x: 1 }],
])('%s sends what is new on purpose (%#)', async (_name, call, body) => {
  sim.reset()
  await call().catch(() => undefined)
  expect(sim.requests[0]?.body).toMatchObject(body)
  sim.reset()
})
