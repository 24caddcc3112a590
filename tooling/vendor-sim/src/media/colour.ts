import { createHash } from 'node:crypto'

export type Colour = readonly [red: number, green: number, blue: number]

/** The same text gives the same colour, so two prompts can be told apart by eye and by test. */
export function colourOf(text: string): Colour {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(text).digest()
  return [red, green, blue]
}
