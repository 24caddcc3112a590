import type { CallOptions } from '@jointo/http-base'
import type { Handle, StatusResult } from '../spec/generation.ts'
import type { GatewayClient } from './gateway-client.ts'
import { taskRoute } from './mapper.ts'
import { toPredictionStatus, toStatus, toTaskStatus } from './status.ts'

/** One look at a task, on the route of its model. */
export async function lookAt(
  client: GatewayClient,
  { kind, model, vendorTaskId }: Handle,
  options: CallOptions,
  pollAfterMs: number,
): Promise<StatusResult> {
  const { native, predictions } = client
  switch (taskRoute(kind, model)) {
    case 'videos':
      return toStatus(vendorTaskId, await client.getVideoStatus(vendorTaskId, options), pollAfterMs)
    case 'native-videos':
      return toTaskStatus(await native.getVideo(vendorTaskId, options), 'video', pollAfterMs)
    case 'native-images':
      return toTaskStatus(await native.getImage(vendorTaskId, options), 'picture', pollAfterMs)
    case 'predictions':
      return toPredictionStatus(await predictions.getPrediction(vendorTaskId, options), pollAfterMs)
  }
}
