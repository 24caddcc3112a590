import { createRuntime, readServiceSettings } from '../../src/index.ts'

/** A worker in a process of its own, for tests that kill it. Says `running` when it takes work. */
const { runner } = await createRuntime(readServiceSettings(process.env))
await runner.start()
console.log('running')
