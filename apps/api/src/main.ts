import { HELP } from './help.ts'

const [first, ...others] = process.argv.slice(2)

if ([first, ...others].some((argument) => argument === '--help' || argument === '-h')) {
  process.stdout.write(HELP)
} else if (first === undefined) {
  // Loaded only when it is needed: help should not wait for it.
  await import('./run.ts').then(({ run }) => run())
} else {
  process.stderr.write(`Unknown argument ${first}: --help lists what can be set.\n`)
  process.exitCode = 2
}
