import type { Deployment } from '../deployment/deployment.ts'
import type { Receiver } from '../load/receiver.ts'
import type { Random } from '../random.ts'

export interface FaultContext {
  deployment: Deployment
  receiver: Receiver
  random: Random
}

/** One thing that goes wrong. Resolves when it is over and whatever died is back. */
export interface Fault {
  name: string
  run(context: FaultContext): Promise<void>
}
