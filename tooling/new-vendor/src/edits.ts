import type { Spot } from './insert.ts'

/** One more entry in a list of an existing file. `add` is spelled like a template. */
export interface Edit extends Spot {
  file: string
  /** What the list is, for the message when it is not there. */
  list: string
  add: string
}

/** What `pnpm catalogue --write-types` would make of the template's catalogue; it can't run before the packages are linked. */
const MODEL_INPUTS: Readonly<Record<string, string>> = {
  InputsByModel:
    "  'vendor-name/image': 'aspect_ratio' | 'prompt' | 'seed'\n  'vendor-name/video': 'aspect_ratio' | 'duration_seconds' | 'prompt' | 'seed'",
  RequiredByModel: "  'vendor-name/image': 'prompt'\n  'vendor-name/video': 'prompt'",
}

const providers: Edit[] = [
  {
    file: 'packages/providers/package.json',
    list: 'the clients among the dependencies',
    from: /"dependencies": \{\n/,
    to: /\}/,
    entry: /^ {4}"@jointo\/client-([\w-]+)": "workspace:\^",$/,
    add: '    "@jointo/client-vendor-name": "workspace:^",',
  },
  {
    file: 'packages/providers/src/create-provider.ts',
    list: 'the imports of providers',
    entry: /^import .* from '\.\/([\w-]+)\/provider\.ts'$/,
    add: "import { VendorNameProvider, type VendorNameProviderOptions } from './vendor-name/provider.ts'",
  },
  {
    file: 'packages/providers/src/create-provider.ts',
    list: 'the interface ProviderSettings',
    from: /export interface ProviderSettings \{\n/,
    to: /^\}/m,
    entry: /^ {2}'?([\w-]+)'?: \w+Options$/,
    order: 'after_last',
    add: "  'vendor-name': VendorNameProviderOptions",
  },
  {
    file: 'packages/providers/src/create-provider.ts',
    list: 'the table factories',
    from: /const factories\b.*\{\n/,
    to: /^\}/m,
    entry: /^ {2}'?([\w-]+)'?: \(settings\) => new \w+\(settings\),$/,
    add: "  'vendor-name': (settings) => new VendorNameProvider(settings),",
  },
  {
    file: 'packages/providers/src/create-provider.ts',
    list: 'the list PROVIDER_NAMES',
    from: /PROVIDER_NAMES\b[^=]*= \[/,
    to: /\]/,
    entry: /'([\w-]+)'/,
    joint: ', ',
    add: "'vendor-name'",
  },
  {
    file: 'packages/providers/src/environment.ts',
    list: 'the imports of providers',
    entry: /^import .* from '\.\/([\w-]+)\/provider\.ts'$/,
    add: "import { VendorNameProvider } from './vendor-name/provider.ts'",
  },
  {
    file: 'packages/providers/src/environment.ts',
    list: 'the vendors and their variables',
    entry: /^ {2}\['\w+', '(\w+)_BASE_URL', \(options\) => new \w+\(options\)\],$/,
    add: "  ['VENDOR_NAME_API_KEY', 'VENDOR_NAME_BASE_URL', (options) => new VendorNameProvider(options)],",
  },
  {
    file: 'packages/providers/src/index.ts',
    list: 'the exported providers and catalogues',
    entry: /^export \{[^}]*\} from '\.\/(?!mock\/)[\w-]+\/(?:provider|catalogue)\b[^']*'$/,
    order: 'after_last',
    add: "export { VendorNameProvider, type VendorNameProviderOptions } from './vendor-name/provider.ts'\nexport { vendorNameCatalogue } from './vendor-name/catalogue.ts'",
  },
  {
    // Written anew in the end, in its own order: here so that it is among what has changed.
    file: 'packages/providers/exports.txt',
    list: 'the names of the package',
    entry: /^ {2}\w+ (\w+)$/,
    add: '  class VendorNameProvider\n  type VendorNameProviderOptions\n  const vendorNameCatalogue',
  },
  {
    file: 'packages/providers/catalogue/read-catalogue.ts',
    list: 'the imported catalogues',
    from: /^import \{\n/m,
    to: /\} from/,
    entry: /^ {2}(\w+)Catalogue,$/,
    add: '  vendorNameCatalogue,',
  },
  {
    file: 'packages/providers/catalogue/read-catalogue.ts',
    list: 'the table of catalogues',
    from: /const catalogues = \{\n/,
    to: /\}/,
    entry: /^ {4}'?([\w-]+)'?: \w+Catalogue,$/,
    add: "    'vendor-name': vendorNameCatalogue,",
  },
  ...['InputsByModel', 'RequiredByModel'].map((table): Edit => ({
    file: 'packages/providers/src/model-inputs.generated.ts',
    list: `the table ${table}`,
    from: new RegExp(`interface ${table} \\{\\n`),
    to: /^\}/m,
    entry: /^ {2}'([\w-]+)\/[^']+':.*(?:\n {4}.*)*$/,
    add: MODEL_INPUTS[table] ?? '',
  })),
]

