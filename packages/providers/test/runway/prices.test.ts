import { describe, expect, it } from 'vitest'
import {
  formatCredits,
  parseCredits,
  runwayCatalogue,
  RunwayProvider,
  type GenerationRequest,
  type Usage,
} from '../../src/index.ts'
import {
  A,
  clip,
  CLIP,
  first,
  image,
  imageUpscale,
  sound,
  speech,
  video,
  voice,
  voiceWork,
} from '../mappings/runway/media.ts'

const runway = new RunwayProvider({ apiKey: 'key_test' })
const picture = { url: A }

/** The most it can cost, in credits, worked out by hand from the price list. */
const quotes: [GenerationRequest, string][] = [
  [video('gen4.5', { prompt: 'a' }), '60'],
  [video('gen4.5', { prompt: 'a', duration_seconds: 10 }, { outputFormat: 'prores' }), '170'],
  [video('gen4.5', { prompt: 'a', duration_seconds: 2 }, { outputFormat: 'hdr10' }), '64'],
  [video('gen4_turbo', { images: [first], duration_seconds: 10 }), '50'],
  [video('act_two', { images: [picture], video: clip }), '150'],
  [video('aleph2', { video: clip }), '840'],
  [video('aleph2', { video: clip }, { outputFormat: 'prores' }), '990'],
  [video('aleph2', { video: clip }, { outputFormat: 'sdr_rec709_10bit' }), '2040'],
  [video('ruby', { video: clip }), '1200'],
  [video('veo3.1', { prompt: 'a' }), '320'],
  [video('veo3.1', { prompt: 'a' }, { audio: false }), '160'],
  [video('veo3.1_fast', { prompt: 'a', duration_seconds: 4 }), '60'],
  [video('veo3.1_fast', { prompt: 'a', duration_seconds: 4 }, { audio: false }), '40'],
  [video('hailuo3', { prompt: 'a' }), '50'],
  [video('hailuo3', { prompt: 'a', resolution: '2k', duration_seconds: 15 }), '225'],
  [video('grok_imagine_1_5', { prompt: 'a', resolution: '480p', duration_seconds: 1 }), '10'],
  [video('grok_imagine_1_5', { prompt: 'a' }), '80'],
  [video('wan3', { prompt: 'a', resolution: '480p', duration_seconds: 2 }), '10'],
  [video('wan3', { prompt: 'a', resolution: '1080p', duration_seconds: 30 }), '600'],
  [video('wan3', { prompt: 'a', images: [first], resolution: '1080p' }), '100'],
  [video('h3_max', { prompt: 'a' }), '40'],
  [video('h3_max', { prompt: 'a', resolution: '480p', duration_seconds: 4 }), '20'],
  [video('gemini_omni_flash', { prompt: 'a', duration_seconds: 3 }), '30'],
  [video('gemini_omni_flash_1.1', { prompt: 'a', resolution: '360p', duration_seconds: 10 }), '34'],
  [video('gemini_omni_flash_1.1', { prompt: 'a', resolution: '4k' }, { duration: 'auto' }), '300'],
  [video('seedance2', { prompt: 'a' }), '180'],
  [video('seedance2', { prompt: 'a', resolution: '4k', duration_seconds: 15 }), '2250'],
  [video('seedance2', { prompt: 'a', resolution: '1080p' }, { duration: 'auto' }), '600'],
  [video('seedance2_fast', { prompt: 'a', duration_seconds: 4 }), '116'],
  [video('seedance2_mini', { prompt: 'a', duration_seconds: 4 }), '64'],
  [video('seedance2_5', { prompt: 'a', resolution: '480p', duration_seconds: 4 }), '80'],
  [video('seedance2_5', { prompt: 'a', duration_seconds: 10 }, { referenceVideos: [CLIP] }), '750'],
  [video('seedance2_5', { prompt: 'a', video: clip }, { mode: 'edit' }), '3060'],
  [image('gen4_image', { prompt: 'a' }), '5'],
  [image('gen4_image', { prompt: 'a', size: '1024x1024' }), '8'],
  [image('gen4_image_turbo', { prompt: 'a', images: [picture] }), '2'],
  [image('gpt_image_2', { prompt: 'a', n: 3 }), '123'],
  [image('gemini_2.5_flash', { prompt: 'a' }), '5'],
  [image('gemini_image3_pro', { prompt: 'a', n: 4, resolution: '4k' }), '160'],
  [image('gemini_image3_pro', { prompt: 'a', resolution: '2k' }), '20'],
  [image('gemini_image3.1_flash', { prompt: 'a', resolution: '0.5k' }), '7'],
  [image('gemini_image3.1_flash', { prompt: 'a', resolution: '2k' }), '11'],
  [image('seedream5_pro', { prompt: 'a' }), '5'],
  [image('seedream5_pro', { prompt: 'a', n: 2 }, { ratio: 'auto_2k' }), '18'],
  [image('seedream5_lite', { prompt: 'a', n: 4 }), '16'],
  [image('muse_image', { prompt: 'a', n: 10 }, { ratio: 'auto' }), '10'],
  [imageUpscale('magnific_precision_upscaler_v2', { images: [picture] }), '150'],
  [speech('eleven_v3', { text: 'x'.repeat(50) }), '1'],
  [speech('eleven_v3', { text: 'x'.repeat(51) }), '2'],
  [speech('eleven_multilingual_v2', { text: 'x'.repeat(1_000) }), '20'],
  [sound('eleven_text_to_sound_v2', { prompt: 'a' }), '2'],
  [voiceWork('eleven_voice_isolation', { audio: voice }), '600'],
]

