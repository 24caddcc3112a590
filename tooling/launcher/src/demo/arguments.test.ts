import { expect, test } from 'vitest'
import { parseDemoArguments } from './arguments.ts'

test('nothing means everything', () => {
  const everything = { kinds: ['image', 'speech', 'video'], out: 'jointo-demo' }
  expect(parseDemoArguments([])).toEqual(everything)
  expect(parseDemoArguments(['all'])).toEqual(everything)
})

test('one kind and a folder', () => {
  expect(parseDemoArguments(['video', '--out', 'x'])).toEqual({ kinds: ['video'], out: 'x' })
  expect(parseDemoArguments(['video', '--help'])).toBe('help')
})

test.for([
  [['music'], 'Unknown demo "music": choose image, speech, video or all.'],
  [['toString'], 'Unknown demo "toString": choose'],
  [['image', 'video'], 'One thing at a time, or all: video is too many.'],
  [['--fast'], "Unknown option '--fast'"],
] as const)('%j is refused with exit code 2', ([args, message]) => {
  expect(() => parseDemoArguments([...args])).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
  )
})
