import type { MappingRow, RefusalRow } from '../row.ts'
import {
  A,
  bothFrames,
  CLIP,
  clip,
  first,
  last,
  OTHER_CLIP,
  reference,
  video,
  VOICE,
  voice,
} from './media.ts'

const usual = { duration: 5, audio: true }
const references = [{ uri: A }]
const films = [{ type: 'video', uri: OTHER_CLIP }]
const sounds = [
  { type: 'audio', uri: VOICE },
  { type: 'audio', uri: 'https://files.example/second.mp3' },
]

export const seedanceRows: readonly MappingRow[] = [
  {
    request: video('seedance2', { prompt: 'a', resolution: '4k', aspect_ratio: '1:1', seed: 5 }),
    route: 'text_to_video',
    params: { ...usual, model: 'seedance2', promptText: 'a', ratio: '3840:3840', seed: 5 },
  },
  {
    request: video(
      'seedance2',
      { prompt: 'a', images: [reference], audio: voice },
      {
        referenceVideos: [OTHER_CLIP],
        referenceAudio: ['https://files.example/second.mp3'],
        audio: false,
        duration: 'auto',
      },
    ),
    route: 'text_to_video',
    params: {
      model: 'seedance2',
      promptText: 'a',
      ratio: '1280:720',
      duration: 'auto',
      audio: false,
      references,
      referenceVideos: films,
      referenceAudio: sounds,
    },
  },
  {
    request: video('seedance2', { images: [first, last], resolution: '1080p' }),
    route: 'image_to_video',
    params: { ...usual, model: 'seedance2', ratio: '1920:1080', promptImage: bothFrames },
  },
  {
    request: video('seedance2', { video: clip, images: [reference] }),
    route: 'video_to_video',
    params: { ...usual, model: 'seedance2', ratio: '1280:720', promptVideo: CLIP, references },
  },
  {
    request: video('seedance2_fast', { prompt: 'a', images: [{ url: A }], resolution: '480p' }),
    route: 'image_to_video',
    params: { ...usual, model: 'seedance2_fast', promptText: 'a', ratio: '864:496', promptImage: A },
  },
  {
    request: video('seedance2_mini', { prompt: 'a', size: '1112x834', duration_seconds: 15 }),
    route: 'text_to_video',
    params: { ...usual, model: 'seedance2_mini', promptText: 'a', ratio: '1112:834', duration: 15 },
  },
  {
    request: video('seedance2_mini', { prompt: 'a', video: clip }),
    route: 'video_to_video',
    params: { ...usual, model: 'seedance2_mini', promptText: 'a', ratio: '1280:720', promptVideo: CLIP },
  },
  {
    request: video('seedance2_5', { images: [reference], duration_seconds: 30 }),
    route: 'text_to_video',
    params: { ...usual, model: 'seedance2_5', duration: 30, ratio: '1280:720', references },
  },
  {
    request: video('seedance2_5', { images: [first] }),
    route: 'image_to_video',
    params: { ...usual, model: 'seedance2_5', ratio: '1280:720', promptImage: A },
  },
  {
    request: video('seedance2_5', { video: clip }),
    route: 'video_to_video',
    params: { ...usual, model: 'seedance2_5', mode: 'reference', ratio: '1280:720', promptVideo: CLIP },
  },
  {
    request: video('seedance2_5', { video: clip, prompt: 'a', duration_seconds: 6 }, { mode: 'extend' }),
    route: 'video_to_video',
    params: {
      model: 'seedance2_5',
      mode: 'extend',
      promptText: 'a',
      duration: 6,
      audio: true,
      promptVideo: CLIP,
    },
  },
  {
    request: video('seedance2_5', { video: clip, prompt: 'a' }, { mode: 'edit' }),
    route: 'video_to_video',
    params: {
      model: 'seedance2_5',
      mode: 'edit',
      promptText: 'a',
      duration: 'auto',
      audio: true,
      promptVideo: CLIP,
    },
  },
]

export const seedanceRefusals: readonly RefusalRow[] = [
  { request: video('seedance2', {}), param: 'input.prompt' },
  { request: video('seedance2_5', {}), param: 'input.prompt' },
  { request: video('seedance2', { prompt: 'a', images: [first, reference] }), param: 'input.images' },
  { request: video('seedance2', { video: clip, images: [first] }), param: 'input.images' },
  {
    request: video('seedance2', { images: [first] }, { referenceVideos: [CLIP] }),
    param: 'provider_options.referenceVideos',
  },
  {
    request: video('seedance2', { prompt: 'a', duration_seconds: 5 }, { duration: 'auto' }),
    param: 'input.duration_seconds',
  },
  { request: video('seedance2', { prompt: 'a' }, { duration: 5 }), param: 'provider_options.duration' },
  { request: video('seedance2', { prompt: 'a' }, { mode: 'edit' }), param: 'provider_options.mode' },
  { request: video('seedance2_fast', { prompt: 'a', resolution: '1080p' }), param: 'input.resolution' },
  { request: video('seedance2_5', { prompt: 'a' }, { mode: 'extend' }), param: 'input.video' },
  { request: video('seedance2_5', { video: clip }, { mode: 'extend' }), param: 'input.prompt' },
  {
    request: video('seedance2_5', { video: clip, prompt: 'a', aspect_ratio: '1:1' }, { mode: 'extend' }),
    param: 'input.aspect_ratio',
  },
  {
    request: video('seedance2_5', { video: clip, prompt: 'a', duration_seconds: 5 }, { mode: 'edit' }),
    param: 'input.duration_seconds',
  },
]
