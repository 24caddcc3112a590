import type { PresetVoice, VoiceDubbingParams } from '@jointo/client-runway'
import { words } from './words.ts'

/** Runway's own voices. */
export const VOICES: readonly PresetVoice[] = [
  ...words('Maya Arjun Serene Bernard Billy Mark Clint Mabel Chad Leslie Eleanor Elias Elliot Grungle'),
  ...words('Brodie Sandra Kirk Kylie Lara Lisa Malachi Marlene Martin Miriam Monster Paula Pip Rusty'),
  ...words('Ragnar Xylar Maggie Jack Katie Noah James Rina Ella Mariah Frank Claudia Niki Vincent'),
  ...words('Kendrick Myrna Tom Wanda Benjamin Kiana Rachel'),
]

/** What speech can be dubbed into. */
export const DUBBING_LANGUAGES: readonly VoiceDubbingParams['targetLang'][] = words(
  'en hi pt zh es fr de ja ar ru ko id it nl tr pl sv fil ms ro uk el cs da fi bg hr sk ta',
)
