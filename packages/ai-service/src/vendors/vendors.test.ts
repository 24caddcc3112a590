import { describe, expect, it } from 'vitest'
import { FailureWindow } from './failure-window.ts'
import { RepeatBudget } from './repeat-budget.ts'

const answers = (window: FailureWindow, pattern: string, from = 0, every = 1): string[] =>
  pattern.split('').map((call, index) => window.record(call === 'x', from + index * every))

describe('the failures of a vendor', () => {
  it('count when half of twenty calls failed', () => {
    expect(answers(new FailureWindow(), 'x'.repeat(19))).not.toContain('failing')
    expect(answers(new FailureWindow(), 'x'.repeat(20)).at(-1)).toBe('failing')
    expect(answers(new FailureWindow(), '.x'.repeat(10)).at(-1)).toBe('failing')
    expect(answers(new FailureWindow(), `.${'.x'.repeat(30)}`)).not.toContain('failing')
  })

  it('are forgotten after half a minute, and after they were told', () => {
    const window = new FailureWindow()
    answers(window, 'x'.repeat(19))
    expect(window.record(true, 40_000)).toBe('well')
    expect(answers(window, 'x'.repeat(19), 40_001).at(-1)).toBe('failing')
    expect(answers(window, 'x'.repeat(19), 40_100)).not.toContain('failing')
  })
})

describe('repeats', () => {
  it('are ten at first, then one for ten first submissions', () => {
    const budget = new RepeatBudget(0)
    for (let spent = 0; spent < 10; spent += 1) budget.spend()
    expect(budget.left(0)).toBe(0)
    for (let sent = 0; sent < 25; sent += 1) budget.earn()
    expect(budget.left(0)).toBe(2)
    for (let sent = 0; sent < 1_000; sent += 1) budget.earn()
    expect(budget.left(0)).toBe(10)
  })

  it('come back slowly by themselves', () => {
    const budget = new RepeatBudget(0)
    for (let spent = 0; spent < 10; spent += 1) budget.spend()
    expect(budget.left(19_000)).toBe(0)
    expect(budget.left(41_000)).toBe(2)
  })

  it('that are accepted are given back', () => {
    const budget = new RepeatBudget(0)
    for (let spent = 0; spent < 10; spent += 1) budget.spend()
    budget.giveBack()
    expect(budget.left(0)).toBe(1)
    for (let accepted = 0; accepted < 20; accepted += 1) budget.giveBack()
    expect(budget.left(0)).toBe(10)
  })
})
