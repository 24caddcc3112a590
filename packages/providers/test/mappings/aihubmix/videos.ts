import type { GenerationInput } from '../../../src/index.ts'
import type { MappingRow, RefusalRow } from '../row.ts'
import { CLIP, FRAME, LAST, RECORDING, refusal, REFERENCE, row } from './rows.ts'

const prompt = 'a kite'
const framed = { prompt, images: [{ url: FRAME }] }
const both: GenerationInput = {
  prompt,
  images: [
    { url: FRAME, role: 'first_frame' },
    { url: LAST, role: 'last_frame' },
  ],
}
const bothFrames = { first_frame: FRAME, last_frame: LAST }

const veos = [
  'veo-3.1-generate-preview',
  'veo-3.1-fast-generate-preview',
  'veo-3.1-lite-generate-preview',
  'veo-3.0-generate-preview',
]
const wans = ['wan2.6-t2v', 'wan2.5-t2v-preview', 'wan2.2-t2v-plus', 'wan2.7-t2v']
const wansFromPictures = ['wan2.6-i2v', 'wan2.5-i2v-preview', 'wan2.2-i2v-plus']
const seedances = [
  'doubao-seedance-2-5-260628',
  'doubao-seedance-2-0-260128',
  'doubao-seedance-2-0-fast-260128',
  'doubao-seedance-1-5-pro-251215',
]
const silentSeedances = ['doubao-seedance-1-0-pro-250528', 'doubao-seedance-1-0-pro-fast-251015']
const seedance = { seconds: 5, resolution: '720p', aspect_ratio: '16:9', watermark: false }
const dashScope = { seconds: 5, resolution: '720p', watermark: false }

const videoRow = (
  model: string,
  input: Parameters<typeof row>[2],
  dials: Record<string, unknown>,
  options?: Record<string, unknown>,
): MappingRow => row('video', model, input, 'videos', { model, prompt, ...dials }, options)

export const videoRows: readonly MappingRow[] = [
  row('video', 'minimax-h3', { prompt }, 'native-videos', {
    model: 'minimax-h3',
    prompt,
    duration: 5,
    resolution: '768P',
  }),
  row(
    'video',
    'minimax-h3',
    { ...both, duration_seconds: 15, resolution: '2k', aspect_ratio: '9:16', seed: 4 },
    'native-videos',
    {
      model: 'minimax-h3',
      prompt,
      duration: 15,
      resolution: '2K',
      aspect_ratio: '9:16',
      seed: 4,
      generate_audio: false,
      frame_images: [
        { frame_type: 'first_frame', image_url: { url: FRAME } },
        { frame_type: 'last_frame', image_url: { url: LAST } },
      ],
    },
    { generate_audio: false },
  ),
  row(
    'video',
    'minimax-h3',
    {
      prompt,
      images: [{ url: REFERENCE, role: 'reference' }],
      video: { url: CLIP },
      audio: { url: RECORDING },
    },
    'native-videos',
    {
      model: 'minimax-h3',
      prompt,
      duration: 5,
      resolution: '768P',
      input_references: [
        { type: 'image_url', url: REFERENCE },
        { type: 'video_url', url: CLIP },
        { type: 'audio_url', url: RECORDING },
      ],
    },
  ),
  ...veos.map((model) => videoRow(model, { prompt }, { seconds: 4, size: '1280x720', generate_audio: true })),
  videoRow(
    'veo-3.1-generate-preview',
    { prompt, duration_seconds: 8, resolution: '1080p', aspect_ratio: '9:16', seed: 1 },
    { seconds: 8, size: '1080x1920', seed: 1, generate_audio: false },
    { generate_audio: false },
  ),
  videoRow('veo-2.0-generate-001', { prompt }, { seconds: 4, size: '1280x720' }),
  ...wans.map((model) => videoRow(model, { prompt }, { seconds: 5, size: '1280x720' })),
  ...wansFromPictures.map((model) =>
    videoRow(model, framed, { seconds: 5, size: '1280x720', first_frame: FRAME }),
  ),
  videoRow(
    'wan2.6-t2v',
    { prompt, duration_seconds: 15, size: '1632x1248', seed: 9 },
    { seconds: 15, size: '1632x1248', seed: 9 },
  ),
  videoRow(
    'wan2.5-t2v-preview',
    { prompt, resolution: '480p', aspect_ratio: '1:1' },
    { seconds: 5, size: '624x624' },
  ),
  videoRow(
    'wan2.7-t2v',
    { prompt, resolution: '1080p', aspect_ratio: '3:4' },
    { seconds: 5, size: '1080x1440' },
  ),
  videoRow('wan2.7-i2v', both, { ...dashScope, ...bothFrames }),
  videoRow('happyhorse-1.0-i2v', framed, { ...dashScope, first_frame: FRAME }),
  videoRow(
    'happyhorse-1.0-t2v',
    { prompt, resolution: '1080p', aspect_ratio: '4:3', duration_seconds: 3 },
    { seconds: 3, resolution: '1080p', aspect_ratio: '4:3', watermark: true, prompt_extend: false },
    { watermark: true, prompt_extend: false },
  ),
  videoRow(
    'wan2.7-videoedit',
    { ...framed, video: { url: CLIP } },
    { reference_videos: [CLIP], reference_images: [FRAME] },
  ),
  ...seedances.map((model) => videoRow(model, { prompt }, { ...seedance, generate_audio: true })),
  ...silentSeedances.map((model) => videoRow(model, framed, { ...seedance, first_frame: FRAME })),
  videoRow(
    'doubao-seedance-2-0-260128',
    {
      prompt,
      images: [{ url: REFERENCE, role: 'reference' }],
      video: { url: CLIP },
      audio: { url: RECORDING },
      duration_seconds: 12,
      resolution: '1080p',
      aspect_ratio: '9:21',
      seed: 2,
    },
    {
      seconds: 12,
      resolution: '1080p',
      aspect_ratio: '9:21',
      seed: 2,
      watermark: true,
      generate_audio: false,
      camera_fixed: true,
      reference_images: [REFERENCE],
      reference_videos: [CLIP],
      reference_audios: [RECORDING],
    },
    { watermark: true, generate_audio: false, camera_fixed: true },
  ),
  videoRow('kling-v3-omni', { ...both, size: '1280x720' }, { seconds: 5, size: '1280x720', ...bothFrames }),
  ...['jimeng-3.0-pro', 'jimeng-3.0-1080p'].map((model) =>
    videoRow(
      model,
      { ...framed, duration_seconds: 10, aspect_ratio: '21:9' },
      {
        seconds: 10,
        size: '2176x928',
        first_frame: FRAME,
      },
    ),
  ),
  ...['sora-2', 'sora-2-pro'].map((model) => videoRow(model, { prompt }, { seconds: 4, size: '1280x720' })),
  videoRow(
    'wan2.6-t2v',
    { prompt },
    { seconds: 5, size: '1280x720', extra: { shot: 'wide' } },
    { extra: { shot: 'wide' } },
  ),
]

