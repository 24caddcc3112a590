import { z } from 'zod'
import { oneOf, type Words } from './shape.ts'

export const GEN4_IMAGE_RATIOS = [
  '1024:1024',
  '1080:1080',
  '1168:880',
  '1360:768',
  '1440:1080',
  '1080:1440',
  '1808:768',
  '1920:1080',
  '1080:1920',
  '2112:912',
  '1280:720',
  '720:1280',
  '720:720',
  '960:720',
  '720:960',
  '1680:720',
] as const

export type Gen4ImageRatio = (typeof GEN4_IMAGE_RATIOS)[number]

// Pixel pairs as lists of words. The vendor's newest enumerations; they grow often.
const GPT_2K = '2048:880 1920:1088 1920:1280 1920:1440 1920:1536 1920:1920 1536:1920 1440:1920 1280:1920'
const GPT_25K = '1088:1920 2912:1248 2560:1440 2560:1712 2560:1920 2560:2048 2560:2560 2048:2560 1920:2560'
const GPT_4K = '1712:2560 1440:2560 3840:1648 3840:2160 3504:2336 3264:2448 3200:2560 2880:2880 2560:3200'
const GPT_REST = '2448:3264 2336:3504 2160:3840 auto'
const GEMINI_1K = '1344:768 768:1344 1024:1024 1184:864 864:1184 1536:672 832:1248 1248:832 896:1152 1152:896'
const GEMINI_2K =
  '2048:2048 1696:2528 2528:1696 1792:2400 2400:1792 1856:2304 2304:1856 1536:2752 2752:1536 3168:1344'
const GEMINI_4K =
  '4096:4096 3392:5056 5056:3392 3584:4800 4800:3584 3712:4608 4608:3712 3072:5504 5504:3072 6336:2688'
const GEMINI_SMALL =
  '512:512 416:624 624:416 432:592 592:432 448:576 576:448 384:672 672:384 768:336 256:1024 1024:256'
const GEMINI_WIDE =
  '176:1408 1408:176 512:2048 2048:512 352:2816 2816:352 1024:4096 4096:1024 704:5632 5632:704'
const GEMINI_WIDEST = '2048:8192 8192:2048 1408:11264 11264:1408'
const SEEDREAM_1K = '1024:1024 1184:896 896:1184 1376:768 768:1376 1296:864 864:1296'
const SEEDREAM_2K = '2048:2048 2304:1728 1728:2304 2720:1530 1530:2720 2496:1664 1664:2496 auto_1k auto_2k'
const GROK_1K = '1024:1024 1280:720 720:1280 1152:864 864:1152 1248:832 832:1248 1248:576 576:1248'
const GROK_WIDE = '1280:576 576:1280 1408:704 704:1408 2048:2048 2816:1584 1584:2816 2368:1776 1776:2368'
const GROK_2K = '2496:1664 1664:2496 2912:1344 1344:2912 3200:1440 1440:3200 2912:1456 1456:2912'
const GROK_AUTO = 'auto_1k auto_2k'
const MUSE = '2352:1008 2016:1152 1920:1280 1792:1344 1600:1600 1344:1792 1280:1920 1152:2016 auto'

export type GPTImageRatio =
  | Words<typeof GPT_2K>
  | Words<typeof GPT_25K>
  | Words<typeof GPT_4K>
  | Words<typeof GPT_REST>
export type GeminiFlashRatio = Words<typeof GEMINI_1K>
export type GeminiProRatio = GeminiFlashRatio | Words<typeof GEMINI_2K> | Words<typeof GEMINI_4K>
export type Gemini31FlashRatio =
  | GeminiProRatio
  | Words<typeof GEMINI_SMALL>
  | Words<typeof GEMINI_WIDE>
  | Words<typeof GEMINI_WIDEST>
export type SeedreamProRatio = Words<typeof SEEDREAM_1K> | Words<typeof SEEDREAM_2K>
/** Width and height, of 3,686,400 to 16,777,216 pixels together. */
export type SeedreamLiteRatio = `${number}:${number}`
export type GrokImageRatio =
  | Words<typeof GROK_1K>
  | Words<typeof GROK_WIDE>
  | Words<typeof GROK_2K>
  | Words<typeof GROK_AUTO>
export type MuseRatio = Words<typeof MUSE>

export const gptImageRatio: z.ZodType<GPTImageRatio> = oneOf(`${GPT_2K} ${GPT_25K} ${GPT_4K} ${GPT_REST}`)
export const geminiFlashRatio: z.ZodType<GeminiFlashRatio> = oneOf(GEMINI_1K)
export const geminiProRatio: z.ZodType<GeminiProRatio> = oneOf(`${GEMINI_1K} ${GEMINI_2K} ${GEMINI_4K}`)
export const gemini31FlashRatio: z.ZodType<Gemini31FlashRatio> = oneOf(
  `${GEMINI_1K} ${GEMINI_2K} ${GEMINI_4K} ${GEMINI_SMALL} ${GEMINI_WIDE} ${GEMINI_WIDEST}`,
)
export const seedreamProRatio: z.ZodType<SeedreamProRatio> = oneOf(`${SEEDREAM_1K} ${SEEDREAM_2K}`)
export const seedreamLiteRatio: z.ZodType<SeedreamLiteRatio> = z.custom<SeedreamLiteRatio>(
  (value) => {
    const [, width, height] = /^(\d+):(\d+)$/.exec(String(value)) ?? []
    const pixels = Number(width) * Number(height)
    return pixels >= 3_686_400 && pixels <= 16_777_216
  },
  { error: 'must be width:height, of 3,686,400 to 16,777,216 pixels together' },
)
export const grokImageRatio: z.ZodType<GrokImageRatio> = oneOf(
  `${GROK_1K} ${GROK_WIDE} ${GROK_2K} ${GROK_AUTO}`,
)
export const museRatio: z.ZodType<MuseRatio> = oneOf(MUSE)
