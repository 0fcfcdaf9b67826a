import type { DefinitionEntity } from '../entities/engineering-change.js';
import type { Posted, Posting, Read } from './calls.js';

export interface ChangeRef {
  plant: string;
  changeNo: string;
  changeVersion: number;
}

/** One definition, to be kept beside the one in use until its change is activated. */
export interface DefinitionMessage extends ChangeRef {
  entity: DefinitionEntity;
  id: string;
  version: string;
  /** Instant, UTC. */
  effectiveFrom: string;
  fields: Record<string, string>;
  hash: string;
  extensions?: Record<string, string>;
}

export interface StandingDefinition {
  entity: DefinitionEntity;
  id: string;
  version: string;
  /** Of what the target has, as it reckons it. */
  hash: string;
}

/** How a change stands in a target; after a posting, and read back. */
export interface ChangeStanding extends Posted {
  changeVersion: number;
  status: 'STAGED' | 'ACTIVE' | 'WITHDRAWN';
  definitions: StandingDefinition[];
  /** The first lot that was made by it. */
  firstLot?: string;
}

/** What a system that works by an item's definitions must be able to do. */
export interface ChangeTarget {
  readChange: Read<{ plant: string; changeNo: string }, ChangeStanding | null>;
  /** Changes nothing that is in use. Refused with `B-CHANGE-REJECTED`, and an older version with `B-CHANGE-STALE`. */
  distributeDefinition: Posting<DefinitionMessage, ChangeStanding>;
  activateChange: Posting<ChangeRef, ChangeStanding>;
  /**
   * What was before stands again, whether the change was in use or not; one that never came counts as withdrawn.
   * Refused with `B-REVISION-PRODUCED` once a lot was made by it.
   */
  withdrawChange: Posting<ChangeRef & { reason: string }, Posted>;
}
