/** Everything slower by this factor, for machines that are busy with other things: waits and durations keep their ratio. */
export const SLOWER = Number(process.env['BENCH_SLOWER'] ?? 1)
export const INTERVAL_MS = 5_000 * SLOWER
