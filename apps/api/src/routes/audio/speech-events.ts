import { namedEvent } from '../../http/event-stream.ts'

/** Token counts of OpenAI's own models, which strict readers expect. What speech costs is in credits. */
const USAGE = { input_tokens: 0, output_tokens: 0, total_tokens: 0 }

/** A stored recording in pieces, as OpenAI streams them. */
export async function* speechEvents(recording: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const piece of recording) {
    yield namedEvent({ type: 'speech.audio.delta', audio: Buffer.from(piece).toString('base64') })
  }
  yield namedEvent({ type: 'speech.audio.done', usage: USAGE })
}
