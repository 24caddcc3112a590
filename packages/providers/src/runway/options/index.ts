import type { z } from 'zod'
import * as pictures from './pictures.ts'
import * as own from './runway-video.ts'
import * as sound from './sound.ts'
import * as video from './video.ts'

type None = Record<string, never>

/** `provider_options` by model, for typed callers: `satisfies RunwayModelOptions['veo3.1']`. */
export interface RunwayModelOptions {
  'gen4.5': own.Gen45Options
  gen4_turbo: own.Gen4Options
  act_two: own.ActTwoOptions
  aleph2: own.Aleph2Options
  ruby: own.RubyOptions
  'veo3.1': video.VeoOptions
  'veo3.1_fast': video.VeoOptions
  hailuo3: video.HailuoOptions
  happyhorse_1_0: None
  grok_imagine_1_5: video.GrokVideoOptions
  wan3: video.WanOptions
  wan3_prime: video.WanOptions
  h3_max: video.H3Options
  gemini_omni_flash: None
  gemini_omni_flash_edit: None
  'gemini_omni_flash_1.1': video.Omni11Options
  seedance2: video.SeedanceOptions
  seedance2_fast: video.SeedanceOptions
  seedance2_mini: video.SeedanceOptions
  seedance2_5: video.Seedance25Options
  gen4_image: pictures.Gen4ImageOptions
  gen4_image_turbo: pictures.Gen4ImageOptions
  gpt_image_2: pictures.GPTImageOptions
  gpt_image_2_5_flare: pictures.GPTImageOptions
  gpt_image_2_5_sunburst: pictures.GPTImageOptions
  'gemini_2.5_flash': pictures.TaggedOptions
  gemini_image3_pro: pictures.GeminiImageOptions
  'gemini_image3.1_flash': pictures.GeminiImageOptions
  seedream5_pro: pictures.SeedreamProOptions
  seedream5_lite: pictures.SeedreamLiteOptions
  grok_imagine_image_2: pictures.GrokImageOptions
  muse_image: pictures.MuseImageOptions
  magnific_precision_upscaler_v2: pictures.ImageUpscaleOptions
  magnific_video_upscaler_creative: pictures.VideoUpscaleOptions
  enhance_frame_rate: pictures.FrameRateOptions
  eleven_multilingual_v2: None
  eleven_v3: sound.ElevenV3Options
  seed_audio: sound.SeedAudioOptions
  seed_audio_sound: sound.SeedSoundOptions
  eleven_text_to_sound_v2: sound.ElevenSoundOptions
  eleven_multilingual_sts_v2: sound.SpeechToSpeechOptions
  eleven_voice_dubbing: sound.DubbingOptions
  eleven_voice_isolation: None
}

/** What the mapping checks them against. */
export const runwayOptions: {
  readonly [Model in keyof RunwayModelOptions]: z.ZodType<RunwayModelOptions[Model]>
} = {
  'gen4.5': own.gen45Options,
  gen4_turbo: own.gen4Options,
  act_two: own.actTwoOptions,
  aleph2: own.aleph2Options,
  ruby: own.rubyOptions,
  'veo3.1': video.veoOptions,
  'veo3.1_fast': video.veoOptions,
  hailuo3: video.hailuoOptions,
  happyhorse_1_0: sound.noOptions,
  grok_imagine_1_5: video.grokVideoOptions,
  wan3: video.wanOptions,
  wan3_prime: video.wanOptions,
  h3_max: video.h3Options,
  gemini_omni_flash: sound.noOptions,
  gemini_omni_flash_edit: sound.noOptions,
  'gemini_omni_flash_1.1': video.omni11Options,
  seedance2: video.seedanceOptions,
  seedance2_fast: video.seedanceOptions,
  seedance2_mini: video.seedanceOptions,
  seedance2_5: video.seedance25Options,
  gen4_image: pictures.gen4ImageOptions,
  gen4_image_turbo: pictures.gen4ImageOptions,
  gpt_image_2: pictures.gptImageOptions,
  gpt_image_2_5_flare: pictures.gptImageOptions,
  gpt_image_2_5_sunburst: pictures.gptImageOptions,
  'gemini_2.5_flash': pictures.geminiFlashOptions,
  gemini_image3_pro: pictures.geminiImageOptions,
  'gemini_image3.1_flash': pictures.geminiImageOptions,
  seedream5_pro: pictures.seedreamProOptions,
  seedream5_lite: pictures.seedreamLiteOptions,
  grok_imagine_image_2: pictures.grokImageOptions,
  muse_image: pictures.museImageOptions,
  magnific_precision_upscaler_v2: pictures.imageUpscaleOptions,
  magnific_video_upscaler_creative: pictures.videoUpscaleOptions,
  enhance_frame_rate: pictures.frameRateOptions,
  eleven_multilingual_v2: sound.noOptions,
  eleven_v3: sound.elevenV3Options,
  seed_audio: sound.seedAudioOptions,
  seed_audio_sound: sound.seedSoundOptions,
  eleven_text_to_sound_v2: sound.elevenSoundOptions,
  eleven_multilingual_sts_v2: sound.speechToSpeechOptions,
  eleven_voice_dubbing: sound.dubbingOptions,
  eleven_voice_isolation: sound.noOptions,
}
