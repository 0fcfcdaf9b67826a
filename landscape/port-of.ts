import type { Connector } from '../connectors/connector.js';
import type { Capability, Ports } from '../contracts/ports.js';
import type { SystemConfig } from './landscape.js';

/**
 * A system of the landscape, ready to be called as what it serves.
 * @throws Error when it serves something else, or nothing here speaks to its product
 */
export function portOf<C extends Capability>(
  { id, capability: serves, connector: name, config }: SystemConfig,
  connectors: ReadonlyMap<string, Connector>,
  capability: C,
): Ports[C] {
  if (serves !== capability) throw new Error(`system ${id} is for ${serves}, not for ${capability}`);
  const connector = connectors.get(name);
  if (!connector) throw new Error(`system ${id}: there is no connector ${name}`);
  return connector.create(id, config) as Ports[C];
}
