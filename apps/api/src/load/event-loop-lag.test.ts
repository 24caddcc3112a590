import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchEventLoopLag } from './event-loop-lag.ts'

test('rises while this process works without a pause, and falls when it rests', async () => {
  const lag = watchEventLoopLag()
  onTestFinished(() => lag.stop())
  for (let turns = 0; turns < 5; turns += 1) {
    const until = performance.now() + 60
    while (performance.now() < until);
    await turn()
  }
  const risen = lag.ms
  expect(risen).toBeGreaterThan(10)
  await sleep(200)
  expect(lag.ms).toBeLessThan(risen / 2)
})
