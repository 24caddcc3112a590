import type { MappingRow, RefusalRow } from '../row.ts'
import { A, B, CLIP, OTHER_CLIP, clip, first, last, reference, video } from './media.ts'

const gen45 = { model: 'gen4.5', promptText: 'a', duration: 5, ratio: '1280:720', outputFormat: 'mp4' }
const aleph2 = { model: 'aleph2', videoUri: CLIP, outputFormat: 'mp4' }
const actTwo = { model: 'act_two', reference: { type: 'video', uri: CLIP }, ratio: '1280:720' }

export const ownVideoRows: readonly MappingRow[] = [
  { request: video('gen4.5', { prompt: 'a' }), route: 'text_to_video', params: gen45 },
  {
    request: video('gen4.5', { prompt: 'a', aspect_ratio: '9:16', duration_seconds: 10, seed: 0 }),
    route: 'text_to_video',
    params: { ...gen45, ratio: '720:1280', duration: 10, seed: 0 },
  },
  {
    request: video('gen4.5', { prompt: 'a', images: [first], aspect_ratio: '4:3' }),
    route: 'image_to_video',
    params: { ...gen45, promptImage: A, ratio: '1104:832' },
  },
  {
    request: video(
      'gen4.5',
      { prompt: 'a' },
      {
        contentModeration: { publicFigureThreshold: 'low' },
        outputFormat: 'prores',
        proresProfile: '422 LT',
      },
    ),
    route: 'text_to_video',
    params: {
      ...gen45,
      contentModeration: { publicFigureThreshold: 'low' },
      outputFormat: 'prores',
      proresProfile: '422 LT',
    },
  },
  {
    request: video('gen4.5', { prompt: 'a' }, { outputFormat: 'hdr_prores', proresProfile: '422 HQ' }),
    route: 'text_to_video',
    params: { ...gen45, outputFormat: 'hdr_prores', proresProfile: '422 HQ' },
  },
  {
    request: video('gen4_turbo', { images: [{ url: A }], prompt: 'a', size: '1584x672' }),
    route: 'image_to_video',
    params: { model: 'gen4_turbo', promptImage: A, promptText: 'a', ratio: '1584:672', duration: 5 },
  },
  {
    request: video('act_two', { images: [{ url: A, role: 'source' }], video: clip, seed: 7 }),
    route: 'character_performance',
    params: { ...actTwo, character: { type: 'image', uri: A }, seed: 7 },
  },
  {
    request: video(
      'act_two',
      { video: clip, aspect_ratio: '1:1' },
      { characterVideo: OTHER_CLIP, bodyControl: true, expressionIntensity: 5 },
    ),
    route: 'character_performance',
    params: {
      ...actTwo,
      character: { type: 'video', uri: OTHER_CLIP },
      ratio: '960:960',
      bodyControl: true,
      expressionIntensity: 5,
    },
  },
  {
    request: video('aleph2', { video: clip, prompt: 'in winter', aspect_ratio: '21:9', seed: 1 }),
    route: 'video_to_video',
    params: { ...aleph2, promptText: 'in winter', targetAspectRatio: '21:9', seed: 1 },
  },
  {
    request: video('aleph2', { video: clip, images: [first, last] }),
    route: 'video_to_video',
    params: {
      ...aleph2,
      keyframes: [
        { uri: A, at: 0 },
        { uri: B, at: 1 },
      ],
    },
  },
  {
    request: video(
      'aleph2',
      { video: clip, images: [reference] },
      {
        outputFormat: 'png_sequence',
        keyframes: [{ seconds: 3.5, range: { start_seconds: 2, end_seconds: 5 } }],
      },
    ),
    route: 'video_to_video',
    params: {
      ...aleph2,
      outputFormat: 'png_sequence',
      keyframes: [{ uri: A, seconds: 3.5, range: { start_seconds: 2, end_seconds: 5 } }],
    },
  },
  {
    request: video('ruby', { video: clip }),
    route: 'video_to_hdr',
    params: { model: 'ruby', videoUri: CLIP, outputFormat: 'hdr10' },
  },
  {
    request: video('ruby', { video: clip }, { outputFormat: 'hdr_prores', proresProfile: '4444' }),
    route: 'video_to_hdr',
    params: { model: 'ruby', videoUri: CLIP, outputFormat: 'hdr_prores', proresProfile: '4444' },
  },
]

export const ownVideoRefusals: readonly RefusalRow[] = [
  { request: video('gen4.5', { prompt: 'a', size: '960x960' }), param: 'input.size' },
  { request: video('gen4.5', { prompt: 'a' }, { audio: true }), param: 'provider_options.audio' },
  {
    request: video('gen4.5', { prompt: 'a' }, { proresProfile: '422' }),
    param: 'provider_options.proresProfile',
  },
  {
    request: video('gen4.5', { prompt: 'a' }, { outputFormat: 'hdr_prores', proresProfile: '422 LT' }),
    param: 'provider_options.proresProfile',
  },
  {
    request: video('gen4_turbo', { images: [{ url: 'http://files.example/a.png' }] }),
    param: 'input.images[0].url',
  },
  {
    request: video('gen4_turbo', { images: [{ url: 'https://10.0.0.1/a.png' }] }),
    param: 'input.images[0].url',
  },
  {
    request: video('gen4_turbo', { images: [{ url: `https://files.example/${'a'.repeat(2_048)}` }] }),
    param: 'input.images[0].url',
  },
  {
    request: video('gen4_turbo', { images: [{ url: 'data:video/mp4;base64,AAAA' }] }),
    param: 'input.images[0].url',
  },
  { request: video('gen4_turbo', { images: [{ url: 'data:text/plain,a' }] }), param: 'input.images[0].url' },
  { request: video('act_two', { video: clip }), param: 'input.images' },
  {
    request: video('act_two', { video: clip }, { characterVideo: 'ftp://files.example/a.mp4' }),
    param: 'provider_options.characterVideo',
  },
  {
    request: video(
      'act_two',
      { video: clip },
      { characterVideo: `data:video/mp4;base64,${'A'.repeat(5_242_880)}` },
    ),
    param: 'provider_options.characterVideo',
  },
  {
    request: video('act_two', { video: clip, images: [{ url: A }] }, { characterVideo: OTHER_CLIP }),
    param: 'input.images',
  },
  { request: video('aleph2', { video: clip, images: [reference] }), param: 'provider_options.keyframes' },
  {
    request: video('aleph2', { video: clip, images: [first] }, { keyframes: [{ at: 0 }, { at: 1 }] }),
    param: 'provider_options.keyframes',
  },
  {
    request: video('aleph2', { video: clip }, { outputFormat: 'hdr10' }),
    param: 'provider_options.outputFormat',
  },
  {
    request: video('ruby', { video: clip }, { outputFormat: 'mp4' }),
    param: 'provider_options.outputFormat',
  },
  { request: video('of-tomorrow', { prompt: 'a' }), param: 'model' },
]
