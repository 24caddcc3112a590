import { z } from 'zod'
import { imageReference, imageUri, videoUri, type Reference } from './media.ts'
import { list, oneOf, someText, text, whole, type Words } from './shape.ts'

// Recipes: whole productions from a few pictures. Media are objects here, `{ uri }`, not plain addresses.

/** A dated version stays as it is; `unsafe-latest` moves. */
export type RecipeVersion = '2026-06' | 'unsafe-latest'
const version = z.enum(['2026-06', 'unsafe-latest'])

const LANGUAGES = 'ar zh zh-Hant nl en fr de hi id it ja ko pl pt ru es sv th tr uk vi el'
const SHOT_RATIOS = ['1280:720', '720:1280', '960:960', '1920:1080', '1080:1920', '1440:1440'] as const
const AD_RATIOS = [...SHOT_RATIOS, '834:1112', '1248:1664'] as const
type ShotRatio = (typeof SHOT_RATIOS)[number]

/** The same advertisement in another language. */
export interface AdLocalizationParams {
  version: RecipeVersion
  referenceImage: Reference
  targetLanguage: Words<typeof LANGUAGES>
}

export const adLocalizationParams: z.ZodType<AdLocalizationParams> = z.strictObject({
  version,
  referenceImage: imageReference,
  targetLanguage: oneOf(LANGUAGES),
})

export interface MarketingStockImageParams {
  version: RecipeVersion
  /** At most 3,500. */
  prompt: string
  /** A logo. */
  referenceImage?: Reference | undefined
  /** 1 to 4. Default 4. */
  outputCount?: number | undefined
  /** Default `high`. */
  quality?: 'low' | 'medium' | 'high' | undefined
}

export const marketingStockImageParams: z.ZodType<MarketingStockImageParams> = z.strictObject({
  version,
  prompt: text(3_500),
  referenceImage: imageReference.optional(),
  outputCount: whole(1, 4).optional(),
  quality: z.enum(['low', 'medium', 'high']).optional(),
})

interface MultiShotFields {
  version: RecipeVersion
  /** Seconds. Default 10. */
  duration?: 5 | 10 | 15 | undefined
  /** Default `1280:720`. */
  ratio?: ShotRatio | undefined
  audio?: boolean | undefined
  firstFrame?: Reference | undefined
}

/** Several shots: thought out by Runway, or given (3 to 5, of `duration` seconds together). */
export type MultiShotVideoParams =
  | (MultiShotFields & { mode: 'auto'; /** At most 2,500. */ prompt: string })
  | (MultiShotFields & { mode: 'custom'; shots: Shot[] })

export interface Shot {
  /** 3 to 512. */
  prompt: string
  /** 1 to 15 seconds. */
  duration: number
}

const DEFAULT_SHOTS_SECONDS = 10
const multiShot = {
  version,
  duration: z.literal([5, 10, 15]).optional(),
  ratio: z.enum(SHOT_RATIOS).optional(),
  audio: z.boolean().optional(),
  firstFrame: imageReference.optional(),
}
const shot: z.ZodType<Shot> = z.strictObject({ prompt: text(512, 3), duration: whole(1, 15) })

export const multiShotVideoParams: z.ZodType<MultiShotVideoParams> = z.discriminatedUnion(
  'mode',
  [
    z.strictObject({ ...multiShot, mode: z.literal('auto'), prompt: text(2_500) }),
    z
      .strictObject({ ...multiShot, mode: z.literal('custom'), shots: list(shot, 5, 3) })
      .refine(
        ({ shots, duration = DEFAULT_SHOTS_SECONDS }) =>
          shots.reduce((sum, item) => sum + item.duration, 0) === duration,
        { path: ['shots'], error: 'must last as long as duration (10 by default) together' },
      ),
  ],
  { error: 'must be auto or custom' },
)

export interface ProductAdParams {
  version: RecipeVersion | '2026-07'
  /** 1 to 10; the first one is the main one. */
  productImages: Reference[]
  /** At most 4. */
  styleImages?: Reference[] | undefined
  /** At most 2,500. */
  productInfo?: string | undefined
  /** At most 3,500. */
  userConcept?: string | undefined
  ratio?: ShotRatio | '834:1112' | '1248:1664' | undefined
  /** 4 to 15 seconds. Default 10. */
  duration?: number | undefined
  /** Default false. */
  audio?: boolean | undefined
}

export const productAdParams: z.ZodType<ProductAdParams> = z.strictObject({
  version: z.enum(['2026-06', '2026-07', 'unsafe-latest']),
  productImages: list(imageReference, 10, 1),
  styleImages: list(imageReference, 4).optional(),
  productInfo: text(2_500).optional(),
  userConcept: text(3_500).optional(),
  ratio: z.enum(AD_RATIOS).optional(),
  duration: whole(4, 15).optional(),
  audio: z.boolean().optional(),
})

export interface ProductCampaignImageParams {
  version: RecipeVersion
  image: Reference
  /** At most 3,500. */
  prompt: string
}

export const productCampaignImageParams: z.ZodType<ProductCampaignImageParams> = z.strictObject({
  version,
  image: imageReference,
  prompt: text(3_500),
})

/** The same film with another product. */
export interface ProductSwapParams {
  version: RecipeVersion
  /** 1.8 to 15 seconds. */
  referenceVideo: Reference
  originalProductImage: Reference
  /** 1 to 10. */
  newProductImages: (Reference & { view?: 'front' | 'side' | 'back' | undefined })[]
  /** 4 to 15 seconds. */
  duration?: number | undefined
  resolution?: '720p' | '1080p' | undefined
  audio?: boolean | undefined
}

export const productSwapParams: z.ZodType<ProductSwapParams> = z.strictObject({
  version,
  referenceVideo: z.strictObject({ uri: videoUri }),
  originalProductImage: imageReference,
  newProductImages: list(
    z.strictObject({ uri: imageUri, view: z.enum(['front', 'side', 'back']).optional() }),
    10,
    1,
  ),
  duration: whole(4, 15).optional(),
  resolution: z.enum(['720p', '1080p']).optional(),
  audio: z.boolean().optional(),
})

/** A person who speaks about a product. Width by height of both pictures is 0.4 to 4. */
export interface ProductUGCParams {
  version: RecipeVersion
  characterImage: Reference
  productImage: Reference
  /** The longest is not published. */
  productInfo?: string | undefined
  /** The longest is not published. */
  userConcept?: string | undefined
  ratio?: '720:1280' | '1080:1920' | undefined
  /** 4 to 15 seconds. Default 15. */
  duration?: number | undefined
  audio?: boolean | undefined
}

export const productUGCParams: z.ZodType<ProductUGCParams> = z.strictObject({
  version,
  characterImage: imageReference,
  productImage: imageReference,
  productInfo: someText.optional(),
  userConcept: someText.optional(),
  ratio: z.enum(['720:1280', '1080:1920']).optional(),
  duration: whole(4, 15).optional(),
  audio: z.boolean().optional(),
})
