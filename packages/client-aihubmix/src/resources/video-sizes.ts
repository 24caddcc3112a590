import { z } from 'zod'

type Sizes = readonly [string, ...string[]]

const WIDE: Sizes = ['1280x720', '720x1280', '1920x1080', '1080x1920']
const OTHERS = ['960x960', '1088x832', '832x1088', '1440x1440', '1632x1248', '1248x1632'] as const

export const wan26Size: z.ZodType = z.enum([...WIDE, ...OTHERS]).optional()
export const wan25Size: z.ZodType = z.enum([...WIDE, ...OTHERS, '832x480', '480x832', '624x624']).optional()
export const wan27Size: z.ZodType = z
  .enum([...WIDE, '720x720', '1080x1080', '960x720', '720x960', '1440x1080', '1080x1440'])
  .optional()
export const soraSize: z.ZodType = z.enum(['720x1280', '1280x720', '1024x1792', '1792x1024']).optional()
export const veoSize: z.ZodType = z.enum([...WIDE, '720p', '1080p', '4k']).optional()
/** Of models whose sizes nobody has written down. */
export const anySize: z.ZodType = z
  .string()
  .regex(/^\d+x\d+$/, 'must be pixels such as 1280x720')
  .optional()
