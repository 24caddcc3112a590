import { library } from '@jointo/build'

export default library(['src/index.ts', 'src/schema.ts', 'src/prometheus.ts'])
