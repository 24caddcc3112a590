import { silentLogger } from '@jointo/http-base'
import { expect, it } from 'vitest'
import { createDispatcher } from './dispatch.ts'

it('work that throws before it waits gives its slot back', async () => {
  const due = ['throws', 'waits']
  const done: string[] = []
  const dispatcher = createDispatcher<string>(
    { logger: silentLogger },
    {
      name: 'work',
      size: 1,
      kinds: ['any'],
      kindOf: () => 'any',
      tellOf: (what) => ({ what }),
      stopping: new AbortController().signal,
      claim: async () => ({ claimed: due.splice(0, 1), waited: due.length > 0 }),
      work: (what) => {
        if (what === 'throws') throw new Error('at once')
        done.push(what)
        return Promise.resolve()
      },
    },
  )
  await dispatcher.look()
  await expect.poll(() => done).toEqual(['waits'])
  await dispatcher.drain()
  expect(dispatcher.inHand).toEqual([])
})
