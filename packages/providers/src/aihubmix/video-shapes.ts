/** Pixels by resolution and aspect ratio, for families that are told a video's shape in pixels. */
export type VideoShapes = Readonly<Record<string, Readonly<Record<string, string>>>>

const HD = { '16:9': '1280x720', '9:16': '720x1280' } as const
const FULL_HD = { '16:9': '1920x1080', '9:16': '1080x1920' } as const
/** Alibaba's 4:3 is a little narrower, so that both sides are multiples of 16. */
const WAN_HD = { ...HD, '1:1': '960x960', '4:3': '1088x832', '3:4': '832x1088' } as const
const WAN_FULL_HD = { ...FULL_HD, '1:1': '1440x1440', '4:3': '1632x1248', '3:4': '1248x1632' } as const

const WAN_2_6: VideoShapes = { '720p': WAN_HD, '1080p': WAN_FULL_HD }
const WAN_2_5: VideoShapes = {
  ...WAN_2_6,
  '480p': { '16:9': '832x480', '9:16': '480x832', '1:1': '624x624' },
}
const WAN_2_7: VideoShapes = {
  '720p': { ...HD, '1:1': '720x720', '4:3': '960x720', '3:4': '720x960' },
  '1080p': { ...FULL_HD, '1:1': '1080x1080', '4:3': '1440x1080', '3:4': '1080x1440' },
}
const VEO: VideoShapes = { '720p': HD, '1080p': FULL_HD }
const SORA: VideoShapes = { '720p': HD, '1024p': { '16:9': '1792x1024', '9:16': '1024x1792' } }
/** Any ratio that it knows is 1080p; only these have pixels of their own. */
const JIMENG: VideoShapes = {
  '1080p': {
    '16:9': '1920x1080',
    '9:16': '1080x1920',
    '4:3': '1664x1248',
    '3:4': '1248x1664',
    '1:1': '1440x1440',
    '21:9': '2176x928',
  },
}

const byFamily: readonly [matches: RegExp, shapes: VideoShapes][] = [
  [/^sora/, SORA],
  [/^veo/, VEO],
  [/^wan2\.7-t2v/, WAN_2_7],
  [/^wan2\.5/, WAN_2_5],
  [/^wan2\.[26]/, WAN_2_6],
  [/^jimeng/, JIMENG],
]

/** Undefined for families that take resolution and ratio as words. */
export function shapesOf(model: string): VideoShapes | undefined {
  return byFamily.find(([matches]) => matches.test(model))?.[1]
}

export const resolutionsIn = (shapes: VideoShapes): string[] => Object.keys(shapes)
export const sizesIn = (shapes: VideoShapes): string[] => Object.values(shapes).flatMap(Object.values<string>)
export const ratiosIn = (shapes: VideoShapes): string[] => [
  ...new Set(Object.values(shapes).flatMap(Object.keys)),
]
