/** Any key will do, except those containing `wrong` (unknown to the vendor) or `broke` (an account without balance). */
export interface ApiKey {
  text: string
  state: 'missing' | 'wrong' | 'broke' | 'good'
}

export function readBearer(header: string | undefined): ApiKey {
  const text = /^bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1] ?? ''
  return { text, state: stateOf(text) }
}

function stateOf(text: string): ApiKey['state'] {
  if (text === '') return 'missing'
  if (text.includes('wrong')) return 'wrong'
  return text.includes('broke') ? 'broke' : 'good'
}
