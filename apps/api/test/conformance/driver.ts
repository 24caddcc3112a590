/** What one client library can do with our API, in words that all of them share. Undefined is what it has no call for. */
export interface Driver {
  /** The bytes of each picture. */
  image(request: ImageCall): Promise<Uint8Array[]>
  edit(request: ImageCall & { pictures: Uint8Array[]; mask?: Uint8Array }): Promise<Uint8Array[]>
  speech(request: { model: string; text: string }): Promise<Uint8Array>
  transcribe(request: { model: string; recording: Uint8Array }): Promise<string>
  translate?: (request: { model: string; recording: Uint8Array }) => Promise<string>
  /** Ordered, waited for, downloaded. */
  video?: (request: { model: string; prompt: string; seconds: number }) => Promise<Uint8Array>
  chat(request: { model: string; text: string; picture?: Uint8Array }): Promise<Said>
  stream(request: { model: string; text: string }): Promise<Said>
  /** Offers the function `weather`, with the argument `city`. */
  tools(request: { model: string; text: string }): Promise<{ name: string; input: unknown; finish: string }>
  embed(request: { model: string; texts: string[]; encoding?: 'float' | 'base64' }): Promise<number[][]>
  models?: () => Promise<string[]>
  /** What the caller learns of an error. */
  readError(error: unknown): { status: number | undefined; code: unknown; message: string }
}

export interface ImageCall {
  model: string
  prompt: string
  n?: number
  size?: `${number}x${number}`
  quality?: string
}

export interface Said {
  text: string
  finish: string
  tokens: number
}

export interface Connection {
  /** With `/v1`. */
  baseURL: string
  apiKey: string
}

/** A parameter list in JSON Schema, as chat models take it. */
export const WEATHER = {
  name: 'weather',
  description: 'The weather in a city',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
} as const

export const dataUrl = (picture: Uint8Array): string =>
  `data:image/png;base64,${Buffer.from(picture).toString('base64')}`

export const fromBase64 = (text: string | undefined): Uint8Array => Buffer.from(text ?? '', 'base64')
