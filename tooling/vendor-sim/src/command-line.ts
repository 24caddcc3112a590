import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { SimOptions } from './sim.ts'

export const HELP = `Simulators of Runway, Stability and AIHubMix on one port.

Usage: pnpm --filter @jointo/vendor-sim start [options]

  --port <number>          VENDOR_SIM_PORT, default 8790; 0 takes any free port
  --host <address>         VENDOR_SIM_HOST, default 127.0.0.1
  --task-seconds <number>  VENDOR_SIM_TASK_SECONDS, default 5: how long a video or other task takes
  --help                   this text

Keys: any, except those containing "wrong" (401) or "broke" (no balance).
Prompts: [[refuse]] is refused by moderation, [[fail]] fails, [[blur]] is blurred (Stability),
[[link]] lies behind an address (AIHubMix).
Faults: POST /_sim/faults {"vendor":"runway","fault":{"status":503},"match":{"path":"/v1/tasks"}}
Logs: GET /_sim/accepted, GET /_sim/requests. Start over: POST /_sim/reset.`

export type Command =
  | { kind: 'help' }
  | { kind: 'wrong'; problem: string }
  | { kind: 'run'; options: SimOptions }

const optionsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(8790),
  host: z.string().min(1).default('127.0.0.1'),
  'task-seconds': z.coerce.number().min(0).default(5),
})

/** Flags win over the environment. */
export function readCommandLine(args: string[], environment: Record<string, string | undefined>): Command {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'task-seconds': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { kind: 'help' }
    const given = {
      port: values.port ?? readVariable(environment.VENDOR_SIM_PORT),
      host: values.host ?? readVariable(environment.VENDOR_SIM_HOST),
      'task-seconds': values['task-seconds'] ?? readVariable(environment.VENDOR_SIM_TASK_SECONDS),
    }
    const parsed = optionsSchema.safeParse(given)
    if (!parsed.success) return { kind: 'wrong', problem: z.prettifyError(parsed.error) }
    const { port, host, 'task-seconds': taskSeconds } = parsed.data
    return { kind: 'run', options: { port, host, taskSeconds } }
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}

const readVariable = (text: string | undefined): string | undefined => text?.trim() || undefined
