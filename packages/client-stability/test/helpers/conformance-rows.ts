import type { AnswerOptions, StabilityClient } from '../../src/index.ts'
import { png, SEEN_PNG, SEEN_WAV, wav } from './files.ts'

/** One method: what is called, what is seen on the wire, what comes of it. */
export interface Row {
  method: keyof StabilityClient
  /** `POST /v1/…`, as api.md says it; `{id}` stands for what `prepare` gave. */
  route: string
  /** Gives the id that a look needs. */
  prepare?: (client: StabilityClient) => Promise<{ id: string }>
  call: (client: StabilityClient, options: AnswerOptions, id: string) => Promise<unknown>
  /** What asks for bytes; absent where the answer is always JSON. */
  accept?: string
  body?: object
  bytes?: unknown
  /** Where the answer can be had as JSON, or is always JSON. */
  json?: unknown
}

const ROOT = '/v2beta/stable-image'
const image = png()
const prompt = 'a kite'
const file = (mediaType: string, more: object = {}) => ({
  outcome: 'succeeded',
  finishReason: 'SUCCESS',
  mediaType,
  ...more,
})
const picture = file('image/png', { seed: 7 })
const id = { id: /^[0-9a-f]{64}$/ }
const started = { json: id, body: { image: SEEN_PNG, prompt } }
const pictured = { accept: 'image/*', bytes: picture, json: picture }
const heard = {
  accept: 'audio/*',
  bytes: file('audio/mpeg', { seed: 7 }),
  json: file('audio/mpeg', { seed: 7 }),
}
const done = { status: 'complete', ...picture }
const heardLater = { status: 'complete', ...file('audio/mpeg') }
const artifact = [picture]
const v1Form = { 'text_prompts[0][text]': prompt, 'text_prompts[0][weight]': '0.5', seed: '7' }
const v1 = { text_prompts: [{ text: prompt, weight: 0.5 }], seed: 7 }
const V1_ROOT = 'POST /v1/generation/{engine_id}'
const v1Answers = { accept: 'image/png', bytes: artifact, json: artifact }

const startUpscale = (client: StabilityClient) => client.upscaleCreative({ image, prompt, seed: 7 })
const startAudio = (client: StabilityClient) => client.generateAudio3({ prompt, seed: 7, duration: 3 })

