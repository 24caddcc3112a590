import type {
  ImageToVideoParams,
  SoundEffectParams,
  TextToImageParams,
  TextToSpeechParams,
  TextToVideoParams,
  VideoToVideoParams,
  VideoUpscaleParams,
} from '../../src/index.ts'

/** A body for each model that the types know: a model without one does not compile. */
type EachModel<Params extends { model: string }> = { [Model in Params['model']]: Branch<Params, Model> }
type Branch<Params, Model> = Params extends { model: infer Known }
  ? Model extends Known
    ? Params
    : never
  : never

const image = 'https://example.com/a.png'
const video = 'https://example.com/a.mp4'
const audio = 'https://example.com/a.mp3'
const sounds = [{ type: 'audio', uri: audio } as const]
const films = [{ type: 'video', uri: video } as const]
const pictures = [{ uri: image }]
const references = [{ uri: image, tag: 'kite' }]
const first: [{ uri: string; position: 'first' }] = [{ uri: image, position: 'first' }]
const both = [...first, { uri: image, position: 'last' as const }]
const prompt = { promptText: 'a kite' }
const voice = { type: 'runway-preset', presetId: 'Maya' } as const

export const textToVideo: EachModel<TextToVideoParams> = {
  'gen4.5': {
    model: 'gen4.5',
    ...prompt,
    ratio: '1280:720',
    duration: 2,
    outputFormat: 'prores',
    proresProfile: '422 LT',
  },
  'veo3.1': { model: 'veo3.1', ...prompt, ratio: '1080:1920', duration: 8, audio: false },
  'veo3.1_fast': { model: 'veo3.1_fast', ...prompt, ratio: '1920:1080', negativePrompt: 'rain' },
  hailuo3: {
    model: 'hailuo3',
    ...prompt,
    ratio: 'adaptive',
    resolution: '2k',
    references: pictures,
    referenceAudio: sounds,
  },
  happyhorse_1_0: { model: 'happyhorse_1_0', ...prompt, ratio: '1662:1248', duration: 15 },
  seedance2: { model: 'seedance2', ...prompt, ratio: '3840:2160', duration: 'auto', referenceVideos: films },
  seedance2_fast: { model: 'seedance2_fast', ...prompt, ratio: '864:496', duration: 15 },
  seedance2_mini: { model: 'seedance2_mini', ...prompt, ratio: '1112:834', seed: 4_294_967_295 },
  seedance2_5: { model: 'seedance2_5', duration: 30, ratio: '854:480', references: pictures },
  gemini_omni_flash: { model: 'gemini_omni_flash', ...prompt, duration: 3 },
  'gemini_omni_flash_1.1': {
    model: 'gemini_omni_flash_1.1',
    ...prompt,
    duration: 'auto',
    referenceVideos: [{ uri: video }],
  },
  grok_imagine_1_5: {
    model: 'grok_imagine_1_5',
    ...prompt,
    ratio: '3:2',
    references: pictures,
    referenceAudio: sounds,
  },
  wan3: { model: 'wan3', ...prompt, ratio: 'auto_720p', referenceVideos: films },
  wan3_prime: { model: 'wan3_prime', ...prompt, ratio: '1648:1248', duration: 30 },
  h3_max: { model: 'h3_max', ...prompt, resolution: '768p', promptExpansionMode: 'disabled', seed: 1 },
}

export const imageToVideo: EachModel<ImageToVideoParams> = {
  'gen4.5': { model: 'gen4.5', ...prompt, promptImage: first, ratio: '1584:672', duration: 10 },
  gen4_turbo: { model: 'gen4_turbo', promptImage: image, ratio: '832:1104' },
  'veo3.1': { model: 'veo3.1', promptImage: both, ratio: '1280:720', duration: 4 },
  'veo3.1_fast': { model: 'veo3.1_fast', promptImage: image, ratio: '720:1280' },
  hailuo3: { model: 'hailuo3', ...prompt, promptImage: pictures, duration: 5 },
  happyhorse_1_0: { model: 'happyhorse_1_0', promptImage: first, resolution: '1080p' },
  seedance2: { model: 'seedance2', promptImage: both, ratio: '2206:946' },
  seedance2_fast: { model: 'seedance2_fast', promptImage: pictures, referenceAudio: sounds },
  seedance2_mini: { model: 'seedance2_mini', promptImage: image },
  seedance2_5: { model: 'seedance2_5', promptImage: both, duration: 'auto' },
  gemini_omni_flash: { model: 'gemini_omni_flash', promptImage: first, ratio: '720:1280' },
  'gemini_omni_flash_1.1': {
    model: 'gemini_omni_flash_1.1',
    ...prompt,
    promptImage: both,
    ratio: '3840:2160',
  },
  grok_imagine_1_5: { model: 'grok_imagine_1_5', promptImage: image, resolution: '480p' },
  wan3: { model: 'wan3', ...prompt, promptImage: both, ratio: 'auto_1080p' },
  wan3_prime: { model: 'wan3_prime', ...prompt, promptImage: pictures, ratio: '624:624' },
  h3_max: { model: 'h3_max', ...prompt, promptImage: both },
}

