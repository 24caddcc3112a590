/** One step of a job, with a full snapshot: whoever keeps the highest sequence knows all. */
export interface JobEvent {
  /** 1, 2, 3 … without gaps. */
  sequence: number
  /** `job.` and the stage it came to. */
  type: string
  data: Record<string, unknown>
  created_at: string
}
