export { isJointoError, JointoError, type Disposition, type RequestPhase } from './errors.ts'
export { silentLogger, type Logger } from './logger.ts'
