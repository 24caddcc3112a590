export { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './start.ts'
export type { Behaviour, Flow, Cut } from './behaviour.ts'
export type { ReplyCut } from './reply-cuts.ts'
