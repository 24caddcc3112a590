import { describe, expect, test } from 'vitest'
import { ApiError } from '../errors/api-error.ts'
import { inspectJson } from './inspect-json.ts'

function refusal(text: string): { status: number; code: string; param?: string | undefined } {
  try {
    inspectJson(text)
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, code: error.code, param: error.param }
    throw error
  }
  throw new Error('expected a refusal')
}

describe('inspectJson', () => {
  test('lets ordinary bodies through, with any kind of visible or invisible text', () => {
    inspectJson('{}')
    inspectJson('{"a":[1,{"b":null}],"prompt":"\\u200b\\u202e e\\u0301 😀","constructor":1,"toString":{}}')
  })

  test.each(['', '  ', '{', '{"a":}', '{a:1}', 'undefined'])('%j is not JSON', (text) => {
    expect(refusal(text)).toMatchObject({ status: 400, code: 'invalid_json' })
  })

  test.each(['null', '[]', '"x"', '1', 'true'])('%s is not an object', (text) => {
    expect(refusal(text)).toMatchObject({ status: 400, code: 'invalid_type' })
  })

  test.each([
    ['{"a":{"prompt":"x\\u0000y"}}', 'a.prompt'],
    ['{"a":["ok","\\ud83d"]}', 'a[1]'],
    ['{"n":1e400}', 'n'],
    ['{"a":{"__proto__":{"admin":true}}}', 'a.__proto__'],
    ['{"__proto__":1}', '__proto__'],
  ])('%s is refused at %s', (text, param) => {
    expect(refusal(text)).toEqual({ status: 400, code: 'invalid_request', param })
  })

  test('a NUL in a name is refused', () => {
    expect(refusal('{"a\\u0000b":1}')).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  test('deep nesting is refused without recursion', () => {
    const deep = `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`
    expect(refusal(deep)).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  test('a million tiny values are refused before they are parsed', () => {
    expect(refusal(`{"a":[${'0,'.repeat(100_000)}0]}`)).toMatchObject({
      status: 413,
      code: 'request_too_large',
    })
  })

  test('what stands inside of texts is no value, however much of it there is', () => {
    const table = 'name,"price [EUR]",{note}\\\n'.repeat(20_000)
    expect(inspectJson(JSON.stringify({ table }))).toEqual({ table })
    const input = Array<string>(2_048).fill('a kite, a wind, a string, '.repeat(10))
    expect(inspectJson(JSON.stringify({ input }))).toEqual({ input })
  })

  test.each(['', '\\', '\\\\', '"', '\\"', '",', '[{'])('and values after the text %j are counted', (end) => {
    const values = Array<number>(60_000).fill(0)
    for (const text of [end, `a, b${end}`, `"${end}`])
      expect(refusal(JSON.stringify({ text, [text]: 1, values }))).toMatchObject({ status: 413 })
  })

  test('more texts than so few values can have are no JSON, and are not read to their end', () => {
    expect(refusal(`{"a":${'""'.repeat(200_000)}}`)).toMatchObject({ status: 413 })
  })

  test('leaves prototypes alone', () => {
    expect(() => inspectJson('{"__proto__":{"polluted":1}}')).toThrow(ApiError)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
