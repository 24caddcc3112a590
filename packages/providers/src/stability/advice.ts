import type { GenerationRequest, Warning } from '../spec/generation.ts'

/** What is possible, paid for, and seldom what was meant. */
export function adviceOn({ model, input }: GenerationRequest): Warning[] {
  const { strength } = input
  if (model !== 'sd3.5-flash' || strength === undefined || (strength >= 0.94 && strength <= 0.97)) return []
  const message = 'sd3.5-flash makes good use of a picture only with a strength of 0.94 to 0.97.'
  return [{ code: 'strength_of_little_use', message, param: 'input.strength' }]
}
