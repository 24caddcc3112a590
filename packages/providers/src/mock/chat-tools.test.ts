import { describe, expect, it } from 'vitest'
import { chatChunks, chatReply } from './chat.ts'
import { callTools } from './chat-tools.ts'

const weather = { type: 'function', function: { name: 'weather' } }
const news = { type: 'function', function: { name: 'news' } }
const request = (values: object, text = 'Lisbon') => ({
  model: 'chat',
  messages: [{ role: 'user' as const, content: text }],
  tools: [weather, news],
  ...values,
})

describe('callTools', () => {
  it.each([
    ['the first', {}, 'weather'],
    ['the one that is named', { tool_choice: news }, 'news'],
    ['the first, when one has to be called', { tool_choice: 'required' }, 'weather'],
    ['none, when none is wanted', { tool_choice: 'none' }, undefined],
    ['none, when there are none', { tools: [] }, undefined],
    ['none, when it makes no sense', { tools: 'all' }, undefined],
  ])('calls %s', (_, values, name) => {
    expect(callTools(request(values), 'Lisbon')[0]?.function.name).toBe(name)
  })

  it('takes JSON as the arguments, and other words as a text', () => {
    const argumentsOf = (said: string): unknown =>
      JSON.parse(callTools(request({}), said)[0]?.function.arguments ?? '')
    expect(argumentsOf('{"city":"Lisbon"}')).toEqual({ city: 'Lisbon' })
    expect(argumentsOf('["Lisbon"]')).toEqual({ text: '["Lisbon"]' })
    expect(argumentsOf('Lisbon')).toEqual({ text: 'Lisbon' })
  })

  it('gives a function what fits its parameters', () => {
    const argumentsOf = (parameters: unknown, said = 'Lisbon'): unknown => {
      const tools = [{ type: 'function', function: { name: 'weather', parameters } }]
      return JSON.parse(callTools(request({ tools }), said)[0]?.function.arguments ?? '')
    }
    const properties = { city: { type: 'string' }, days: { type: 'integer', minimum: 3 } }
    expect(argumentsOf({ type: 'object', properties })).toEqual({ city: 'Lisbon', days: 3 })
    expect(argumentsOf({ type: 'object', properties }, '{"city":"Rome"}'), 'as said').toEqual({
      city: 'Rome',
    })
    expect(argumentsOf({ type: 'object', properties: {} })).toEqual({})
    expect(argumentsOf({ type: 'string' }), 'arguments are an object').toEqual({ text: 'Lisbon' })
  })

  it('speaks again once a function has answered', () => {
    const messages = [
      { role: 'user' as const, content: 'Lisbon' },
      { role: 'tool' as const, content: 'sunny' },
    ]
    const [choice] = chatReply(request({ messages }), 100, 0).choices
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { content: expect.any(String) } })
  })
})

it('a call is streamed as OpenAI does it: its name first, then its arguments', () => {
  const reply = chatReply(request({}), 100, 0)
  expect(reply.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } })
  const calls = [...chatChunks(reply)].flatMap(({ choices }) => choices[0]?.delta['tool_calls'] ?? [])
  expect(calls).toEqual([
    { index: 0, id: expect.any(String), type: 'function', function: { name: 'weather', arguments: '' } },
    { index: 0, function: { arguments: '{"text":"Lisbon"}' } },
  ])
})
