import { startStandaloneSim } from '@jointo/vendor-sim'

/** The three vendors on one port. Tells where they are in one line, and ends with its parent. */
const sim = await startStandaloneSim({ port: 0, taskSeconds: 1 })
process.stdout.write(`${JSON.stringify({ url: sim.url })}\n`)
process.stdin.resume().on('close', () => void sim.close().then(() => process.exit()))
