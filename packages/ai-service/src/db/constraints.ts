/** One job for each task of a vendor: who is refused by this unique index named a task that another one has. */
export const ATTEMPT_VENDOR_TASK = 'attempt_vendor_task'
