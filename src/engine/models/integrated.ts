import type { Network } from './network';
import type { NetworkIntegration } from './network-integration';

/** A network whose logits are weighted sums over its modalities. */
export type IntegratedNetwork = Network & { readonly integration: NetworkIntegration };

export function isIntegrated(network: Network): network is IntegratedNetwork {
  return network.integration !== undefined;
}
