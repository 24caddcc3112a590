import { expect, it } from 'vitest'
import { refuseEnded, warnOfEnd } from './deprecation.ts'
import type { ModelInfo } from './spec/model-info.ts'

const model: ModelInfo = {
  id: 'old',
  kind: 'image',
  title: 'Old',
  description: 'Ends.',
  limits: { inputs: [] },
  deprecation: { ends: '2026-06-01', successor: 'new', source: 'a test' },
  immediate: true,
}

it.each([
  ['2026-03-02', 0, false],
  ['2026-03-04', 1, false],
  ['2026-05-31', 1, false],
  ['2026-06-01', 1, true],
] as const)('on %s there are %i warnings, and it is refused: %s', (day, warnings, refused) => {
  const now = Date.parse(day)
  expect(warnOfEnd(model, now)).toHaveLength(warnings)
  const check = (): void => refuseEnded(model, now)
  if (refused) {
    expect(check).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        message: 'old was ended on 2026-06-01. Use new instead.',
      }),
    )
  } else {
    expect(check).not.toThrow()
  }
})
