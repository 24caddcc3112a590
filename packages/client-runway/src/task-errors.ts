import { JointoError } from '@jointo/http-base'

/** `task_failed`: what was waited for ended as FAILED or CANCELLED: a task, a run, a session, a voice or an avatar. */
export class TaskFailedError extends JointoError {
  override readonly name = 'TaskFailedError'
  readonly taskId: string
  /** Runway's code, such as `SAFETY.INPUT.TEXT`. The set is open. */
  readonly failureCode: string | undefined

  constructor({ id, status, failure, failureCode }: FailedThing, what = 'task') {
    super(`${what} ${id} ended as ${status}${failure === undefined ? '' : `: ${failure}`}`, {
      code: 'task_failed',
      retryable: false,
    })
    this.taskId = id
    this.failureCode = failureCode
  }
}

export interface FailedThing {
  id: string
  status: string
  failure?: string | undefined
  failureCode?: string | undefined
}

const MAX_CODE_LENGTH = 100

/** The vendor's words, fit for an error. */
export function cleanFailure(thing: FailedThing, clean: (text: string) => string): FailedThing {
  const { id, status, failure, failureCode } = thing
  return {
    id,
    status,
    failure: failure === undefined ? undefined : clean(failure),
    failureCode: failureCode === undefined ? undefined : clean(failureCode).slice(0, MAX_CODE_LENGTH),
  }
}
