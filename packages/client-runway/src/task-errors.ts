import { JointoError } from '@jointo/http-base'

/** `task_failed`: what was waited for ended as FAILED or CANCELLED: a task, a run, a session, a voice or an avatar. */
export class TaskFailedError extends JointoError {
  override readonly name = 'TaskFailedError'
  readonly taskId: string
  /** Runway's code, such as `SAFETY.INPUT.TEXT`. The set is open. */
  readonly failureCode: string | undefined

  constructor(
    task: {
      id: string
      status: string
      failure?: string | undefined
      failureCode?: string | undefined
    },
    what = 'task',
  ) {
    super(
      `${what} ${task.id} ended as ${task.status}${task.failure === undefined ? '' : `: ${task.failure}`}`,
      {
        code: 'task_failed',
        retryable: false,
      },
    )
    this.taskId = task.id
    this.failureCode = task.failureCode
  }
}
