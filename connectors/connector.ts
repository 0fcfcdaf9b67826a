import type { ZodType } from 'zod';
import type { EventData, EventType } from '../contracts/events.js';
import type { Capability, Ports } from '../contracts/ports.js';

/** A vendor's event put into our words; its payload is checked afterwards against contracts/events.schema.ts. */
export interface TranslatedEvent {
  type: EventType;
  /** Where the vendor says it; else the plant that the sending system serves. */
  plant?: string;
  data: EventData[EventType] | Record<string, unknown>;
}

/** What arrives: the attributes of a CloudEvent that a translation may look at. */
export interface VendorEvent {
  type: string;
  subject?: string;
  plant?: string;
  data: unknown;
}

/**
 * A product that Headrace can talk to. Each folder in connectors/ exports one as default from its index.ts;
 * that is all it takes to add one.
 */
export interface Connector<C extends Capability = Capability, Config = unknown> {
  capability: C;
  /** Checks the system's part of the landscape. */
  config: ZodType<Config>;
  /** `id` is the system's name in documents and errors. */
  create(id: string, config: Config): Ports[C];
  /** Undefined: not an event for us. @throws with a pointer when it is one, but cannot be understood */
  translate?(event: VendorEvent, config: Config): TranslatedEvent | undefined;
}

export const defineConnector = <C extends Capability, Config>(connector: Connector<C, Config>): Connector<C, Config> =>
  connector;
