import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour } from '@jointo/fault-proxy'
import type { Fault, FaultContext } from './fault.ts'

const BODY =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
const SLOW_DOWN = `HTTP/1.1 503 Slow Down\r\ncontent-type: application/xml\r\ncontent-length: ${BODY.length}\r\nconnection: close\r\n\r\n${BODY}`

async function during(context: FaultContext, behaviour: Behaviour, milliseconds: number): Promise<void> {
  context.deployment.storageProxy.set(behaviour)
  await sleep(milliseconds)
  context.deployment.storageProxy.set({})
}

export const storageFaults: readonly (readonly [weight: number, fault: Fault])[] = [
  [
    2,
    {
      name: 'storage answers 503',
      run: (context) => during(context, { answer: SLOW_DOWN }, context.random.int(300, 2_000)),
    },
  ],
  [
    1,
    {
      name: 'storage slow',
      run: (context) => during(context, { up: { bytesPerSecond: 50_000 } }, context.random.int(500, 2_000)),
    },
  ],
  [
    2,
    {
      name: 'storage cut',
      run: (context) =>
        during(
          context,
          { up: { cutAfterBytes: context.random.int(0, 20_000) } },
          context.random.int(200, 1_000),
        ),
    },
  ],
  [
    1,
    {
      name: 'receiver of webhooks out of order',
      run: async ({ receiver, random }) => {
        receiver.failing = true
        await sleep(random.int(1_000, 4_000))
        receiver.failing = false
      },
    },
  ],
]
