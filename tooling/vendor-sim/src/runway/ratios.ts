const pixels = (words: string): readonly string[] => words.split(' ')

/** Ratio words by model family, as the SDK's request types list them. */
export const GEN4_VIDEO = pixels('1280:720 720:1280 1104:832 832:1104 960:960 1584:672')
export const TWO_WAYS = pixels('1280:720 720:1280')
export const VEO = pixels('1280:720 720:1280 1080:1920 1920:1080')
export const SEEDANCE_FAST = pixels(
  '992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280',
)
export const SEEDANCE = [
  ...SEEDANCE_FAST,
  ...pixels('2206:946 1920:1080 1664:1248 1440:1440 1248:1664 1080:1920'),
  ...pixels('3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840'),
]
export const GEN4_IMAGE = pixels(
  '1024:1024 1080:1080 1168:880 1360:768 1440:1080 1080:1440 1808:768 1920:1080 1080:1920 2112:912 1280:720 720:1280 720:720 960:720 720:960 1680:720',
)
export const GEMINI_IMAGE = pixels(
  '1344:768 768:1344 1024:1024 1184:864 864:1184 1536:672 832:1248 1248:832 896:1152 1152:896',
)

/** Width and height; for words such as `adaptive`, or nothing, those of 720p. */
export function readRatio(ratio: string | undefined): { width: number; height: number } {
  const [width, height] = (ratio ?? '').split(':').map(Number)
  return width && height && width >= 64 ? { width, height } : { width: 1280, height: 720 }
}
