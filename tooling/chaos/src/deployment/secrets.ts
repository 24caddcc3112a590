import { createHash } from 'node:crypto'

/** Words that may never be seen outside: not in an answer, a log line, a webhook. */
export interface Secrets {
  runwayKey: string
  stabilityKey: string
  aihubmixKey: string
  adminKey: string
  /** In every prompt, with the order's number behind it. */
  promptWord: string
}

export function makeSecrets(seed: number): Secrets {
  const word = (label: string): string =>
    createHash('sha256').update(`${seed}:${label}`).digest('hex').slice(0, 24)
  return {
    runwayKey: `key_${word('runway')}`,
    stabilityKey: `sk-${word('stability')}`,
    aihubmixKey: `sk-${word('aihubmix')}`,
    adminKey: `admin-${word('admin')}`,
    promptWord: `pz${word('prompt').slice(0, 10)}q`,
  }
}
