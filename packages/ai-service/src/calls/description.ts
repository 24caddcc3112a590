/** What a direct call was for, as its ledger entry says it. */
export function describeCall(what: 'chat' | 'embeddings', model: string, usage: string): string {
  return `${what} by ${model}: ${usage}`
}

/** Takes the model out of it again, for SQL's `substring`: no other row knows it once the call is closed. */
export const MODEL_IN_DESCRIPTION = '^(?:chat|embeddings) by (.+): [0-9]+ tokens'
