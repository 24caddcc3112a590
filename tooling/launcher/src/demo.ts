import { parseDemoArguments } from './demo/arguments.ts'
import { DEMO_HELP } from './demo/help.ts'
import { DemoError } from './demo/errors.ts'
import { runDemo } from './demo/run-demo.ts'

try {
  const choice = parseDemoArguments(process.argv.slice(2))
  if (choice === 'help') process.stdout.write(DEMO_HELP)
  else process.exitCode = await runDemo(choice, process.env, process.stdout)
} catch (error) {
  if (!(error instanceof DemoError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
