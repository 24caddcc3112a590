import { expect, it } from 'vitest'
import { findDrift } from '../src/drift.ts'
import { judge } from '../src/judge.ts'
import { installedPackage } from '../src/packages.ts'
import { sdks } from '../src/sdks.ts'

it.each(sdks)('our client takes and reads what $name does, but for what is accepted', (sdk) => {
  const { open, stale, accepted } = judge(findDrift(sdk, installedPackage(sdk.name)), sdk.accepted)
  expect(open.flatMap(({ differences }) => differences)).toEqual([])
  expect(stale).toEqual([])
  expect(accepted).toBeGreaterThan(0)
})
