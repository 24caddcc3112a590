import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

it('plays failures to a product', async () => {
  const example = fileURLToPath(new URL('../examples/play-failures.ts', import.meta.url))
  const { stdout } = await run(process.execPath, ['--conditions=@jointo/source', example])
  expect(stdout.trim().split('\n')).toEqual([
    'here is your video/mp4',
    'slow: not ready yet',
    'stuck: not ready yet',
    'refuse: The prompt was refused by moderation.',
    'fail: The generation failed, as the prompt asked.',
    'throttled: The mock is busy, as the prompt asked.',
    'lost_reply: nobody knows, and it is not sent again',
    'expired_link: The mock no longer has the result.',
    'huge: here is your video/mp4',
    'stuck for a year: not ready yet',
    'the lost task is there: 1',
  ])
}, 30_000)
