import { parseArgs } from 'node:util'
import { DemoError } from './errors.ts'
import { type DemoKind, DEMOS } from './demos.ts'

export interface DemoChoice {
  kinds: DemoKind[]
  out: string
}

/** @throws {DemoError} with exit code 2 for anything it does not know */
export function parseDemoArguments(args: string[]): DemoChoice | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const all = Object.keys(DEMOS).filter(isKind)
  const [what = 'all', ...rest] = positionals
  if (rest[0] !== undefined) throw new DemoError(`One thing at a time, or all: ${rest[0]} is too many.`, 2)
  if (what !== 'all' && !isKind(what)) {
    throw new DemoError(`Unknown demo "${what}": choose ${all.join(', ')} or all.`, 2)
  }
  return { kinds: what === 'all' ? all : [what], out: values.out }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string', default: 'jointo-demo' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const message = error instanceof Error ? error.message.split('.')[0] : String(error)
    throw new DemoError(`${message}: \`pnpm demo --help\` lists what there is.`, 2)
  }
}

function isKind(word: string): word is DemoKind {
  return Object.hasOwn(DEMOS, word)
}
