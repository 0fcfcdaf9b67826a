import type { ErrorCode } from './errors.js';
import type { Incoterm } from './entities/sales-order.js';
import type { Milestone } from './entities/load.js';
import type { Capability } from './ports.js';
import type { ReconciliationPolicy } from './entities/reconciliation.js';
import type { Decimal } from './quantity.js';
import type { Role } from './roles.js';

export interface Backoff {
  initialMs: number;
  factor: number;
  maxMs: number;
}

/** A system, and the task queue that carries its limits and holds. */
export interface ServedBy {
  id: string;
  queue: string;
}

/**
 * Everything of the landscape that a run at one plant needs, handed over in its input: read from a changed
 * landscape later, it would break the replay of runs in flight.
 */
export interface PlantPolicy {
  company: string;
  plant: string;
  /** IANA zone; posting and document dates are days of the plant. */
  zone: string;
  /** Which system serves what here. */
  systems: Record<'erp' | 'mes' | 'wms', ServedBy> & Partial<Record<Capability, ServedBy>>;
  calls: {
    /** After this time in a queue that nobody serves, the run shows what it is blocked on. */
    scheduleToStartMs: number;
    heartbeatMs: number;
    readMs: number;
    keyedMs: number;
    unkeyedMs: number;
    /** An "absent" counts only when read this long after the last moment a send may have been under way. */
    absentGapMs: number;
  };
  retry: { read: Backoff; keyed: Backoff; lock: Backoff & { attempts: number }; outage: Backoff };
  production: {
    overTolerancePct: Decimal;
    /** So much of an order may be left open when it is reported complete. */
    underTolerancePct: Decimal;
    plausibilityPct: Decimal;
    /** Whether the ERP is told that the MES has the order. */
    markDispatched: boolean;
    answerProbeAfterMs: number;
    answerEscalateAfterMs: number;
    /** How long a missing master is looked for again without an event. */
    masterRecheckMs: number;
    /** Past the scheduled end by this share of the scheduled duration. */
    overduePct: Decimal;
    drainEscalateAfterMs: number;
    orphanWindowMs: number;
    orphanRecheckMs: number;
    parkedRecheckMs: number;
    parkLimit: { lines: number; value: Decimal };
    continueAsNewAfterEvents: number;
    /** A report that is missing in the sequence is awaited so long, then fetched from the MES. */
    sequenceGapFetchAfterMs: number;
    /** Still missing then, it is a person's. */
    sequenceGapEscalateAfterMs: number;
    /** How long a mailbox that a late report has opened stays open for the next one. */
    lateLingerMs: number;
  };
  shipping: {
    /** Credit, export, blocks and missing stock are looked at again without an event. */
    holdRecheckMs: number;
    /** Picking should be done this long before the planned goods issue. */
    cutOffLeadMs: number;
    /** The warehouse order is read again without an event. */
    warehouseProbeMs: number;
    /** How long a carrier has to answer an offer. */
    tenderAnswerMs: number;
    /** How often a carrier's answer is looked for without an event. */
    tenderProbeMs: number;
    /** Beyond the lowest price quoted, a person approves it. */
    freightTolerancePct: Decimal;
    trackingPollMs: number;
    /** After the expected arrival, or after the pickup with no expected arrival. */
    deliveryLateMs: number;
    /** How long billing may take once nothing stands against it. */
    billingWithinMs: number;
    billingRecheckMs: number;
    /** What the landscape says otherwise than Incoterms 2020. */
    revenueTriggers: Partial<Record<Incoterm, Milestone | 'GOODS_ISSUE'>>;
  };
  receiving: {
    /** How long a supplier has to answer an order. */
    orderAnswerMs: number;
    /** An order that waits for something in the ERP is looked at again without an event. */
    orderRecheckMs: number;
    /** After the announced arrival. */
    inboundLateMs: number;
    /** The warehouse's receipt is read again without an event. */
    receiptProbeMs: number;
    /** How long quality management has to decide. */
    decisionWithinMs: number;
    decisionProbeMs: number;
    /** From the arrival to the shelf. */
    putAwayWithinMs: number;
  };
  changes: {
    /** A change that starts sooner is approved by a person. */
    noticeMs: number;
    /** The change is read again from its owner without an event. */
    ownerRecheckMs: number;
    /** How often it is looked whether the old stock is used up. */
    useUpRecheckMs: number;
    /** What stands against a change is looked at again without a person. */
    holdRecheckMs: number;
    /** How long after its start a change can be taken back, where nothing is made by it. */
    rollbackWindowMs: number;
    /** How often the first lot is looked for without an event. */
    firstLotRecheckMs: number;
  };
  reconciliation: {
    /** The warehouse's places that are compared, and the ERP's storage location that each belongs to. */
    locations: Record<string, string>;
    /** Places of the warehouse that are not compared: the lines, doors, differences. */
    notCompared: string[];
    /** For these a person answers for every correction. */
    regulated: string[];
    /** How long stock that differs has to arrive, before it is read again. */
    settleMs: number;
    /** How often a snapshot or a count is looked for without an event, and a key that is in doubt is read again. */
    probeMs: number;
    snapshotWithinMs: number;
    countWithinMs: number;
    /** Days on which nobody works, `yyyy-mm-dd`. */
    daysOff: string[];
    rules: ReconciliationPolicy;
    /** When it begins by itself, on the plant's clock. */
    schedule?: { at: { hour: number; minute: number }[]; catchupWindowMs: number };
  };
  /** First response time by owner. */
  responseMs: Partial<Record<Role, number>>;
  /** Owners that differ here from the code's usual one. */
  owners: Partial<Record<ErrorCode, Role>>;
}

/** @throws RangeError where no system serves it at this plant: a process asks before it calls */
export function servedBy({ plant, systems }: Pick<PlantPolicy, 'plant' | 'systems'>, capability: Capability): ServedBy {
  const system = systems[capability];
  if (!system) throw new RangeError(`plant ${plant} has no system for ${capability}`);
  return system;
}
