import { JointoError } from '@jointo/http-base'

/** `task_failed`: the task ended as FAILED or CANCELLED. */
export class TaskFailedError extends JointoError {
  override readonly name = 'TaskFailedError'
  readonly taskId: string
  /** Runway's code, such as `SAFETY.INPUT.TEXT`. The set is open. */
  readonly failureCode: string | undefined

  constructor(task: {
    id: string
    status: string
    failure?: string | undefined
    failureCode?: string | undefined
  }) {
    super(`task ${task.id} ended as ${task.status}${task.failure === undefined ? '' : `: ${task.failure}`}`, {
      code: 'task_failed',
      retryable: false,
    })
    this.taskId = task.id
    this.failureCode = task.failureCode
  }
}
