import { afterAll, beforeAll } from 'vitest'
import { createTestApp, type TestApp, type TestAppOptions } from './create-test-app.ts'

/**
 * One app for a whole file whose tests do not disturb each other. Read `.current` inside of tests. Options that need something to
 * be up first are given as a function.
 */
export function sharedApp(options: TestAppOptions | (() => TestAppOptions) = {}): {
  readonly current: TestApp
} {
  let app: TestApp | undefined
  const cleanups: (() => Promise<void>)[] = []
  beforeAll(async () => {
    app = await createTestApp(typeof options === 'function' ? options() : options, (work) =>
      cleanups.push(work),
    )
  })
  afterAll(async () => {
    for (const work of cleanups.toReversed()) await work()
  })
  return {
    get current() {
      if (app === undefined) throw new Error('The app exists only while tests run')
      return app
    },
  }
}
