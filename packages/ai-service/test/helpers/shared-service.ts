import { afterAll, beforeAll } from 'vitest'
import { createTestService, type TestService, type TestServiceOptions } from './create-test-service.ts'

/**
 * One service for all tests of a file or block that do not disturb each other. Read `.current` inside of tests. Options that
 * need something to be up first are given as a function.
 */
export function sharedService(options: TestServiceOptions | (() => TestServiceOptions) = {}): {
  readonly current: TestService
  cleanup: (work: () => Promise<void>) => void
} {
  let test: TestService | undefined
  const cleanups: (() => Promise<void>)[] = []
  const cleanup = (work: () => Promise<void>) => void cleanups.push(work)
  beforeAll(async () => {
    test = await createTestService(typeof options === 'function' ? options() : options, cleanup)
  })
  afterAll(async () => {
    for (const work of cleanups.toReversed()) await work()
  })
  return {
    get current() {
      if (test === undefined) throw new Error('The service exists only while tests run')
      return test
    },
    cleanup,
  }
}
