import { library } from '@jointo/build'

export default library()
