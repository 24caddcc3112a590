import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { open } from '../api/client.ts'
import { ApiFailure } from '../api/failure.ts'
import { readStream } from './read-stream.ts'

export interface Said {
  role: 'user' | 'assistant'
  content: string
  usage?: { prompt_tokens: number; completion_tokens: number }
}

/** A talk that lives on this page alone: nothing of it is kept anywhere. */
export function useChat(model: string) {
  const client = useQueryClient()
  const [talk, setTalk] = useState<Said[]>([])
  const [error, setError] = useState<unknown>(null)
  const leaving = useRef<AbortController>(undefined)
  const [isAnswering, setAnswering] = useState(false)

  const answer = async (messages: Said[]): Promise<void> => {
    const stop = new AbortController()
    leaving.current = stop
    let reply: Said = { role: 'assistant', content: '' }
    const json = {
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      stream_options: { include_usage: true },
    }
    const { body } = await open('/v1/chat/completions', { json, signal: stop.signal })
    if (body === null) return
    for await (const chunk of readStream(body)) {
      if (chunk.error) throw new ApiFailure(422, chunk.error.code ?? 'stream', chunk.error.message)
      const content = reply.content + (chunk.choices[0]?.delta.content ?? '')
      reply = { ...reply, content, ...(chunk.usage && { usage: chunk.usage }) }
      setTalk([...messages, reply])
    }
  }

  const say = async (content: string): Promise<void> => {
    const messages: Said[] = [...talk, { role: 'user', content }]
    setTalk(messages)
    setError(null)
    setAnswering(true)
    try {
      await answer(messages)
    } catch (problem) {
      if (leaving.current?.signal.aborted !== true) setError(problem)
    } finally {
      setAnswering(false)
      void client.invalidateQueries({ queryKey: ['credits'] })
    }
  }
  return { talk, error, isAnswering, say, stop: () => leaving.current?.abort(), clear: () => setTalk([]) }
}
