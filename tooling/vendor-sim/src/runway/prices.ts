/** Credits per second of video, 1 credit = 0.01 USD; models with sound have a price without it as well. */
const PER_SECOND: Record<string, { sound: number; silent: number }> = {
  'gen4.5': { sound: 12, silent: 12 },
  gen4_turbo: { sound: 5, silent: 5 },
  act_two: { sound: 5, silent: 5 },
  aleph2: { sound: 28, silent: 28 },
  ruby: { sound: 20, silent: 20 },
  'veo3.1': { sound: 40, silent: 20 },
  'veo3.1_fast': { sound: 15, silent: 10 },
  seedance2: { sound: 36, silent: 36 },
  seedance2_fast: { sound: 29, silent: 29 },
  seedance2_mini: { sound: 16, silent: 16 },
  seedance2_5: { sound: 30, silent: 30 },
  hailuo3: { sound: 10, silent: 10 },
  h3_max: { sound: 8, silent: 8 },
  wan3: { sound: 10, silent: 10 },
  grok_imagine_1_5: { sound: 16, silent: 16 },
  gemini_omni_flash: { sound: 10, silent: 10 },
  'gemini_omni_flash_1.1': { sound: 10, silent: 10 },
}

/** Models whose price nobody published cost something too. */
const UNKNOWN_PER_SECOND = { sound: 10, silent: 10 }

export function videoCredits(model: string, seconds: number, audio = true): number {
  const price = PER_SECOND[model] ?? UNKNOWN_PER_SECOND
  return seconds * (audio ? price.sound : price.silent)
}

const PER_IMAGE: Record<string, number> = {
  gen4_image_turbo: 2,
  gemini_image3_pro: 20,
  'gemini_image3.1_flash': 7,
  seedream5_pro: 5,
  seedream5_lite: 4,
  muse_image: 1,
  magnific_precision_upscaler_v2: 25,
}

export function imageCredits(model: string, size: { width: number; height: number }): number {
  if (model === 'gen4_image') return size.width * size.height > 1280 * 720 ? 8 : 5
  return PER_IMAGE[model] ?? 5
}

/** Speech costs by its letters, the rest by its length. */
export function audioCredits(model: string, prompt: string, seconds: number): number {
  if (model === 'eleven_multilingual_v2' || model === 'eleven_v3') return Math.ceil(prompt.length / 50)
  return model === 'seed_audio' ? Math.max(5, Math.ceil(seconds / 4)) : Math.max(1, Math.ceil(seconds / 3))
}
