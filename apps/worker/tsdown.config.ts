import { application } from '@jointo/build'

export default application()
