import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { ClosingLineReporter } from './closing-line-reporter.ts'
import { SlowFirstSequencer } from './slow-first-sequencer.ts'

// vitest hands these to the Node of its workers too: 'import' among them would break every `require`.
const conditions = ['@jointo/source', 'node']

/** One run over every package, app and tool: source files, no build before. */
export const workspace: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps,tooling}/*/{src,test}/**/*.test.ts'],
    globalSetup: fileURLToPath(import.meta.resolve('@jointo/test-support/global-setup')),
    reporters: ['default', new ClosingLineReporter()],
    // A limit for what hangs: a test that starts processes takes 3 s on a quiet machine, 30 s on one that is busy.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // Tests wait more than they compute: five at once also on two cores.
    maxWorkers: 5,
    // A worker keeps what it has imported for its next file: half of a small file's time was the same imports again.
    // No module keeps state between calls; what a test changes around itself (environment, spies), it puts back.
    isolate: false,
    // Node loads the sources itself, as it does in production: nothing is transformed, and what it compiled is shared with the
    // processes that tests start. For this nothing can be mocked by its module's name.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    hookTimeout: 60_000,
    execArgv: ['--conditions=@jointo/source'],
    sequence: { shuffle: { files: true, tests: false }, sequencer: SlowFirstSequencer },
    typecheck: { enabled: false },
  },
})
