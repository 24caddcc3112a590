import { defineConfig, type UserConfig } from 'tsdown'

const shared = {
  format: 'esm',
  fixedExtension: false,
  platform: 'node',
  target: 'node22',
  sourcemap: true,
} satisfies UserConfig

/** A published package: ESM, declarations, and the packed result checked by publint and attw, whose warnings fail it. */
export function library(entry: string[] = ['src/index.ts']): UserConfig {
  return defineConfig({
    ...shared,
    entry,
    dts: { sourcemap: false },
    publint: { strict: true },
    attw: { profile: 'esm-only', level: 'error' },
  })
}

/** An app: one entry to run, one to import in tests. */
export function application(): UserConfig {
  return defineConfig({ ...shared, entry: ['src/main.ts', 'src/index.ts'], dts: false })
}
