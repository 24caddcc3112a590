import path from 'node:path'
import type { Problem } from './problem.ts'
import type { Manifest } from './repository.ts'

const SCRIPT = /^node (?:--\S+ )*(\S+\.ts)(?: |$)/
const ANSWERS = /\breadArguments\(|\bread(?:Command|Demo)\w*\(|\bparse(?:Args|DemoArguments)\(|'--help'/

/** Scripts that would begin their work when somebody asks what it is: they read no arguments. */
export function checkPrograms(
  file: string,
  { scripts = {} }: Manifest,
  read: (program: string) => string,
): Problem[] {
  return Object.entries(scripts).flatMap(([name, command]) => {
    const program = SCRIPT.exec(command)?.[1]
    if (program === undefined) return []
    const place = path.posix.join(path.posix.dirname(file), program)
    if (ANSWERS.test(read(place))) return []
    const message = `${name} runs ${program}, which does not know --help: see @jointo/test-support/arguments`
    return [{ file, line: 0, message }]
  })
}
