import type { Footprint } from './footprint.ts'

/** The most that a package may weigh, about a tenth above what it does: who adds more changes the number here, and says why. */
const BUDGETS: Readonly<Record<string, Footprint>> = {
  '@jointo/http-base': { archive: 1, dependencies: 1, installed: 1 },
}

/** What is too much, one line each. */
export function overBudget(name: string, footprint: Footprint): string[] {
  const budget = BUDGETS[name]
  if (budget === undefined) return [`${name} has no budget in tooling/packaging/src/publish/budget.ts`]
  return (['archive', 'dependencies', 'installed'] as const)
    .filter((part) => footprint[part] > budget[part])
    .map((part) => `${name}: ${part} is ${footprint[part]}, more than ${budget[part]}`)
}
