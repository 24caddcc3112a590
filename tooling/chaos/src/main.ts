import { HELP, readCommandLine } from './command-line.ts'
import { describeReport, isValid } from './report.ts'
import { runChaos } from './run.ts'

const command = readCommandLine(process.argv.slice(2))

if (command.kind === 'help') process.stdout.write(HELP)
else if (command.kind === 'wrong') {
  process.stderr.write(`${command.problem}\n\n${HELP}`)
  process.exitCode = 2
} else {
  const { options } = command
  process.stdout.write(`seed ${options.seed}\n`)
  const report = await runChaos(options, (line) => process.stdout.write(`${line}\n`))
  process.stdout.write(`${describeReport(report)}\n`)
  // Kept connections of customers would keep the process, too.
  process.exit(report.violations.length > 0 ? 1 : isValid(report) ? 0 : 2)
}
