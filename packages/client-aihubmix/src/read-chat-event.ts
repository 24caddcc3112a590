import { redact } from '@jointo/http-base'
import { describeError, isErrorInside } from './profile.ts'
import { chatCompletionChunkSchema, type ChatCompletionChunk } from './resources/chat.ts'

export type ChatEvent =
  | { kind: 'chunk'; chunk: ChatCompletionChunk }
  | { kind: 'error'; code?: string | undefined; message?: string | undefined }
  | { kind: 'unreadable' }
  | { kind: 'done' }

/** The data of one server-sent event of a chat stream. */
export function readChatEvent(data: string): ChatEvent {
  if (data.trim() === '[DONE]') return { kind: 'done' }
  const value = parseJson(data)
  if (isErrorInside(value)) {
    const { code, message } = describeError(value) ?? {}
    return {
      kind: 'error',
      code,
      message: message === undefined ? undefined : redact(message).slice(0, 1000),
    }
  }
  const parsed = chatCompletionChunkSchema.safeParse(value)
  return parsed.success ? { kind: 'chunk', chunk: parsed.data } : { kind: 'unreadable' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
