import { describe, expect, it } from 'vitest'
import { gen4ImageTier, imageTier, pickRatio, videoTier } from './ratio.ts'
import { RATIOS } from './ratios.ts'

const square = { shape: '1:1' }

describe('pickRatio', () => {
  it.each([
    ['gen4Video', {}, '1280:720'],
    ['gen4Video', { aspect_ratio: '9:16' }, '720:1280'],
    ['gen4Video', { aspect_ratio: '4:3' }, '1104:832'],
    ['gen4Video', { aspect_ratio: '21:9' }, '1584:672'],
    ['gen4Video', { aspect_ratio: '1:1' }, '960:960'],
    ['gen4Video', { size: '832x1104' }, '832:1104'],
    ['veo', {}, '1280:720'],
    ['veo', { resolution: '1080p' }, '1920:1080'],
    ['veo', { aspect_ratio: '9:16', resolution: '1080p' }, '1080:1920'],
    ['seedance2', {}, '1280:720'],
    ['seedance2', { resolution: '480p' }, '864:496'],
    ['seedance2', { resolution: '4k', aspect_ratio: '21:9' }, '3840:1646'],
    ['seedance25', { resolution: '480p', aspect_ratio: '9:16' }, '480:854'],
    ['wan', { resolution: '480p', aspect_ratio: '4:3' }, '720:544'],
    ['omni11', { resolution: '360p' }, '640:360'],
  ] as const)('%s %j', (family, input, ratio) => {
    expect(pickRatio('m', RATIOS[family], input)).toBe(ratio)
  })

  it.each([
    ['gen4Image', {}, '720:720'],
    ['gen4Image', { aspect_ratio: '16:9' }, '1280:720'],
    ['gen4Image', { aspect_ratio: '16:9', resolution: '1080p' }, '1920:1080'],
    ['gen4Image', { size: '1024x1024' }, '1024:1024'],
  ] as const)('%s as a picture %j', (family, input, ratio) => {
    expect(pickRatio('m', RATIOS[family], input, { ...square, tierOf: gen4ImageTier })).toBe(ratio)
  })

  it.each([
    ['gemini31Flash', {}, '1024:1024'],
    ['gemini31Flash', { resolution: '0.5k' }, '512:512'],
    ['gemini31Flash', { aspect_ratio: '5:4', resolution: '4k' }, '4608:3712'],
    ['geminiPro', { aspect_ratio: '4:3' }, '1184:864'],
    ['gpt', {}, '1920:1920'],
    ['gpt', { aspect_ratio: '16:9' }, '2560:1440'],
    ['seedreamLite', { resolution: '3k' }, '3072:3072'],
    ['muse', {}, '1600:1600'],
  ] as const)('%s as a picture in thousands %j', (family, input, ratio) => {
    expect(pickRatio('m', RATIOS[family], input, { ...square, tierOf: imageTier })).toBe(ratio)
  })

  it.each([
    ['gen45Text', { size: '960x960' }, 'input.size', /1280x720, 720x1280 here, not 960x960/],
    ['gen45Text', { aspect_ratio: '1:1' }, 'input.aspect_ratio', /no 1:1 here/],
    ['veo', { resolution: '4k' }, 'input.resolution', /720p or 1080p, not 4k/],
    ['veo', { size: '1280x720', resolution: '1080p' }, 'input.resolution', /1280x720 is 720p/],
  ] as const)('refuses %s %j', (family, input, param, message) => {
    expect(() => pickRatio('m', RATIOS[family], input)).toThrow(
      expect.objectContaining({ param, message: expect.stringMatching(message) }),
    )
  })
})

describe('tiers', () => {
  it('count sizes between them as the dearer one', () => {
    expect(RATIOS.gen4Image.filter((ratio) => gen4ImageTier(ratio) === '720p')).toEqual([
      '1280:720',
      '720:1280',
      '720:720',
      '960:720',
      '720:960',
      '1680:720',
    ])
  })

  it.each([
    ['seedance2', { '480p': 6, '720p': 6, '1080p': 6, '4k': 6 }],
    ['seedance25', { '480p': 6, '720p': 6, '1080p': 6 }],
    ['wan', { '480p': 5, '720p': 5, '1080p': 5 }],
    ['happyHorse', { '720p': 5, '1080p': 5 }],
    ['omni11', { '360p': 2, '720p': 2, '1080p': 2, '4k': 2 }],
  ] as const)('of %s are whole', (family, expected) => {
    expect(countBy(RATIOS[family], videoTier)).toEqual(expected)
  })

  it.each([
    ['geminiPro', { '1k': 10, '2k': 10, '4k': 10 }],
    ['seedreamPro', { '1k': 7, '2k': 7 }],
    ['seedreamLite', { '2k': 8, '3k': 8 }],
    ['grokImage', { '1k': 13, '2k': 13 }],
  ] as const)('of %s are whole, as pictures', (family, expected) => {
    expect(countBy(RATIOS[family], imageTier)).toEqual(expected)
  })
})

function countBy(ratios: readonly string[], tierOf: (ratio: string) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const tier of ratios.map(tierOf)) counts[tier] = (counts[tier] ?? 0) + 1
  return counts
}