const proof: Edit[] = ['subjects', 'mappings'].flatMap((list): Edit[] => [
  {
    file: `packages/providers/test/${list}/index.ts`,
    list: 'the imports',
    entry: /^import .* from '\.\/([\w-]+)\.ts'$/,
    add: "import { vendorName } from './vendor-name.ts'",
  },
  {
    file: `packages/providers/test/${list}/index.ts`,
    list: `the list ${list}`,
    from: new RegExp(String.raw`export const ${list}\b.*= \[`),
    to: /\]/,
    entry: /\b(\w+)\b/,
    joint: ', ',
    mayBeEmpty: true,
    add: 'vendorName',
  },
])

const SIM = 'tooling/vendor-sim/src'

const simulator: Edit[] = [
  {
    file: `${SIM}/start.ts`,
    list: 'the imports of simulators',
    entry: /^import \{ create\w+ \} from '\.\/([\w-]+)\/sim\.ts'$/,
    add: "import { createVendorName } from './vendor-name/sim.ts'",
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the functions that start one simulator',
    entry: /^export function start\w+Sim\(options: SimOptions = \{\}\)[^]*?\n\}$/,
    order: 'after_last',
    joint: '\n\n',
    add: '/** Vendor Name on `127.0.0.1`, any free port by default. */\nexport function startVendorNameSim(options: SimOptions = {}): Promise<VendorSim> {\n  return startSim(createVendorName, options)\n}',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the interface VendorSims',
    entry: /^ {2}readonly \w+: VendorSim$/,
    order: 'after_last',
    add: '  readonly vendorName: VendorSim',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the options of startVendorSim',
    from: /function startVendorSim\(\s*options: \{/,
    to: /\} = \{\}/,
    entry: /\w+\?: SimOptions/,
    order: 'after_last',
    joint: '; ',
    add: 'vendorName?: SimOptions',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the names that startVendorSim gives to the simulators',
    from: /const \[(?=[^\]]*\] = await Promise\.all)/,
    to: /\] = await/,
    entry: /\w+/,
    order: 'after_last',
    joint: ', ',
    add: 'vendorName',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the simulators that startVendorSim starts',
    entry: /^ {4}start\w+Sim\(options\.\w+\),$/,
    order: 'after_last',
    add: '    startVendorNameSim(options.vendorName),',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'the list `all` of startVendorSim',
    from: /const all = \[/,
    to: /\]/,
    entry: /\w+/,
    order: 'after_last',
    joint: ', ',
    add: 'vendorName',
  },
  {
    file: `${SIM}/start.ts`,
    list: 'what startVendorSim returns',
    from: /const all = [^]*?return \{\n/,
    to: /reset:/,
    entry: /^ {4}\w+,$/,
    order: 'after_last',
    add: '    vendorName,',
  },
  {
    file: `${SIM}/index.ts`,
    list: 'the exports of start.ts',
    to: /startVendorSim/,
    entry: /^ {2}start(\w+)Sim,$/,
    add: '  startVendorNameSim,',
  },
  {
    file: `${SIM}/standalone.ts`,
    list: 'the imports of simulators',
    entry: /^import \{ create\w+ \} from '\.\/([\w-]+)\/sim\.ts'$/,
    add: "import { createVendorName } from './vendor-name/sim.ts'",
  },
  {
    file: `${SIM}/standalone.ts`,
    list: 'the type VendorName',
    from: /export type VendorName = /,
    to: /\n\n/,
    entry: /'[\w-]+'/,
    order: 'after_last',
    joint: ' | ',
    add: "'vendor-name'",
  },
  {
    file: `${SIM}/standalone.ts`,
    list: 'the table of vendors',
    entry: /^ {4}'?[\w-]+'?: create\w+\(\{ taskSeconds, prefix: '\/[\w-]+' \}\),$/,
    order: 'after_last',
    add: "    'vendor-name': createVendorName({ taskSeconds, prefix: '/vendor-name' }),",
  },
  {
    file: `${SIM}/main.ts`,
    list: 'the printed addresses',
    entry: /^ {2}\w+_BASE_URL=\$\{sim\.url\}\/[\w/-]+$/,
    order: 'after_last',
    add: '  VENDOR_NAME_BASE_URL=${sim.url}/vendor-name',
  },
]

