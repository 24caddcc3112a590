import type { ProducedFile, Usage, Warning } from '../spec/generation.ts'

/** What an immediate model gives back. */
export interface Made {
  files: ProducedFile[]
  usage: Usage
  warnings: Warning[]
}

/** A file the mock could not look into: it makes something plausible, and says so. */
export function notRead(param: string, message: string): Warning {
  return { code: 'input_not_read', message, param }
}
