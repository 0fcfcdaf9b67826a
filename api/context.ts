import type { Logger } from 'pino';
import type { Connector } from '../connectors/connector.js';
import type { Landscape } from '../landscape/landscape.js';
import type { AuditEntry, Store } from '../store/store.js';
import type { Systems } from './systems/systems.js';
import type { Temporal } from './temporal.js';

/** What routes and the forwarder work with. */
export interface ApiContext {
  landscape: Landscape;
  store: Store;
  temporal: Temporal;
  /** By folder name. */
  connectors: ReadonlyMap<string, Connector>;
  /** For reads of callers who wait; runs go over their queues. */
  systems: Systems;
  logger: Logger;
  /** Tells the forwarder that there is something to forward. */
  wake(): void;
}

export const audit = (context: ApiContext, entry: Omit<AuditEntry, 'at'>): Promise<void> =>
  context.store.audit.append({ at: new Date().toISOString(), ...entry });
