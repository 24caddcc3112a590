import type { PriceTraits } from '../pricing/quote.ts'
import type { Usage } from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import type { RunwayCall } from './call.ts'
import { gen4ImageTier, imageTier, videoTier } from './ratio.ts'

/** What decides between the rates of a price list, read off what is sent. */
export function traitsOf({ route, params }: RunwayCall): PriceTraits {
  return {
    resolution: resolutionOf(route, params),
    audio: !('audio' in params) || params.audio !== false,
    input_video: takesVideo(params),
    finish: 'outputFormat' in params ? finishOf(params.outputFormat) : 'plain',
  }
}

/** The most that can be used; what only the vendor knows counts as the longest there is. */
export function mostUsage({ limits }: ModelInfo, { params }: RunwayCall): Usage {
  const { durations, maxInputSeconds } = limits
  const longest = durations !== undefined && 'max' in durations ? durations.max : undefined
  const asked = 'duration' in params ? params.duration : undefined
  const letters = 'promptText' in params ? (params.promptText ?? '').length : 0
  return {
    images: 'outputCount' in params ? (params.outputCount ?? 1) : 1,
    seconds: typeof asked === 'number' ? asked : asked === 'auto' ? longest : maxInputSeconds,
    // Sold by 50; begun ones may count as whole.
    characters: Math.ceil(letters / 50) * 50,
  }
}

function resolutionOf(route: RunwayCall['route'], params: RunwayCall['params']): string {
  if ('resolution' in params && params.resolution !== undefined) return params.resolution
  // A video that keeps its shape may be of the dearest tier.
  if (!('ratio' in params) || params.ratio === undefined) return '1080p'
  const { model, ratio } = params
  if (ratio.startsWith('auto')) return ratio.replace(/^auto_?/, '')
  if (model.startsWith('gen4_image')) return gen4ImageTier(ratio)
  if (route !== 'text_to_image') return videoTier(ratio)
  const tier = imageTier(ratio)
  // Pictures below 1k have no price of their own.
  return tier === '0.5k' ? '1k' : tier
}

function takesVideo(params: RunwayCall['params']): boolean {
  if ('promptVideo' in params || 'videoUri' in params) return true
  return 'referenceVideos' in params && (params.referenceVideos?.length ?? 0) > 0
}

/** What files for cutting rooms cost more: `edit` a little, everything of ten bits and above a lot. */
function finishOf(outputFormat: string | undefined): 'plain' | 'edit' | 'deep' {
  if (outputFormat === 'prores' || outputFormat === 'png_sequence') return 'edit'
  return outputFormat === undefined || PLAIN.has(outputFormat) ? 'plain' : 'deep'
}

const PLAIN: ReadonlySet<string> = new Set(['mp4', 'png', 'jpeg', 'webp', 'wav', 'mp3', 'ogg_opus'])
