/** What kind of definition changes, in the order in which one depends on another. */
export const definitionEntities = ['uom', 'item', 'lot-rule', 'bom', 'routing', 'pack'] as const;
export type DefinitionEntity = (typeof definitionEntities)[number];

/** What becomes of stock and of work that was begun with the old revision. */
export type Disposition = 'USE_UP' | 'REWORK' | 'SCRAP' | 'RUN_OUT_DATE' | 'CUSTOMER_APPROVAL';

/** One definition as it is to be: all of it, with what was there before for each field that changes. */
export interface ChangedDefinition {
  entity: DefinitionEntity;
  id: string;
  /** The version that it replaces; none where it is new. */
  from?: string;
  to: string;
  fields: { name: string; from?: string; to: string }[];
  /** Of version and fields, as the owner reckons it. */
  hash: string;
  /** What single targets may be told beside it; nothing depends on them. */
  extensions?: Record<string, string>;
}

/**
 * A change of an item's definitions, as its owner holds it (system of record: PLM or ERP). Always the whole of it: a
 * higher version replaces all that a lower one said.
 */
export interface EngineeringChange {
  company: string;
  changeNo: string;
  version: number;
  status: 'DRAFT' | 'RELEASED' | 'WITHDRAWN' | 'SUPERSEDED';
  supersededBy?: string;
  item: string;
  fromRevision: string;
  toRevision: string;
  disposition?: Disposition;
  /** What is used up before the change starts, where that is its disposition. */
  useUpItem?: string;
  plants: ChangedPlant[];
  definitions: ChangedDefinition[];
}

export interface ChangedPlant {
  plant: string;
  /** On the plant's clock, `2026-04-06T00:00:00`; of what is used up first, the latest start. */
  effectiveFrom: string;
  /** The owner itself has it for this plant. */
  ready: boolean;
}

/** An order that is not finished, with the revision that it was made for. */
export interface OpenOrder {
  orderNo: string;
  bomRevision: string;
  released: boolean;
  /** Instant, UTC. */
  scheduledStart: string;
}

/** How a change stands in a system that was told of it. */
export type TargetStanding = 'OPEN' | 'ACKNOWLEDGED' | 'REJECTED' | 'STALE' | 'ACTIVE' | 'WITHDRAWN';
