export {
  startAIHubMixSim,
  startRunwaySim,
  startStabilitySim,
  startVendorSim,
  type VendorSims,
} from './start.ts'
export type { SimOptions, VendorSim } from './sim.ts'
export { failTask, type Fault, type FaultMatch, type Faults, type TaskScript } from './faults.ts'
export type { AcceptedRequest, SeenFile, SeenRequest } from './call-log.ts'
export { startStandaloneSim, type VendorName } from './standalone.ts'
export type { RunningServer } from './server.ts'
