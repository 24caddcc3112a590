import { HELP } from './help.ts'

// Loaded only when it is needed: help should not wait for it.
if (process.argv.includes('--help')) process.stdout.write(HELP)
else await import('./run.ts').then(({ run }) => run())
