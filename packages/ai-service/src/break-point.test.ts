import { afterEach, expect, it } from 'vitest'
import { armBreakPoints, breakPoint, parseBreakPoints } from './break-point.ts'
import { readServiceSettings } from './settings.ts'

afterEach(() => armBreakPoints([]))

it('reads labels, actions and visits', () => {
  expect(parseBreakPoints('submit:armed=die, store:put=stall:5000@2,sweep:row=throw')).toEqual([
    { at: 'submit:armed', does: 'die', milliseconds: 0, visit: undefined },
    { at: 'store:put', does: 'stall', milliseconds: 5_000, visit: 2 },
    { at: 'sweep:row', does: 'throw', milliseconds: 0, visit: undefined },
  ])
})

it.each([
  ['submit:lunch=die', 'has no such label as "submit:lunch": use accept:uncommitted, '],
  ['submit:armed=explode', 'has the part "submit:armed=explode": write label=die'],
  ['submit:armed=stall', 'has the part "submit:armed=stall"'],
  ['submit:armed=die@0', 'has the part'],
  ['submit:armed=die,', 'has the part ""'],
])('refuses %s before anything starts', (text, message) => {
  const environment = { DATABASE_URL: 'postgres://localhost/x', JOINTO_BREAK_POINTS: text }
  expect(() => readServiceSettings(environment)).toThrow(`JOINTO_BREAK_POINTS is "${text}": ${message}`)
})

it('does nothing unless it is asked to', () => {
  expect(readServiceSettings({ DATABASE_URL: 'postgres://localhost/x' }).breakPoints).toEqual([])
  expect(breakPoint('submit:armed')).toBeUndefined()
})

it('happens at each visit, or at the one that was named', async () => {
  armBreakPoints(parseBreakPoints('submit:armed=throw,store:put=throw@2'))
  await expect(breakPoint('submit:armed')).rejects.toThrow('break point submit:armed')
  await expect(breakPoint('submit:armed')).rejects.toThrow('break point submit:armed')
  await breakPoint('store:put')
  await expect(breakPoint('store:put')).rejects.toThrow('break point store:put')
  await breakPoint('store:put')
  await breakPoint('sweep:row')
})
