import { checkRepository } from './check-repository.ts'
import { format } from './problem.ts'

const problems = checkRepository()
for (const problem of problems) process.stderr.write(`${format(problem)}\n`)
process.stdout.write(
  problems.length === 0 ? 'The repository is in order.\n' : `${problems.length} problems.\n`,
)
process.exitCode = problems.length === 0 ? 0 : 1
