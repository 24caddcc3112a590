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

const references = [{ uri: A }]
const films = [{ type: 'video', uri: OTHER_CLIP }]
const sounds = [{ type: 'audio', uri: VOICE }]
const hailuo = { model: 'hailuo3', promptText: 'a', duration: 5, resolution: '768p' }
const wan = { promptText: 'a', duration: 5, audio: true }

export const guestVideoRows: readonly MappingRow[] = [
  {
    request: video('veo3.1', { prompt: 'a', negative_prompt: 'b' }, { audio: false }),
    route: 'text_to_video',
    params: {
      model: 'veo3.1',
      promptText: 'a',
      negativePrompt: 'b',
      audio: false,
      duration: 8,
      ratio: '1280:720',
    },
  },
  {
    request: video('veo3.1_fast', {
      images: [first, last],
      resolution: '1080p',
      duration_seconds: 4,
      seed: 3,
    }),
    route: 'image_to_video',
    params: {
      model: 'veo3.1_fast',
      promptImage: bothFrames,
      audio: true,
      duration: 4,
      ratio: '1920:1080',
      seed: 3,
    },
  },
  {
    request: video('hailuo3', { prompt: 'a' }),
    route: 'text_to_video',
    params: { ...hailuo, ratio: '16:9' },
  },
  {
    request: video(
      'hailuo3',
      { prompt: 'a', images: [reference], audio: voice, resolution: '2k' },
      { referenceVideos: [OTHER_CLIP] },
    ),
    route: 'text_to_video',
    params: {
      ...hailuo,
      ratio: 'adaptive',
      resolution: '2k',
      references,
      referenceVideos: films,
      referenceAudio: sounds,
    },
  },
  {
    request: video('hailuo3', { prompt: 'a', images: [first, last], duration_seconds: 15 }),
    route: 'image_to_video',
    params: { ...hailuo, ratio: 'adaptive', duration: 15, promptImage: bothFrames },
  },
  {
    request: video('hailuo3', { prompt: 'a', video: clip, aspect_ratio: '9:16' }),
    route: 'video_to_video',
    params: { ...hailuo, ratio: '9:16', promptVideo: CLIP },
  },
  {
    request: video('happyhorse_1_0', { prompt: 'ab', aspect_ratio: '4:3', resolution: '1080p' }),
    route: 'text_to_video',
    params: { model: 'happyhorse_1_0', promptText: 'ab', duration: 5, ratio: '1662:1248' },
  },
  {
    request: video('happyhorse_1_0', { images: [first], duration_seconds: 3 }),
    route: 'image_to_video',
    params: { model: 'happyhorse_1_0', promptImage: A, duration: 3, resolution: '720p' },
  },
  {
    request: video('grok_imagine_1_5', { prompt: 'a', aspect_ratio: '3:2', resolution: '480p' }),
    route: 'text_to_video',
    params: { model: 'grok_imagine_1_5', promptText: 'a', duration: 5, ratio: '3:2', resolution: '480p' },
  },
  {
    request: video('grok_imagine_1_5', { prompt: '[Image 1]', images: [reference], audio: voice }),
    route: 'text_to_video',
    params: {
      model: 'grok_imagine_1_5',
      promptText: '[Image 1]',
      duration: 5,
      ratio: '16:9',
      resolution: '720p',
      references,
      referenceAudio: sounds,
    },
  },
  {
    request: video('grok_imagine_1_5', { images: [first], resolution: '1080p' }),
    route: 'image_to_video',
    params: { model: 'grok_imagine_1_5', promptImage: A, duration: 5, resolution: '1080p' },
  },
  {
    request: video('wan3', { prompt: 'a', aspect_ratio: '3:4', resolution: '480p', duration_seconds: 30 }),
    route: 'text_to_video',
    params: { ...wan, model: 'wan3', duration: 30, ratio: '544:720' },
  },
  {
    request: video('wan3', { prompt: 'a', images: [first], resolution: '1080p' }, { audio: false }),
    route: 'image_to_video',
    params: { ...wan, model: 'wan3', audio: false, promptImage: A, ratio: 'auto_1080p' },
  },
  {
    request: video(
      'wan3_prime',
      { prompt: 'a', images: [reference], audio: voice },
      { referenceVideos: [OTHER_CLIP] },
    ),
    route: 'text_to_video',
    params: {
      ...wan,
      model: 'wan3_prime',
      ratio: '1280:720',
      references,
      referenceVideos: films,
      referenceAudio: sounds,
    },
  },
  {
    request: video('h3_max', { prompt: 'a', seed: 1 }, { promptExpansionMode: 'disabled' }),
    route: 'text_to_video',
    params: {
      model: 'h3_max',
      promptText: 'a',
      duration: 5,
      resolution: '768p',
      promptExpansionMode: 'disabled',
      seed: 1,
    },
  },
  {
    request: video('h3_max', { prompt: 'a', images: [first, last], resolution: '480p', duration_seconds: 7 }),
    route: 'image_to_video',
    params: { model: 'h3_max', promptText: 'a', duration: 7, resolution: '480p', promptImage: bothFrames },
  },
  {
    request: video('gemini_omni_flash', { prompt: 'a', aspect_ratio: '9:16' }),
    route: 'text_to_video',
    params: { model: 'gemini_omni_flash', promptText: 'a', duration: 5, ratio: '720:1280' },
  },
  {
    request: video('gemini_omni_flash', { images: [first] }),
    route: 'image_to_video',
    params: { model: 'gemini_omni_flash', promptImage: A, duration: 5, ratio: '1280:720' },
  },
  {
    request: video('gemini_omni_flash_edit', { prompt: 'a', video: clip, images: [{ url: A }] }),
    route: 'video_to_video',
    params: { model: 'gemini_omni_flash', promptText: 'a', videoUri: CLIP, references },
  },
  {
    request: video(
      'gemini_omni_flash_1.1',
      { prompt: 'a', images: [reference], resolution: '4k' },
      { duration: 'auto', referenceVideos: [OTHER_CLIP] },
    ),
    route: 'text_to_video',
    params: {
      model: 'gemini_omni_flash_1.1',
      promptText: 'a',
      duration: 'auto',
      ratio: '3840:2160',
      references,
      referenceVideos: [{ uri: OTHER_CLIP }],
    },
  },
  {
    request: video('gemini_omni_flash_1.1', { prompt: 'a', images: [first, last] }),
    route: 'image_to_video',
    params: {
      model: 'gemini_omni_flash_1.1',
      promptText: 'a',
      duration: 5,
      ratio: '1280:720',
      promptImage: bothFrames,
    },
  },
  {
    request: video(
      'gemini_omni_flash_1.1',
      { prompt: 'a', video: clip, duration_seconds: 4 },
      { mode: 'extend' },
    ),
    route: 'video_to_video',
    params: {
      model: 'gemini_omni_flash_1.1',
      promptText: 'a',
      duration: 4,
      ratio: '1280:720',
      videoUri: CLIP,
      mode: 'extend',
    },
  },
]

