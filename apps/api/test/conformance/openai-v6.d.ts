// The parts that the tests call are the same in both versions: one driver is written for both, and run with each.
declare module 'openai-v6' {
  export * from 'openai'
  export { default } from 'openai'
}