export const videoRefusals: readonly RefusalRow[] = [
  refusal(
    'video',
    'wan2.5-t2v-preview',
    { prompt, resolution: '480p', aspect_ratio: '4:3' },
    'input.aspect_ratio',
  ),
  refusal('video', 'wan2.6-t2v', { prompt, size: '1280x720', resolution: '720p' }, 'input.resolution'),
  refusal('video', 'wan2.6-t2v', { prompt }, 'provider_options.watermark', { watermark: true }),
  refusal('video', 'wan2.6-t2v', { prompt }, 'provider_options.extra.seconds', { extra: { seconds: 15 } }),
  // By its name on the wire, which is not ours.
  refusal('video', 'doubao-seedance-2-0-260128', { prompt }, 'provider_options.extra.duration', {
    extra: { duration: 15 },
  }),
  refusal('video', 'veo-2.0-generate-001', { prompt }, 'provider_options.generate_audio', {
    generate_audio: true,
  }),
  refusal('video', 'doubao-seedance-1-0-pro-250528', { prompt }, 'provider_options.generate_audio', {
    generate_audio: true,
  }),
  refusal('video', 'kling-v3-omni', { prompt, images: [{ url: FRAME }, { url: FRAME }] }, 'input.images'),
  refusal(
    'video',
    'minimax-h3',
    { prompt, images: [{ url: 'http://pictures.example/first.png' }] },
    'input.images[0].url',
  ),
  refusal(
    'video',
    'wan2.6-i2v',
    { prompt, images: [{ url: 'https://10.0.0.1/a.png' }] },
    'input.images[0].url',
  ),
  refusal(
    'video',
    'kling-v3-omni',
    { prompt, images: Array.from({ length: 5 }, () => ({ url: REFERENCE, role: 'reference' as const })) },
    'input.images',
  ),
  refusal('video', 'minimax-h3', { ...framed, video: { url: CLIP } }, 'input.images'),
  refusal('video', 'minimax-h3', { prompt }, 'provider_options.extra.resolution', {
    extra: { resolution: '2K' },
  }),
]
