/** One request as it arrived, whatever became of it. */
export interface SeenRequest {
  method: string
  path: string
  query: Record<string, string>
  /** Names in lower case. */
  headers: Record<string, string>
  /** JSON as parsed; a form as `{ field: value }` with files as {@link SeenFile}; other text as it is. */
  body: unknown
  /** ISO time. */
  at: string
  /** The fault it met. */
  fault?: unknown
  /** The status answered; absent when the connection was cut instead. */
  status?: number
}

export interface SeenFile {
  file: string
  mediaType: string
  size: number
}

/** One piece of paid work the vendor took on. */
export interface AcceptedRequest {
  /** Method and path as the vendor documents it, e.g. `POST /v1/text_to_video`. */
  route: string
  model?: string
  /** The vendor's id of the task, or a made-up one where the vendor gives none. */
  id: string
  body: unknown
  /** ISO time. */
  at: string
}

export class CallLog {
  readonly requests: SeenRequest[] = []
  readonly accepted: AcceptedRequest[] = []

  clear(): void {
    this.requests.length = 0
    this.accepted.length = 0
  }
}
