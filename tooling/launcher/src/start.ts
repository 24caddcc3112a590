import { HELP } from './help.ts'
import { run } from './run.ts'

if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
  process.stdout.write(HELP)
} else {
  const unknown = process.argv[2]
  if (unknown === undefined) {
    await run()
  } else {
    process.stderr.write(`Unknown argument ${unknown}: \`pnpm start --help\` lists what can be set.\n`)
    process.exitCode = 2
  }
}
