import type { TransitionName } from '../../src/jobs/machine.ts'
import { SWEPT } from './all-moves.ts'
import type { Design } from './design.ts'
import { evidenceOf } from './submit-moves.ts'
import { IDLE, type Worker, type World } from './world.ts'

/**
 * A worker whose every write will be refused by its guard has nothing more to do: whether it tries is no difference. Judged
 * by the design at hand, so a design with weaker guards keeps its late workers.
 */
export function forgetTheRefused(design: Design, world: World): void {
  if (design.habits.ignoresState.length > 0) return
  for (const worker of world.workers) {
    const writes = worker.frozen ? undefined : writesOf(design, worker)
    if (writes?.every((name) => isRefused(design, world, worker, name)) === true) Object.assign(worker, IDLE)
  }
}

/** A number that is not there any more may be given again. */
function isRefused({ transitions }: Design, world: World, worker: Worker, name: TransitionName): boolean {
  const { guard } = transitions[name]
  return (
    (guard === 'fence' && !worker.fenced) || (guard === 'attempt' && worker.attempt < world.attempts.length)
  )
}

/** Undefined where more than these writes is to come. */
function writesOf(design: Design, worker: Worker): readonly TransitionName[] | undefined {
  switch (worker.doing) {
    case 'sweeping':
      return worker.knows === 'unknown_window_over'
        ? design.policy.whenOver
        : SWEPT.filter((name) => name === worker.knows)
    case 'answered':
      // A task id is written down in any case.
      return worker.knows === 'accepted' ? undefined : design.evidence[evidenceOf(worker)]
    case 'kept':
      return design.evidence.received
    case 'storing':
    case 'fetched':
      return [design.notes.store_later, design.notes.move_deadline].every(({ guard }) => guard === 'fence')
        ? ['stored', 'result_lost']
        : undefined
    default:
      return undefined
  }
}
