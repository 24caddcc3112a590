import { describe, expect, it } from 'vitest'
import { RATIOS } from './catalogue.ts'
import { pickRatio, resolutionOf } from './ratio.ts'

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
    ['gen4Image', {}, '720:720'],
    ['gen4Image', { aspect_ratio: '16:9' }, '1280:720'],
    ['gen4Image', { aspect_ratio: '16:9', resolution: '1080p' }, '1920:1080'],
    ['gen4Image', { size: '1024x1024' }, '1024:1024'],
  ] as const)('%s %j', (family, input, ratio) => {
    expect(pickRatio('m', RATIOS[family], input)).toBe(ratio)
  })

  it.each([
    ['gen45Text', { size: '960x960' }, 'input.size', /1280x720, 720x1280 here, not 960x960/],
    ['gen45Text', { aspect_ratio: '1:1' }, 'input.aspect_ratio', /no 1:1 here/],
    ['veo', { resolution: '4k' }, 'input.resolution', /720p or 1080p, not 4k/],
  ] as const)('refuses %s %j', (family, input, param, message) => {
    expect(() => pickRatio('m', RATIOS[family], input)).toThrow(
      expect.objectContaining({ param, message: expect.stringMatching(message) }),
    )
  })

  it('counts sizes between the tiers as the dearer one', () => {
    expect(RATIOS.gen4Image.filter((ratio) => resolutionOf(ratio) === '720p')).toEqual([
      '1280:720',
      '720:1280',
      '720:720',
      '960:720',
      '720:960',
      '1680:720',
    ])
  })
})
