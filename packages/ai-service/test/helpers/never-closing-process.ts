import { shutdownOnSignal } from '../../src/index.ts'

/** A program whose end hangs. Says `running` when it can be told to end. */
const tell = (level: string) => (fields: object, message: string) =>
  console.log(JSON.stringify({ level, ...fields, message }))
shutdownOnSignal({
  logger: { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') },
  close: () => new Promise(() => undefined),
  deadlineMs: 200,
  message: 'draining',
})
setInterval(() => undefined, 1_000)
console.log('running')
