import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { ClosingLineReporter } from './closing-line-reporter.ts'

// vitest hands these to the Node of its workers too: 'import' among them would break every `require`.
const conditions = ['@jointo/source', 'node']

/** One run over every package, app and tool: source files, no build before. */
export const workspace: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps,tooling}/*/{src,test}/**/*.test.ts'],
    globalSetup: fileURLToPath(import.meta.resolve('@jointo/test-support/global-setup')),
    reporters: ['default', new ClosingLineReporter()],
    testTimeout: 30_000,
    // Tests wait more than they compute: three at once also on two cores.
    maxWorkers: 3,
    hookTimeout: 60_000,
    execArgv: ['--conditions=@jointo/source'],
    sequence: { shuffle: { files: true, tests: false } },
    typecheck: { enabled: false },
  },
})
