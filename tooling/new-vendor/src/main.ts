import { fileURLToPath } from 'node:url'
import { HELP, readCommandLine } from './command-line.ts'
import { NewVendorError } from './new-vendor-error.ts'
import { planVendor } from './plan.ts'
import { describePlan, nextSteps } from './tell.ts'
import { requireCleanTree } from './working-tree.ts'
import { writePlan } from './write.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

try {
  const command = readCommandLine(process.argv.slice(2))
  process.stdout.write(command === 'help' ? HELP : run(command))
} catch (error) {
  if (!(error instanceof NewVendorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}

function run({ names, isDryRun, isForced }: Exclude<ReturnType<typeof readCommandLine>, 'help'>): string {
  const plan = planVendor(ROOT, names, new Date().toISOString().slice(0, 10))
  if (isDryRun) return `${describePlan(plan)}\nNothing was written.\n`
  if (!isForced) requireCleanTree(ROOT)
  writePlan(ROOT, plan)
  return `${describePlan(plan)}\n\n${nextSteps(names, plan)}`
}