export const videoToVideo: EachModel<VideoToVideoParams> = {
  aleph2: {
    model: 'aleph2',
    videoUri: video,
    keyframes: [{ uri: image, seconds: 3, range: { start_seconds: 2, end_seconds: 5 } }],
    outputFormat: 'png_sequence',
  },
  hailuo3: { model: 'hailuo3', ...prompt, promptVideo: video, referenceVideos: films },
  seedance2: { model: 'seedance2', promptVideo: video, ratio: '1664:1248' },
  seedance2_fast: { model: 'seedance2_fast', promptVideo: video, audio: false },
  seedance2_mini: { model: 'seedance2_mini', promptVideo: video, references: pictures },
  seedance2_5: { model: 'seedance2_5', ...prompt, promptVideo: video, mode: 'edit', duration: 'auto' },
  gemini_omni_flash: { model: 'gemini_omni_flash', ...prompt, videoUri: video, references: pictures },
  'gemini_omni_flash_1.1': {
    model: 'gemini_omni_flash_1.1',
    ...prompt,
    videoUri: video,
    mode: 'extend',
    duration: 4,
  },
}

export const videoUpscale: EachModel<VideoUpscaleParams> = {
  magnific_video_upscaler_creative: {
    model: 'magnific_video_upscaler_creative',
    videoUri: video,
    resolution: '4k',
    creativity: 100,
  },
  enhance_frame_rate: { model: 'enhance_frame_rate', videoUri: video, targetFramerate: '23_98' },
}

export const textToImage: EachModel<TextToImageParams> = {
  gen4_image: { model: 'gen4_image', ...prompt, ratio: '1680:720' },
  gen4_image_turbo: { model: 'gen4_image_turbo', ...prompt, ratio: '720:960', referenceImages: references },
  gpt_image_2: { model: 'gpt_image_2', ...prompt, ratio: 'auto', background: 'transparent', outputCount: 10 },
  gpt_image_2_5_flare: {
    model: 'gpt_image_2_5_flare',
    ...prompt,
    ratio: '2336:3504',
    quality: 'max',
    referenceImages: references,
  },
  gpt_image_2_5_sunburst: {
    model: 'gpt_image_2_5_sunburst',
    ...prompt,
    ratio: '2048:880',
    background: 'transparent',
  },
  'gemini_2.5_flash': { model: 'gemini_2.5_flash', ...prompt, ratio: '1152:896' },
  gemini_image3_pro: {
    model: 'gemini_image3_pro',
    ...prompt,
    ratio: '6336:2688',
    referenceImages: [{ uri: image, subject: 'human' }],
  },
  'gemini_image3.1_flash': { model: 'gemini_image3.1_flash', ...prompt, ratio: '11264:1408', outputCount: 4 },
  seedream5_pro: {
    model: 'seedream5_pro',
    ...prompt,
    ratio: 'auto_2k',
    outputFormat: 'jpeg',
    grounding: true,
  },
  seedream5_lite: { model: 'seedream5_lite', ...prompt, ratio: '2000:2000', outputCount: 4 },
  grok_imagine_image_2: {
    model: 'grok_imagine_image_2',
    ...prompt,
    ratio: '1456:2912',
    edit: true,
    referenceImages: pictures,
  },
  muse_image: { model: 'muse_image', ...prompt, ratio: '2352:1008', outputFormat: 'webp', outputCount: 2 },
}

export const textToSpeech: EachModel<TextToSpeechParams> = {
  eleven_multilingual_v2: { model: 'eleven_multilingual_v2', ...prompt, voice },
  eleven_v3: { model: 'eleven_v3', ...prompt, voice, stability: 1, speed: 0.7, languageCode: 'pt-BR' },
  seed_audio: {
    model: 'seed_audio',
    ...prompt,
    voice: { type: 'reference-audio', audioUri: audio },
    outputFormat: 'wav',
  },
}

export const soundEffect: EachModel<SoundEffectParams> = {
  eleven_text_to_sound_v2: { model: 'eleven_text_to_sound_v2', ...prompt, duration: 0.5, loop: true },
  seed_audio: {
    model: 'seed_audio',
    ...prompt,
    referenceAudios: [audio],
    sampleRate: 44_100,
    outputFormat: 'ogg_opus',
  },
}
