import { parseArgs, type ParseArgsConfig } from 'node:util'

/**
 * What a program of this repository was called with. `--help` prints and ends; what it does not know is named in one line and ends
 * it with 2: both before it has done anything.
 *
 * @example `const { positionals } = readArguments(HELP, { allowPositionals: true })`
 */
export function readArguments<const T extends ParseArgsConfig>(
  help: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(help)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    const [message] = (error instanceof Error ? error.message : String(error)).split('. ')
    return refuseArguments(message ?? '')
  }
}

/** For what only the program itself can judge. */
export function refuseArguments(problem: string): never {
  process.stderr.write(`${problem.replace(/\.$/, '')}: --help lists what there is.\n`)
  process.exit(2)
}
