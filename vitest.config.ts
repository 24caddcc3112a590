export { workspace as default } from '@jointo/vitest-config'
