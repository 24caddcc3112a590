/** A chunk of OpenAI's stream, as far as it is shown. */
export interface Chunk {
  choices: { delta: { content?: string | null } }[]
  usage?: { prompt_tokens: number; completion_tokens: number } | null
  error?: { message: string; code?: string | null }
}

/** The data of server-sent events, up to `[DONE]`. */
export async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<Chunk> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = event
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trimStart())
          .join('\n')
        if (data === '[DONE]') return
        if (data !== '') yield JSON.parse(data)
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
