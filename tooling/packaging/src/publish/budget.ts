import type { Footprint } from './footprint.ts'

/** The most that a package may weigh, about a tenth above what it does: who adds more changes the number here, and says why. */
const BUDGETS: Readonly<Record<string, Footprint>> = {
  '@jointo/http-base': { archive: 95_000, dependencies: 28, installed: 11_000_000 },
  '@jointo/client-stability': { archive: 50_000, dependencies: 30, installed: 11_000_000 },
  '@jointo/client-runway': { archive: 95_000, dependencies: 29, installed: 11_000_000 },
  '@jointo/client-aihubmix': { archive: 105_000, dependencies: 29, installed: 11_000_000 },
  '@jointo/providers': { archive: 350_000, dependencies: 34, installed: 21_000_000 },
  '@jointo/ai-service': { archive: 460_000, dependencies: 95, installed: 67_000_000 },
}

/** One line of a table: what it weighs, of what it may. */
export function tellFootprint(name: string, footprint: Footprint): string {
  const budget = BUDGETS[name]
  const part = (key: keyof Footprint, unit: number, digits = 0): string =>
    `${(footprint[key] / unit).toFixed(digits)} of ${budget === undefined ? '?' : (budget[key] / unit).toFixed(digits)}`
  return `${name.padEnd(24)} ${part('archive', 1e3)} kB to download, ${part('dependencies', 1)} dependencies, ${part('installed', 1e6, 1)} MB installed`
}

/** What is too much, one line each. */
export function overBudget(name: string, footprint: Footprint): string[] {
  const budget = BUDGETS[name]
  if (budget === undefined) return [`${name} has no budget in tooling/packaging/src/publish/budget.ts`]
  return (['archive', 'dependencies', 'installed'] as const)
    .filter((part) => footprint[part] > budget[part])
    .map((part) => `${name}: ${part} is ${footprint[part]}, more than ${budget[part]}`)
}
