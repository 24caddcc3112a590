import { invalidRequest } from '../provider-error.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { Mapper, RunwayCall } from './call.ts'
import * as guests from './mappers/guest-video.ts'
import { omni, omni11, omniEdit } from './mappers/omni.ts'
import * as pictures from './mappers/pictures.ts'
import * as own from './mappers/runway-video.ts'
import { seedance2, seedance25, seedanceFast } from './mappers/seedance.ts'
import * as sound from './mappers/sound.ts'
import { frameRate, imageUpscale, videoUpscale } from './mappers/upscale.ts'
import { veo } from './mappers/veo.ts'
import { checkMedia } from './media.ts'

const MAPPERS: ReadonlyMap<string, Mapper> = new Map<string, Mapper>([
  ['gen4.5', own.gen45],
  ['gen4_turbo', own.gen4Turbo],
  ['act_two', own.actTwo],
  ['aleph2', own.aleph2],
  ['ruby', own.ruby],
  ['veo3.1', veo('veo3.1')],
  ['veo3.1_fast', veo('veo3.1_fast')],
  ['seedance2', seedance2],
  ['seedance2_fast', seedanceFast('seedance2_fast')],
  ['seedance2_mini', seedanceFast('seedance2_mini')],
  ['seedance2_5', seedance25],
  ['hailuo3', guests.hailuo],
  ['happyhorse_1_0', guests.happyHorse],
  ['grok_imagine_1_5', guests.grokVideo],
  ['wan3', guests.wan('wan3')],
  ['wan3_prime', guests.wan('wan3_prime')],
  ['h3_max', guests.h3],
  ['gemini_omni_flash', omni],
  ['gemini_omni_flash_edit', omniEdit],
  ['gemini_omni_flash_1.1', omni11],
  ['magnific_video_upscaler_creative', videoUpscale],
  ['enhance_frame_rate', frameRate],
  ['gen4_image', pictures.gen4Image],
  ['gen4_image_turbo', pictures.gen4ImageTurbo],
  ['gpt_image_2', pictures.gptImage2],
  ['gpt_image_2_5_flare', pictures.gptImage25('gpt_image_2_5_flare')],
  ['gpt_image_2_5_sunburst', pictures.gptImage25('gpt_image_2_5_sunburst')],
  ['gemini_2.5_flash', pictures.geminiFlash],
  ['gemini_image3_pro', pictures.geminiPro],
  ['gemini_image3.1_flash', pictures.gemini31Flash],
  ['seedream5_pro', pictures.seedreamPro],
  ['seedream5_lite', pictures.seedreamLite],
  ['grok_imagine_image_2', pictures.grokImage],
  ['muse_image', pictures.museImage],
  ['magnific_precision_upscaler_v2', imageUpscale],
  ['eleven_multilingual_v2', sound.multilingualSpeech],
  ['eleven_v3', sound.elevenV3],
  ['seed_audio', sound.seedSpeech],
  ['seed_audio_sound', sound.seedSound],
  ['eleven_text_to_sound_v2', sound.elevenSound],
  ['eleven_multilingual_sts_v2', sound.speechToSpeech],
  ['eleven_voice_dubbing', sound.dubbing],
  ['eleven_voice_isolation', sound.isolation],
])

/**
 * Our words in Runway's. Pure: nothing is sent.
 * @throws ProviderError `invalid_request`
 */
export function toRunwayCall(request: GenerationRequest): RunwayCall {
  checkMedia(request.input)
  const map = MAPPERS.get(request.model)
  if (map === undefined) throw invalidRequest('model', `Runway's ${request.model} is not mapped.`)
  return map(request)
}
