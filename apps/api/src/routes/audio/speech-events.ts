import type { AppContext } from '../../env.ts'
import { namedEvent } from '../../http/event-stream.ts'

/** Token counts of OpenAI's own models, which strict readers expect. What speech costs is in credits. */
const USAGE = { input_tokens: 0, output_tokens: 0, total_tokens: 0 }

/** A stored recording in pieces, as OpenAI streams them. */
export async function* speechEvents(c: AppContext, assetId: string): AsyncGenerator<string> {
  const { stream } = await c.var.service.assets.open(c.var.principal, assetId)
  for await (const piece of stream) {
    yield namedEvent({ type: 'speech.audio.delta', audio: Buffer.from(piece).toString('base64') })
  }
  yield namedEvent({ type: 'speech.audio.done', usage: USAGE })
}
