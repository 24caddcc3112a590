import type { z } from 'zod'
import { oneOf, type Words } from './shape.ts'

export const GEN4_VIDEO_RATIOS = [
  '1280:720',
  '720:1280',
  '1104:832',
  '832:1104',
  '960:960',
  '1584:672',
] as const
export const GEN45_TEXT_RATIOS = ['1280:720', '720:1280'] as const
export const VEO_RATIOS = ['1280:720', '720:1280', '1080:1920', '1920:1080'] as const

export type Gen4VideoRatio = (typeof GEN4_VIDEO_RATIOS)[number]
export type Gen45TextRatio = (typeof GEN45_TEXT_RATIOS)[number]
export type VeoRatio = (typeof VEO_RATIOS)[number]

// Pixel pairs, or shapes, as lists of words. The vendor's newest enumerations; they grow often.
const SEEDANCE_480 = '992:432 864:496 752:560 640:640 560:752 496:864'
const SEEDANCE25_480 = '992:432 854:480 752:560 640:640 560:752 480:854'
const SEEDANCE_720 = '1470:630 1280:720 1112:834 960:960 834:1112 720:1280'
const SEEDANCE_1080 = '2206:946 1920:1080 1664:1248 1440:1440 1248:1664 1080:1920'
const SEEDANCE_4K = '3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840'
const HAILUO = 'adaptive 21:9 16:9 4:3 1:1 3:4 9:16'
const HAPPY_HORSE =
  '1280:720 720:1280 960:960 1108:832 832:1108 1920:1080 1080:1920 1440:1440 1662:1248 1248:1662'
const WAN_480 = '832:480 720:544 624:624 544:720 480:832'
const WAN_720 = '1280:720 1104:832 960:960 832:1104 720:1280'
const WAN_1080 = '1920:1080 1648:1248 1440:1440 1248:1648 1080:1920'
const WAN_AUTO = 'auto_480p auto_720p auto_1080p'
const OMNI = '1280:720 720:1280'
const OMNI11 = '640:360 360:640 1280:720 720:1280 1920:1080 1080:1920 3840:2160 2160:3840'
const GROK = '1:1 16:9 9:16 4:3 3:4 3:2 2:3'

export type SeedanceFastRatio = Words<typeof SEEDANCE_480> | Words<typeof SEEDANCE_720>
export type Seedance2Ratio = SeedanceFastRatio | Words<typeof SEEDANCE_1080> | Words<typeof SEEDANCE_4K>
export type Seedance25Ratio =
  | Words<typeof SEEDANCE25_480>
  | Words<typeof SEEDANCE_720>
  | Words<typeof SEEDANCE_1080>
export type HailuoRatio = Words<typeof HAILUO>
export type HappyHorseRatio = Words<typeof HAPPY_HORSE>
/** The `auto_…` ones follow the shape of the first frame. */
export type WanRatio =
  | Words<typeof WAN_480>
  | Words<typeof WAN_720>
  | Words<typeof WAN_1080>
  | Words<typeof WAN_AUTO>
export type OmniRatio = Words<typeof OMNI>
export type Omni11Ratio = Words<typeof OMNI11>
export type GrokRatio = Words<typeof GROK>

export const seedanceFastRatio: z.ZodType<SeedanceFastRatio> = oneOf(`${SEEDANCE_480} ${SEEDANCE_720}`)
export const seedance2Ratio: z.ZodType<Seedance2Ratio> = oneOf(
  `${SEEDANCE_480} ${SEEDANCE_720} ${SEEDANCE_1080} ${SEEDANCE_4K}`,
)
export const seedance25Ratio: z.ZodType<Seedance25Ratio> = oneOf(
  `${SEEDANCE25_480} ${SEEDANCE_720} ${SEEDANCE_1080}`,
)
export const hailuoRatio: z.ZodType<HailuoRatio> = oneOf(HAILUO)
export const happyHorseRatio: z.ZodType<HappyHorseRatio> = oneOf(HAPPY_HORSE)
export const wanRatio: z.ZodType<WanRatio> = oneOf(`${WAN_480} ${WAN_720} ${WAN_1080} ${WAN_AUTO}`)
export const omniRatio: z.ZodType<OmniRatio> = oneOf(OMNI)
export const omni11Ratio: z.ZodType<Omni11Ratio> = oneOf(OMNI11)
export const grokRatio: z.ZodType<GrokRatio> = oneOf(GROK)
