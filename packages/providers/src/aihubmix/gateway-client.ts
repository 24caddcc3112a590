import { AIHubMixClient } from '@jointo/client-aihubmix'
import type { CallOptions, StreamReply } from '@jointo/http-base'

/** The client, able to open the addresses that stand in its answers. */
export class GatewayClient extends AIHubMixClient {
  /** Without our key, which presigned addresses refuse. */
  async openLink(address: string, options?: CallOptions): Promise<StreamReply> {
    return this.openUrl(address, options)
  }
}