const configuration: Edit[] = [
  ...['api', 'worker'].map((app): Edit => ({
    file: `apps/${app}/src/help.ts`,
    list: 'the variables of the vendors',
    entry: /^ {2}\w+, \w+_BASE_URL\b.*$/,
    order: 'after_last',
    add: '  VENDOR_NAME_API_KEY, VENDOR_NAME_BASE_URL',
  })),
  {
    file: 'tooling/launcher/src/help.ts',
    list: 'the keys of the vendors',
    entry: /\b[A-Z_]+_API_(?:KEY|SECRET)\b/,
    order: 'after_last',
    joint: ', ',
    add: 'VENDOR_NAME_API_KEY',
  },
  {
    file: '.env.example',
    list: 'the keys and addresses of the vendors',
    entry: /^#\w+_BASE_URL=$/,
    order: 'after_last',
    add: '#VENDOR_NAME_API_KEY=\n#VENDOR_NAME_BASE_URL=',
  },
  {
    file: 'docker/compose.yml',
    list: 'the keys of the vendors',
    entry: /^ {2}\w+_API_(?:KEY|SECRET): \$\{\w+:-\}$/,
    order: 'after_last',
    add: '  VENDOR_NAME_API_KEY: ${VENDOR_NAME_API_KEY:-}\n  VENDOR_NAME_BASE_URL: ${VENDOR_NAME_BASE_URL:-}',
  },
]

/** What `pnpm docs:write` would make of the template's catalogue. */
const MODELS_PAGE = `## vendor-name

2 models, 2 with a known price.

- **image**: \`image\`
- **video**: \`video\``

const documents: Edit[] = [
  {
    file: 'docs/models.md',
    list: 'the vendors',
    entry: /^## ([\w-]+)\n\n.*\n\n(?:- .*\n)*- .*/,
    joint: '\n\n',
    add: MODELS_PAGE,
  },
  {
    file: 'README.md',
    list: 'the clients in the table of packages',
    entry: /\[[^\]]+\]\(packages\/client-[\w-]+\/README\.md\)/,
    order: 'after_last',
    joint: ', ',
    add: '[`client-vendor-name`](packages/client-vendor-name/README.md)',
  },
  {
    file: 'packages/providers/README.md',
    list: 'the table of providers',
    entry: /^\| `(?!mock`)[\w-]+` +\| `\w+Provider` .*$/,
    order: 'after_last',
    add: '| `vendor-name` | `VendorNameProvider` | `VENDOR_NAME_API_KEY` | pictures, video |',
  },
  {
    file: 'tooling/vendor-sim/README.md',
    list: 'the table of what is simulated',
    from: /^## What is simulated\n\n.*\n.*\n/m,
    to: /\n\n/,
    entry: /^\| .*$/,
    order: 'after_last',
    add: '| Vendor Name | images, videos, tasks |',
  },
]

/** Everything that has to know a new vendor. Lists, and nothing that has to be understood. */
export const edits: readonly Edit[] = [...providers, ...proof, ...simulator, ...configuration, ...documents]
