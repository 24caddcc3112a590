import {
  GEN45_TEXT_RATIOS,
  GEN4_IMAGE_RATIOS,
  GEN4_VIDEO_RATIOS,
  VEO_RATIOS,
  type ImageToVideoParams,
  type TextToImageParams,
  type TextToVideoParams,
} from '@jointo/client-runway'
import { words } from './words.ts'

type RatioOf<Params extends { model: string; ratio?: unknown }, Model> = NonNullable<
  Extract<Params, { model: Model }>['ratio']
>

// Pixel pairs by family and tier; Runway has no other way to say a shape. They grow often.
const SEEDANCE_480 = words('992:432 864:496 752:560 640:640 560:752 496:864')
const SEEDANCE25_480 = words('992:432 854:480 752:560 640:640 560:752 480:854')
const SEEDANCE_720 = words('1470:630 1280:720 1112:834 960:960 834:1112 720:1280')
const SEEDANCE_1080 = words('2206:946 1920:1080 1664:1248 1440:1440 1248:1664 1080:1920')
const SEEDANCE_4K = words('3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840')
const WAN_SMALL = words('832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280')
const WAN_1080 = words('1920:1080 1648:1248 1440:1440 1248:1648 1080:1920')
const GEMINI_1K = words(
  '1344:768 768:1344 1024:1024 1184:864 864:1184 1536:672 832:1248 1248:832 896:1152 1152:896',
)
const GEMINI_2K = words(
  '2048:2048 1696:2528 2528:1696 1792:2400 2400:1792 1856:2304 2304:1856 1536:2752 2752:1536 3168:1344',
)
const GEMINI_4K = words(
  '4096:4096 3392:5056 5056:3392 3584:4800 4800:3584 3712:4608 4608:3712 3072:5504 5504:3072 6336:2688',
)
const GEMINI_SMALL = words(
  '512:512 416:624 624:416 432:592 592:432 448:576 576:448 384:672 672:384 768:336 256:1024 1024:256',
)
const GEMINI_WIDE = words(
  '176:1408 1408:176 512:2048 2048:512 352:2816 2816:352 1024:4096 4096:1024 704:5632 5632:704',
)
const GEMINI_WIDEST = words('2048:8192 8192:2048 1408:11264 11264:1408')
const GPT_2K = words('2048:880 1920:1088 1920:1280 1920:1440 1920:1536 1920:1920 1536:1920 1440:1920')
const GPT_BETWEEN = words('1280:1920 1088:1920 2912:1248 2560:1440 2560:1712 2560:1920 2560:2048 2560:2560')
const GPT_TALL = words('2048:2560 1920:2560 1712:2560 1440:2560 3840:1648 3840:2160 3504:2336 3264:2448')
const GPT_4K = words('3200:2560 2880:2880 2560:3200 2448:3264 2336:3504 2160:3840')
const GROK_1K = words(
  '1024:1024 1280:720 720:1280 1152:864 864:1152 1248:832 832:1248 1248:576 576:1248 1280:576 576:1280',
)
const GROK_2K = words('1408:704 704:1408 2048:2048 2816:1584 1584:2816 2368:1776 1776:2368 2496:1664')
const GROK_WIDE = words('1664:2496 2912:1344 1344:2912 3200:1440 1440:3200 2912:1456 1456:2912')

type GPTRatio = RatioOf<TextToImageParams, 'gpt_image_2'>

