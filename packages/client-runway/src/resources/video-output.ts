import { z } from 'zod'
import type { Shape } from './shape.ts'

const SDR = ['mp4', 'png_sequence', 'sdr_rec709_10bit'] as const
const EXR = ['hdr_exr_sequence', 'hdr_exr_acescg_sequence_1_3', 'hdr_exr_acescg_sequence_2_0'] as const
const TEN_BIT = ['hdr10', 'hlg'] as const
const MASTER = ['hdr_pq_12bit_master', 'hdr_png_sequence'] as const
const PRORES_PROFILES = ['422', '4444', '422 Proxy', '422 LT', '422 HQ', '4444 XQ'] as const
const HDR_PRORES_PROFILES = ['422', '422 HQ', '4444'] as const

type SdrFormat = (typeof SDR)[number]
type RubyFormat = (typeof TEN_BIT)[number] | (typeof EXR)[number]
type Gen45Format = SdrFormat | RubyFormat | (typeof MASTER)[number]

export interface PlainOutput<Format> {
  outputFormat?: Format | undefined
  proresProfile?: undefined
}
export interface ProresOutput {
  outputFormat: 'prores'
  /** Default `4444`. */
  proresProfile?: (typeof PRORES_PROFILES)[number] | undefined
}
export interface HdrProresOutput {
  outputFormat: 'hdr_prores'
  /** Default `422 HQ`. */
  proresProfile?: (typeof HDR_PRORES_PROFILES)[number] | undefined
}

/**
 * What the file holds, by default `mp4`; sequences come as a zip of frames. Per second, `prores` and `png_sequence` cost
 * 5 credits more; everything of ten bits and above 20, or 40 above 4 megapixels.
 */
export type Gen45Output = PlainOutput<Gen45Format> | ProresOutput | HdrProresOutput
export type Aleph2Output = PlainOutput<SdrFormat> | ProresOutput
/** By default `hdr10`. */
export type RubyOutput = PlainOutput<RubyFormat> | HdrProresOutput

export const UNKNOWN_FORMAT = 'is not a format of this model'

const proresProfile = z
  .undefined({ error: 'goes with outputFormat prores or hdr_prores only; leave it out' })
  .optional()

export const gen45Output: Shape<PlainOutput<Gen45Format>> = {
  outputFormat: z.enum([...SDR, ...TEN_BIT, ...EXR, ...MASTER]).optional(),
  proresProfile,
}
export const aleph2Output: Shape<PlainOutput<SdrFormat>> = {
  outputFormat: z.enum(SDR).optional(),
  proresProfile,
}
export const rubyOutput: Shape<PlainOutput<RubyFormat>> = {
  outputFormat: z.enum([...TEN_BIT, ...EXR]).optional(),
  proresProfile,
}
export const proresOutput: Shape<ProresOutput> = {
  outputFormat: z.literal('prores'),
  proresProfile: z.enum(PRORES_PROFILES).optional(),
}
export const hdrProresOutput: Shape<HdrProresOutput> = {
  outputFormat: z.literal('hdr_prores'),
  proresProfile: z.enum(HDR_PRORES_PROFILES).optional(),
}
