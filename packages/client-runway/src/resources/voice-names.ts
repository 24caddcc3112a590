import type { z } from 'zod'
import { oneOf, type Words } from './shape.ts'

const SPEAKERS = 'Maya Arjun Serene Bernard Billy Mark Clint Mabel Chad Leslie Eleanor Elias Elliot'
const MORE_SPEAKERS = 'Grungle Brodie Sandra Kirk Kylie Lara Lisa Malachi Marlene Martin Miriam Monster Paula'
const OTHER_SPEAKERS = 'Pip Rusty Ragnar Xylar Maggie Jack Katie Noah James Rina Ella Mariah Frank Claudia'
const NEW_SPEAKERS = 'Niki Vincent Kendrick Myrna Tom Wanda Benjamin Kiana Rachel'
const LIVE = 'victoria vincent clara drew skye max morgan felix mia marcus summer ruby aurora jasper leo'
const MORE_LIVE = 'adrian nina emma blake david maya nathan sam georgia petra adam zach violet roman luna'
const AVATARS = 'game-character music-superstar game-character-man cat-character influencer tennis-coach'
const MORE_AVATARS = 'human-resource fashion-designer cooking-teacher'

/** Voices of speech and of the router. */
export type PresetVoice =
  | Words<typeof SPEAKERS>
  | Words<typeof MORE_SPEAKERS>
  | Words<typeof OTHER_SPEAKERS>
  | Words<typeof NEW_SPEAKERS>
/** Voices of avatars. */
export type LiveVoice = Words<typeof LIVE> | Words<typeof MORE_LIVE>
/** Avatars that everybody has. */
export type PresetAvatar = Words<typeof AVATARS> | Words<typeof MORE_AVATARS>

export const presetVoice: z.ZodType<PresetVoice> = oneOf(
  `${SPEAKERS} ${MORE_SPEAKERS} ${OTHER_SPEAKERS} ${NEW_SPEAKERS}`,
)
export const liveVoice: z.ZodType<LiveVoice> = oneOf(`${LIVE} ${MORE_LIVE}`)
export const presetAvatar: z.ZodType<PresetAvatar> = oneOf(`${AVATARS} ${MORE_AVATARS}`)
