import { expect, test } from 'vitest'
import { readable } from './log.ts'

test('JSON of the apps becomes a sentence with its fields, without time and app', () => {
  const line =
    '{"level":"warn","time":"2026-01-01T00:00:00Z","app":"api","status":503,"tried":["a"],"by":null,"msg":"slow"}'
  expect(readable(line)).toEqual({ level: 'warn', words: 'slow status=503 tried=["a"]' })
})

test.for(['plain words', '{"half":', '{"no":"message"}', '[1]', 'null'])('%s stays as it is', (line) => {
  expect(readable(line).words).toBe(line)
})
