import { parseArgs } from 'node:util'
import { readNames, type VendorNames } from './names.ts'
import { NewVendorError } from './new-vendor-error.ts'

/** What `pnpm new:vendor --help` prints. */
export const HELP = `Usage: pnpm new:vendor <name> [options]

Adds a vendor: a client package, a provider, its configuration and a simulator, all of which work at once against the
simulator. docs/adding-a-vendor.md says what to fill in.

  <name>              small letters and digits, words joined by dashes: acme, north-star
  --title <text>      how the vendor writes itself, for prose (Acme, North Star)
  --dry-run           lists what would be written, and writes nothing
  --force             also with changes that are not committed
  --help              this text
`

export interface NewVendorCommand {
  names: VendorNames
  isDryRun: boolean
  isForced: boolean
}

/** @throws NewVendorError with exit code 2 for anything it does not know */
export function readCommandLine(args: string[]): NewVendorCommand | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [name, ...rest] = positionals
  if (name === undefined)
    throw new NewVendorError('Which vendor? `pnpm new:vendor acme`; --help says more.', 2)
  if (rest[0] !== undefined) throw new NewVendorError(`One vendor at a time: ${rest[0]} is too many.`, 2)
  return { names: readNames(name, values.title), isDryRun: values['dry-run'], isForced: values.force }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        title: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const message = error instanceof Error ? error.message.split('.')[0] : String(error)
    throw new NewVendorError(`${message}: \`pnpm new:vendor --help\` lists what there is.`, 2)
  }
}
