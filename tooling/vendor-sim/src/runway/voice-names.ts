import { oneOf } from './fields.ts'

/** Voices of speech, as the SDK's request types list them. */
export const presetVoice = oneOf(
  (
    'Maya Arjun Serene Bernard Billy Mark Clint Mabel Chad Leslie Eleanor Elias Elliot Grungle Brodie Sandra Kirk ' +
    'Kylie Lara Lisa Malachi Marlene Martin Miriam Monster Paula Pip Rusty Ragnar Xylar Maggie Jack Katie Noah ' +
    'James Rina Ella Mariah Frank Claudia Niki Vincent Kendrick Myrna Tom Wanda Benjamin Kiana Rachel'
  ).split(' '),
)

/** Voices of avatars. */
export const liveVoice = oneOf(
  (
    'victoria vincent clara drew skye max morgan felix mia marcus summer ruby aurora jasper leo adrian nina emma ' +
    'blake david maya nathan sam georgia petra adam zach violet roman luna'
  ).split(' '),
)

export const presetAvatar = oneOf(
  (
    'game-character music-superstar game-character-man cat-character influencer tennis-coach human-resource ' +
    'fashion-designer cooking-teacher'
  ).split(' '),
)
