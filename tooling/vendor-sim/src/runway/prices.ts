/** Credits per second of video, 1 credit = 0.01 USD; models with sound have a price without it as well. */
const PER_SECOND: Record<string, { sound: number; silent: number }> = {
  'gen4.5': { sound: 12, silent: 12 },
  gen4_turbo: { sound: 5, silent: 5 },
  'veo3.1': { sound: 40, silent: 20 },
  'veo3.1_fast': { sound: 15, silent: 10 },
  seedance2: { sound: 36, silent: 36 },
  seedance2_fast: { sound: 29, silent: 29 },
}

export function videoCredits(model: string, seconds: number, audio = true): number {
  const price = PER_SECOND[model]
  return price ? seconds * (audio ? price.sound : price.silent) : 0
}

export function imageCredits(model: string, size: { width: number; height: number }): number {
  if (model === 'gen4_image_turbo') return 2
  if (model === 'gen4_image') return size.width * size.height > 1280 * 720 ? 8 : 5
  return 5
}
