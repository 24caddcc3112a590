/** With a reset (RST), or in good order (FIN). */
export type Cut = 'reset' | 'end'

/** What happens to the bytes of one direction. */
export interface Flow {
  /** Each piece comes so much later. Default 0. */
  delayMs?: number
  /** No faster than this. Default: as fast as it goes. */
  bytesPerSecond?: number
  /** Nothing arrives, and nobody is told. Default false. */
  blackHole?: boolean
  /** The connection is cut when so many bytes of it have passed this way. */
  cutAfterBytes?: number
  /** How it is cut then. Default `reset`. */
  cut?: Cut
}

/** What a proxy does to every connection, those that are open included. */
export interface Behaviour {
  /** New connections: taken (default), reset at once, or taken and left alone. */
  connect?: 'pass' | 'reset' | 'hang'
  /** From the caller to the server. */
  up?: Flow
  /** From the server to the caller. */
  down?: Flow
  /** Sent in place of the server's answer to whatever comes next, and then the connection ends: an HTTP 503, say. */
  answer?: string
}

const FLOW_FIELDS = new Set(['delayMs', 'bytesPerSecond', 'blackHole', 'cutAfterBytes', 'cut'])
const FIELDS = new Set(['connect', 'up', 'down', 'answer'])

/** @throws Error that names the field: a fault with a slip in its name would never happen, and prove nothing */
export function checkBehaviour(behaviour: Behaviour): Behaviour {
  for (const name of Object.keys(behaviour))
    if (!FIELDS.has(name)) throw new Error(`${name} is no part of a behaviour: use ${[...FIELDS].join(', ')}`)
  for (const side of ['up', 'down'] as const)
    for (const [name, value] of Object.entries(behaviour[side] ?? {})) {
      if (!FLOW_FIELDS.has(name))
        throw new Error(`${side}.${name} is unknown: use ${[...FLOW_FIELDS].join(', ')}`)
      if (typeof value === 'number' && !(value >= 0)) throw new Error(`${side}.${name} must not be below 0`)
    }
  return behaviour
}