/** What each family takes. A word that the client does not know does not compile. */
export const RATIOS: {
  readonly gen4Video: typeof GEN4_VIDEO_RATIOS
  readonly gen45Text: typeof GEN45_TEXT_RATIOS
  readonly veo: typeof VEO_RATIOS
  readonly seedance2: readonly RatioOf<TextToVideoParams, 'seedance2'>[]
  readonly seedanceFast: readonly RatioOf<TextToVideoParams, 'seedance2_fast' | 'seedance2_mini'>[]
  readonly seedance25: readonly RatioOf<TextToVideoParams, 'seedance2_5'>[]
  readonly happyHorse: readonly RatioOf<TextToVideoParams, 'happyhorse_1_0'>[]
  readonly wan: readonly RatioOf<ImageToVideoParams, 'wan3' | 'wan3_prime'>[]
  readonly omni: readonly RatioOf<TextToVideoParams, 'gemini_omni_flash'>[]
  readonly omni11: readonly RatioOf<TextToVideoParams, 'gemini_omni_flash_1.1'>[]
  readonly gen4Image: typeof GEN4_IMAGE_RATIOS
  readonly gpt: readonly GPTRatio[]
  readonly geminiFlash: readonly RatioOf<TextToImageParams, 'gemini_2.5_flash'>[]
  readonly geminiPro: readonly RatioOf<TextToImageParams, 'gemini_image3_pro'>[]
  readonly gemini31Flash: readonly RatioOf<TextToImageParams, 'gemini_image3.1_flash'>[]
  readonly seedreamPro: readonly RatioOf<TextToImageParams, 'seedream5_pro'>[]
  readonly seedreamLite: readonly RatioOf<TextToImageParams, 'seedream5_lite'>[]
  readonly grokImage: readonly RatioOf<TextToImageParams, 'grok_imagine_image_2'>[]
  readonly muse: readonly RatioOf<TextToImageParams, 'muse_image'>[]
} = {
  gen4Video: GEN4_VIDEO_RATIOS,
  gen45Text: GEN45_TEXT_RATIOS,
  veo: VEO_RATIOS,
  seedance2: [...SEEDANCE_480, ...SEEDANCE_720, ...SEEDANCE_1080, ...SEEDANCE_4K],
  seedanceFast: [...SEEDANCE_480, ...SEEDANCE_720],
  seedance25: [...SEEDANCE25_480, ...SEEDANCE_720, ...SEEDANCE_1080],
  happyHorse: words(
    '1280:720 720:1280 960:960 1108:832 832:1108 1920:1080 1080:1920 1440:1440 1662:1248 1248:1662',
  ),
  wan: [...WAN_SMALL, ...WAN_1080],
  omni: words('1280:720 720:1280'),
  omni11: words('640:360 360:640 1280:720 720:1280 1920:1080 1080:1920 3840:2160 2160:3840'),
  gen4Image: GEN4_IMAGE_RATIOS,
  gpt: [...GPT_2K, ...GPT_BETWEEN, ...GPT_TALL, ...GPT_4K],
  geminiFlash: GEMINI_1K,
  geminiPro: [...GEMINI_1K, ...GEMINI_2K, ...GEMINI_4K],
  gemini31Flash: [
    ...GEMINI_1K,
    ...GEMINI_2K,
    ...GEMINI_4K,
    ...GEMINI_SMALL,
    ...GEMINI_WIDE,
    ...GEMINI_WIDEST,
  ],
  seedreamPro: [
    ...words('1024:1024 1184:896 896:1184 1376:768 768:1376 1296:864 864:1296'),
    ...words('2048:2048 2304:1728 1728:2304 2720:1530 1530:2720 2496:1664 1664:2496'),
  ],
  seedreamLite: [
    ...words('2048:2048 2304:1728 1728:2304 2848:1600 1600:2848 2496:1664 1664:2496 3136:1344'),
    ...words('3072:3072 3456:2592 2592:3456 4096:2304 2304:4096 3744:2496 2496:3744 4704:2016'),
  ],
  grokImage: [...GROK_1K, ...GROK_2K, ...GROK_WIDE],
  muse: words('2352:1008 2016:1152 1920:1280 1792:1344 1600:1600 1344:1792 1280:1920 1152:2016'),
}

/** As sizes of our vocabulary. */
export function sizesOf(ratios: readonly string[]): readonly string[] {
  return ratios.map((ratio) => ratio.replace(':', 'x'))
}
