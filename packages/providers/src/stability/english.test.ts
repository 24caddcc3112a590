import { expect, it } from 'vitest'
import { isEnglish } from './english.ts'

it.each([
  'A red kite over the sea, (sharp:0.7)!',
  'a naïve café, “déjà vu” — 5 € ½ µ',
  'a board with α² + β² = γ²',
  'smile 😀👍🏽 ❤️ 🏳️‍🌈 → ✓',
  'e\u0301 (combined), \u00a0\u200b\ufeff blank, \u{1fae9}',
  '',
])('lets %j pass', (text) => expect(isEnglish(text)).toBe(true))

it.each([
  '猫',
  'ねこ',
  'ネコ',
  '고양이',
  'кошка',
  'قطة',
  'חתול',
  'แมว',
  'बिल्ली',
  '⺀',
  '〇',
  'a sign that says 東京',
  'kаte',
])('stops %j', (text) => expect(isEnglish(text)).toBe(false))
