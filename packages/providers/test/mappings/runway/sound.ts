import type { MappingRow, RefusalRow } from '../row.ts'
import { CLIP, clip, sound, speech, videoUpscale, VOICE, voice, voiceWork } from './media.ts'

const maya = { type: 'runway-preset', presetId: 'Maya' }
const lara = { type: 'runway-preset', presetId: 'Lara' }

export const soundRows: readonly MappingRow[] = [
  {
    request: speech('eleven_multilingual_v2', { text: 'hello', voice: 'Lara' }),
    route: 'text_to_speech',
    params: { model: 'eleven_multilingual_v2', promptText: 'hello', voice: lara },
  },
  {
    request: speech('eleven_v3', { text: 'olá', language: 'pt-BR', seed: 9 }, { stability: 0.5, speed: 1.2 }),
    route: 'text_to_speech',
    params: {
      model: 'eleven_v3',
      promptText: 'olá',
      voice: maya,
      languageCode: 'pt-BR',
      seed: 9,
      stability: 0.5,
      speed: 1.2,
    },
  },
  {
    request: speech('seed_audio', { text: 'hello', audio: voice, format: 'opus' }, { sampleRate: 48_000 }),
    route: 'text_to_speech',
    params: {
      model: 'seed_audio',
      promptText: 'hello',
      voice: { type: 'reference-audio', audioUri: VOICE },
      outputFormat: 'ogg_opus',
      sampleRate: 48_000,
    },
  },
  {
    request: sound('seed_audio_sound', { prompt: 'like @Audio1', audio: voice }, { pitchRate: -12 }),
    route: 'sound_effect',
    params: {
      model: 'seed_audio',
      promptText: 'like @Audio1',
      referenceAudios: [VOICE],
      outputFormat: 'mp3',
      pitchRate: -12,
    },
  },
  {
    request: sound('eleven_text_to_sound_v2', { prompt: 'wind', duration_seconds: 0.5 }, { loop: true }),
    route: 'sound_effect',
    params: { model: 'eleven_text_to_sound_v2', promptText: 'wind', duration: 0.5, loop: true },
  },
  {
    request: voiceWork('eleven_multilingual_sts_v2', { audio: voice, voice: 'Lara' }),
    route: 'speech_to_speech',
    params: { model: 'eleven_multilingual_sts_v2', media: { type: 'audio', uri: VOICE }, voice: lara },
  },
  {
    request: voiceWork('eleven_multilingual_sts_v2', { video: clip }, { removeBackgroundNoise: true }),
    route: 'speech_to_speech',
    params: {
      model: 'eleven_multilingual_sts_v2',
      media: { type: 'video', uri: CLIP },
      voice: maya,
      removeBackgroundNoise: true,
    },
  },
  {
    request: voiceWork('eleven_voice_dubbing', { audio: voice, language: 'ta' }, { numSpeakers: 2 }),
    route: 'voice_dubbing',
    params: { model: 'eleven_voice_dubbing', audioUri: VOICE, targetLang: 'ta', numSpeakers: 2 },
  },
  {
    request: voiceWork('eleven_voice_isolation', { audio: voice }),
    route: 'voice_isolation',
    params: { model: 'eleven_voice_isolation', audioUri: VOICE },
  },
  {
    request: videoUpscale(
      'magnific_video_upscaler_creative',
      { video: clip, resolution: '4k' },
      { creativity: 20, flavor: 'natural', fpsBoost: true },
    ),
    route: 'video_upscale',
    params: {
      model: 'magnific_video_upscaler_creative',
      videoUri: CLIP,
      resolution: '4k',
      creativity: 20,
      flavor: 'natural',
      fpsBoost: true,
    },
  },
  {
    request: videoUpscale('enhance_frame_rate', { video: clip }, { targetFramerate: '23_98' }),
    route: 'video_upscale',
    params: { model: 'enhance_frame_rate', videoUri: CLIP, targetFramerate: '23_98' },
  },
]

export const soundRefusals: readonly RefusalRow[] = [
  { request: speech('eleven_v3', { text: 'a', language: 'english' }), param: 'input.language' },
  { request: speech('eleven_v3', { text: 'a' }, { speed: 2 }), param: 'provider_options.speed' },
  { request: speech('eleven_multilingual_v2', { text: 'a' }, { speed: 1 }), param: 'provider_options.speed' },
  {
    request: speech('seed_audio', { text: 'a' }, { sampleRate: 11_025 }),
    param: 'provider_options.sampleRate',
  },
  {
    request: sound('eleven_text_to_sound_v2', { prompt: 'a' }, { loop: 'yes' }),
    param: 'provider_options.loop',
  },
  { request: voiceWork('eleven_multilingual_sts_v2', {}), param: 'input.audio' },
  { request: voiceWork('eleven_multilingual_sts_v2', { audio: voice, video: clip }), param: 'input.audio' },
  { request: voiceWork('eleven_voice_dubbing', { audio: voice, language: 'xx' }), param: 'input.language' },
  {
    request: voiceWork('eleven_voice_isolation', { audio: { url: 'data:image/png;base64,AAAA' } }),
    param: 'input.audio.url',
  },
  {
    request: videoUpscale('enhance_frame_rate', { video: clip }, { targetFramerate: '23.98' }),
    param: 'provider_options.targetFramerate',
  },
  {
    request: videoUpscale('magnific_video_upscaler_creative', { video: clip }, { creativity: 101 }),
    param: 'provider_options.creativity',
  },
]