export const guestVideoRefusals: readonly RefusalRow[] = [
  { request: video('veo3.1', {}), param: 'input.prompt' },
  { request: video('veo3.1', { prompt: 'a', duration_seconds: 5 }), param: 'input.duration_seconds' },
  { request: video('veo3.1', { images: [last] }), param: 'input.images' },
  { request: video('veo3.1', { images: [first, first] }), param: 'input.images' },
  { request: video('hailuo3', { prompt: 'a', images: [first, reference] }), param: 'input.images' },
  { request: video('hailuo3', { prompt: 'a', images: [first], video: clip }), param: 'input.images' },
  {
    request: video('hailuo3', { prompt: 'a', images: [first] }, { referenceVideos: [CLIP] }),
    param: 'provider_options.referenceVideos',
  },
  {
    request: video('hailuo3', { prompt: 'a', video: clip }, { referenceVideos: [CLIP, CLIP, CLIP] }),
    param: 'provider_options.referenceVideos',
  },
  {
    request: video('hailuo3', { prompt: 'a', audio: voice }, { referenceAudio: [VOICE, VOICE, VOICE] }),
    param: 'provider_options.referenceAudio',
  },
  {
    request: video('hailuo3', { prompt: 'a' }, { referenceAudio: ['ftp://files.example/a.mp3'] }),
    param: 'provider_options.referenceAudio[0]',
  },
  { request: video('happyhorse_1_0', { images: [first], aspect_ratio: '1:1' }), param: 'input.aspect_ratio' },
  { request: video('happyhorse_1_0', { prompt: 'ab' }, { audio: true }), param: 'provider_options.audio' },
  { request: video('grok_imagine_1_5', { prompt: 'a', audio: voice }), param: 'input.audio' },
  {
    request: video('grok_imagine_1_5', { prompt: 'a', images: [reference], resolution: '1080p' }),
    param: 'input.resolution',
  },
  {
    request: video('wan3', { prompt: 'a', images: [first], aspect_ratio: '1:1' }),
    param: 'input.aspect_ratio',
  },
  {
    request: video('h3_max', { prompt: 'a' }, { promptExpansionMode: 'most' }),
    param: 'provider_options.promptExpansionMode',
  },
  {
    request: video('gemini_omni_flash_1.1', { prompt: 'a' }, { mode: 'edit' }),
    param: 'provider_options.mode',
  },
  {
    request: video('gemini_omni_flash_1.1', { prompt: 'a', duration_seconds: 4 }, { duration: 'auto' }),
    param: 'input.duration_seconds',
  },
]