describe('a quote', () => {
  it.each(quotes)('%j is %s', (request, credits) => {
    expect(formatCredits(runway.quote(request).amount)).toBe(credits)
  })

  it('is the same for files that nobody has read yet', () => {
    const file = { url: 'data:application/octet-stream;base64,' }
    const unread = video('act_two', { images: [file], video: file })
    expect(formatCredits(runway.quote(unread).amount)).toBe('150')
    expect(formatCredits(runway.price(unread, { credits: 20 }))).toBe('20')
  })

  it('is shown for every model that is sold', () => {
    const shown = new Set(quotes.map(([request]) => request.model))
    const sold = runwayCatalogue.filter(({ price }) => price !== undefined).map(({ id }) => id)
    expect(sold.filter((id) => !shown.has(id))).toEqual([])
  })

  it.each([
    video('grok_imagine_1_5', { prompt: 'a', resolution: '1080p' }),
    video('seedance2_fast', { prompt: 'a', resolution: '480p' }),
    video('wan3_prime', { prompt: 'a' }),
    voiceWork('eleven_voice_dubbing', { audio: voice, language: 'de' }),
  ])('is not given where no price is known: %j', (request) => {
    expect(() => runway.quote(request)).toThrow(expect.objectContaining({ code: 'model_not_priced' }))
  })
})

const charges: [GenerationRequest, Usage, string][] = [
  // Only the vendor knows how long an input is, or how long a video becomes.
  [video('act_two', { images: [picture], video: clip }), { credits: 16 }, '16'],
  [video('aleph2', { video: clip }), { credits: 56 }, '56'],
  [video('aleph2', { video: clip }), { credits: 841 }, '840'],
  [video('ruby', { video: clip }), { credits: 199.5 }, '199.5'],
  [video('seedance2', { prompt: 'a', resolution: '1080p' }, { duration: 'auto' }), { credits: 200 }, '200'],
  [
    video('seedance2_5', { prompt: 'a', duration_seconds: 10 }, { referenceVideos: [CLIP] }),
    { credits: 375 },
    '375',
  ],
  [voiceWork('eleven_voice_isolation', { audio: voice }), { credits: 5 }, '5'],
  // Or which of several prices it was.
  [image('gpt_image_2', { prompt: 'a', n: 3 }), { credits: 9 }, '9'],
  [imageUpscale('magnific_precision_upscaler_v2', { images: [picture] }), { credits: 25 }, '25'],
  [sound('eleven_text_to_sound_v2', { prompt: 'a' }), { credits: 1 }, '1'],
  [speech('eleven_v3', { text: 'x'.repeat(51) }), { credits: 1.02 }, '1.02'],
  // What was given back is not charged, nor are pictures that were not made.
  [video('gen4.5', { prompt: 'a' }), { credits: 10 }, '10'],
  [video('gen4.5', { prompt: 'a' }), { credits: 0 }, '0'],
  [video('gen4.5', { prompt: 'a' }), {}, '60'],
  [image('gen4_image', { prompt: 'a' }), { credits: 4, images: 1 }, '4'],
  [image('gemini_image3_pro', { prompt: 'a', n: 4 }), { credits: 40, images: 2 }, '40'],
  [image('gemini_image3_pro', { prompt: 'a', n: 4 }), { credits: 80, images: 2 }, '40'],
  [image('gemini_image3_pro', { prompt: 'a', n: 4 }), { images: 2 }, '40'],
  [video('ruby', { video: clip }), {}, '1200'],
  [video('ruby', { video: clip }), { seconds: 2 }, '80'],
]

describe('a charge', () => {
  it.each(charges)('for %j with %j is %s', (request, usage, credits) => {
    expect(formatCredits(runway.price(request, usage))).toBe(credits)
  })

  it('is never above the quote, whatever is said', () => {
    for (const [request, credits] of quotes) {
      for (const usage of [{ credits: 1e9 }, { credits: 1e9, seconds: 1e9, images: 1e9, characters: 1e9 }])
        expect(runway.price(request, usage)).toBe(parseCredits(credits))
      expect(runway.price(request, { credits: -1 })).toBeGreaterThanOrEqual(0n)
    }
  })
})
