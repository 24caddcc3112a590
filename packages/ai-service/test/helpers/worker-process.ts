import { flushCompileCache } from 'node:module'
import { createRuntime, readServiceSettings } from '../../src/index.ts'

/** A worker in a process of its own, for tests that kill it. Says `running` when it takes work. */
const { runner } = await createRuntime(readServiceSettings(process.env))
await runner.start()
// Those that follow start quicker, and this one may not live to write it.
flushCompileCache()
console.log('running')
