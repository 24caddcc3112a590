import { HELP, readCommandLine } from './command-line.ts'
import { startStandaloneSim } from './standalone.ts'

const command = readCommandLine(process.argv.slice(2), process.env)

if (command.kind === 'help') {
  console.log(HELP)
} else if (command.kind === 'wrong') {
  console.error(`${command.problem}\n\n${HELP}`)
  process.exitCode = 2
} else {
  const sim = await startStandaloneSim(command.options)
  console.log(`Vendor simulators are listening. For whoever calls them:
  RUNWAYML_BASE_URL=${sim.url}/runway
  STABILITY_BASE_URL=${sim.url}/stability
  AIHUBMIX_BASE_URL=${sim.url}/aihubmix/v1
Controls under ${sim.url}/_sim`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sim.close())
}