export const rows: readonly Row[] = [
  {
    method: 'generateUltra',
    route: `POST ${ROOT}/generate/ultra`,
    call: (client, options) => client.generateUltra({ prompt, image, strength: 0.4, seed: 7 }, options),
    body: { prompt, image: SEEN_PNG, strength: '0.4', seed: '7' },
    ...pictured,
  },
  {
    method: 'generateCore',
    route: `POST ${ROOT}/generate/core`,
    call: (client, options) =>
      client.generateCore({ prompt, aspect_ratio: '16:9', style_preset: 'anime', seed: 7 }, options),
    body: { prompt, aspect_ratio: '16:9', style_preset: 'anime', seed: '7' },
    ...pictured,
  },
  {
    method: 'generateSD3',
    route: `POST ${ROOT}/generate/sd3`,
    call: (client, options) =>
      client.generateSD3(
        {
          prompt,
          mode: 'image-to-image',
          image,
          strength: 0.95,
          model: 'sd3.5-flash',
          cfg_scale: 1,
          seed: 7,
        },
        options,
      ),
    body: {
      prompt,
      mode: 'image-to-image',
      image: SEEN_PNG,
      strength: '0.95',
      model: 'sd3.5-flash',
      cfg_scale: '1',
      seed: '7',
    },
    ...pictured,
  },
  {
    method: 'upscaleFast',
    route: `POST ${ROOT}/upscale/fast`,
    call: (client, options) => client.upscaleFast({ image, output_format: 'webp' }, options),
    body: { image: SEEN_PNG, output_format: 'webp' },
    accept: 'image/*',
    bytes: file('image/webp'),
    json: file('image/webp'),
  },
  {
    method: 'upscaleConservative',
    route: `POST ${ROOT}/upscale/conservative`,
    call: (client, options) =>
      client.upscaleConservative({ image, prompt, creativity: 0.2, seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, creativity: '0.2', seed: '7' },
    ...pictured,
  },
  {
    method: 'upscaleCreative',
    route: `POST ${ROOT}/upscale/creative`,
    call: (client) => client.upscaleCreative({ image, prompt }),
    ...started,
  },
  {
    method: 'erase',
    route: `POST ${ROOT}/edit/erase`,
    call: (client, options) => client.erase({ image, mask: image, grow_mask: 3, seed: 7 }, options),
    body: { image: SEEN_PNG, mask: SEEN_PNG, grow_mask: '3', seed: '7' },
    ...pictured,
  },
  {
    method: 'inpaint',
    route: `POST ${ROOT}/edit/inpaint`,
    call: (client, options) =>
      client.inpaint({ image, prompt, mask: image, grow_mask: 100, seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, mask: SEEN_PNG, grow_mask: '100', seed: '7' },
    ...pictured,
  },
  {
    method: 'outpaint',
    route: `POST ${ROOT}/edit/outpaint`,
    call: (client, options) =>
      client.outpaint({ image, left: 200, down: 0, creativity: 1, seed: 7 }, options),
    body: { image: SEEN_PNG, left: '200', down: '0', creativity: '1', seed: '7' },
    ...pictured,
  },
  {
    method: 'searchAndReplace',
    route: `POST ${ROOT}/edit/search-and-replace`,
    call: (client, options) =>
      client.searchAndReplace({ image, prompt, search_prompt: 'a dog', seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, search_prompt: 'a dog', seed: '7' },
    ...pictured,
  },
  {
    method: 'searchAndRecolor',
    route: `POST ${ROOT}/edit/search-and-recolor`,
    call: (client, options) =>
      client.searchAndRecolor({ image, prompt, select_prompt: 'a dog', seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, select_prompt: 'a dog', seed: '7' },
    ...pictured,
  },
  {
    method: 'removeBackground',
    route: `POST ${ROOT}/edit/remove-background`,
    call: (client, options) => client.removeBackground({ image, output_format: 'webp' }, options),
    body: { image: SEEN_PNG, output_format: 'webp' },
    accept: 'image/*',
    bytes: file('image/webp'),
    json: file('image/webp'),
  },
  {
    method: 'replaceBackgroundAndRelight',
    route: `POST ${ROOT}/edit/replace-background-and-relight`,
    call: (client) =>
      client.replaceBackgroundAndRelight({
        subject_image: image,
        background_prompt: prompt,
        keep_original_background: true,
        light_source_direction: 'above',
        light_source_strength: 0.3,
      }),
    body: {
      subject_image: SEEN_PNG,
      background_prompt: prompt,
      keep_original_background: 'true',
      light_source_direction: 'above',
      light_source_strength: '0.3',
    },
    json: id,
  },
  {
    method: 'controlSketch',
    route: `POST ${ROOT}/control/sketch`,
    call: (client, options) => client.controlSketch({ image, prompt, control_strength: 0, seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, control_strength: '0', seed: '7' },
    ...pictured,
  },
  {
    method: 'controlStructure',
    route: `POST ${ROOT}/control/structure`,
    call: (client, options) =>
      client.controlStructure({ image, prompt, control_strength: 1, seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, control_strength: '1', seed: '7' },
    ...pictured,
  },
  {
    method: 'controlStyle',
    route: `POST ${ROOT}/control/style`,
    call: (client, options) =>
      client.controlStyle({ image, prompt, aspect_ratio: '2:3', fidelity: 0.5, seed: 7 }, options),
    body: { image: SEEN_PNG, prompt, aspect_ratio: '2:3', fidelity: '0.5', seed: '7' },
    ...pictured,
  },
  {
    method: 'transferStyle',
    route: `POST ${ROOT}/control/style-transfer`,
    call: (client, options) =>
      client.transferStyle({ init_image: image, style_image: image, change_strength: 0.1, seed: 7 }, options),
    body: { init_image: SEEN_PNG, style_image: SEEN_PNG, change_strength: '0.1', seed: '7' },
    ...pictured,
  },
  {
    method: 'generateFast3D',
    route: 'POST /v2beta/3d/stable-fast-3d',
    call: (client) =>
      client.generateFast3D({
        image,
        texture_resolution: 512,
        remesh: 'quad',
        vertex_count: -1,
        foreground_ratio: 0.85,
      }),
    body: {
      image: SEEN_PNG,
      texture_resolution: '512',
      remesh: 'quad',
      vertex_count: '-1',
      foreground_ratio: '0.85',
    },
    accept: '*/*',
    bytes: file('model/gltf-binary'),
  },
  {
    method: 'generatePointAware3D',
    route: 'POST /v2beta/3d/stable-point-aware-3d',
    call: (client) =>
      client.generatePointAware3D({
        image,
        foreground_ratio: 1.3,
        target_type: 'face',
        target_count: 100,
        seed: 7,
      }),
    body: { image: SEEN_PNG, foreground_ratio: '1.3', target_type: 'face', target_count: '100', seed: '7' },
    accept: '*/*',
    bytes: file('model/gltf-binary'),
  },
  {
    method: 'generateAudio2',
    route: 'POST /v2beta/audio/stable-audio-2/text-to-audio',
    call: (client, options) =>
      client.generateAudio2({ prompt, model: 'stable-audio-2.5', steps: 8, duration: 2, seed: 7 }, options),
    body: { prompt, model: 'stable-audio-2.5', steps: '8', duration: '2', seed: '7' },
    ...heard,
  },
  {
    method: 'transformAudio2',
    route: 'POST /v2beta/audio/stable-audio-2/audio-to-audio',
    call: (client, options) =>
      client.transformAudio2({ prompt, audio: wav(), steps: 30, strength: 0, duration: 2, seed: 7 }, options),
    body: { prompt, audio: SEEN_WAV, steps: '30', strength: '0', duration: '2', seed: '7' },
    ...heard,
  },
  {
    method: 'inpaintAudio2',
    route: 'POST /v2beta/audio/stable-audio-2/inpaint',
    call: (client, options) =>
      client.inpaintAudio2(
        { prompt, audio: wav(), mask_start: 1, mask_end: 190, duration: 2, seed: 7 },
        options,
      ),
    body: { prompt, audio: SEEN_WAV, mask_start: '1', mask_end: '190', duration: '2', seed: '7' },
    ...heard,
  },
  {
    method: 'generateAudio3',
    route: 'POST /v2beta/audio/stable-audio/text-to-audio',
    call: (client) =>
      client.generateAudio3({ prompt, model: 'stable-audio-3', duration: 380, cfg_scale: 25 }),
    body: { prompt, model: 'stable-audio-3', duration: '380', cfg_scale: '25' },
    json: id,
  },
  {
    method: 'transformAudio3',
    route: 'POST /v2beta/audio/stable-audio/audio-to-audio',
    call: (client) => client.transformAudio3({ prompt, audio: wav(), strength: 1, steps: 4 }),
    body: { prompt, audio: SEEN_WAV, strength: '1', steps: '4' },
    json: id,
  },
  {
    method: 'inpaintAudio3',
    route: 'POST /v2beta/audio/stable-audio/inpaint',
    call: (client) =>
      client.inpaintAudio3({ prompt, audio: wav(), mask_start: 0, mask_end: 380, output_format: 'wav' }),
    body: { prompt, audio: SEEN_WAV, mask_start: '0', mask_end: '380', output_format: 'wav' },
    json: id,
  },
  {
    method: 'getResult',
    route: 'GET /v2beta/results/{id}',
    prepare: startUpscale,
    call: (client, options, started) => client.getResult(started, options),
    accept: '*/*',
    bytes: done,
    json: done,
  },
  {
    method: 'getCreativeUpscaleResult',
    route: `GET ${ROOT}/upscale/creative/result/{id}`,
    prepare: startUpscale,
    call: (client, options, started) => client.getCreativeUpscaleResult(started, options),
    accept: 'image/*',
    bytes: done,
    json: done,
  },
  {
    method: 'getAudioResult',
    route: 'GET /v2beta/audio/results/{id}',
    prepare: startAudio,
    call: (client, options, started) => client.getAudioResult(started, options),
    accept: 'audio/*',
    bytes: heardLater,
    json: heardLater,
  },
  {
    method: 'waitForResult',
    route: 'GET /v2beta/results/{id}',
    prepare: startUpscale,
    call: (client, { answer }, started) => client.waitForResult(started, { answer, pollIntervalMs: 5 }),
    accept: '*/*',
    bytes: picture,
    json: picture,
  },
  {
    method: 'waitForAudioResult',
    route: 'GET /v2beta/audio/results/{id}',
    prepare: startAudio,
    call: (client, { answer }, started) => client.waitForAudioResult(started, { answer, pollIntervalMs: 5 }),
    accept: 'audio/*',
    bytes: file('audio/mpeg'),
    json: file('audio/mpeg'),
  },
  {
    method: 'listEngines',
    route: 'GET /v1/engines/list',
    call: (client) => client.listEngines(),
    json: [{ id: 'stable-diffusion-xl-1024-v1-0', name: /XL/, description: /./, type: 'PICTURE' }],
  },
  {
    method: 'getAccount',
    route: 'GET /v1/user/account',
    call: (client) => client.getAccount(),
    json: {
      id: 'user-1234',
      email: 'someone@example.com',
      organizations: [{ id: 'org-1234', name: 'Personal', role: 'ADMIN', is_default: true }],
    },
  },
  {
    method: 'getBalance',
    route: 'GET /v1/user/balance',
    call: (client) => client.getBalance(),
    json: { credits: 9876.54 },
  },
  {
    method: 'generateV1',
    route: `${V1_ROOT}/text-to-image`,
    call: (client, options) =>
      client.generateV1({ ...v1, width: 1536, height: 640, sampler: 'K_LMS' }, options),
    body: { ...v1, width: 1536, height: 640, sampler: 'K_LMS' },
    ...v1Answers,
  },
  {
    method: 'transformV1',
    route: `${V1_ROOT}/image-to-image`,
    call: (client, options) => client.transformV1({ ...v1, init_image: image, image_strength: 0.9 }, options),
    body: { ...v1Form, init_image: SEEN_PNG, image_strength: '0.9' },
    ...v1Answers,
  },
  {
    method: 'maskV1',
    route: `${V1_ROOT}/image-to-image/masking`,
    call: (client, options) =>
      client.maskV1(
        { ...v1, init_image: image, mask_source: 'MASK_IMAGE_BLACK', mask_image: image },
        options,
      ),
    body: { ...v1Form, init_image: SEEN_PNG, mask_source: 'MASK_IMAGE_BLACK', mask_image: SEEN_PNG },
    ...v1Answers,
  },
]
