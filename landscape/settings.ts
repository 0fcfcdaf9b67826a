import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../contracts/errors.js';
import { roles } from '../contracts/roles.js';
import { decimal, duration } from './durations.js';
import { reconciliation } from './reconciliation-settings.js';

const backoffShape = { initial: duration, factor: z.number().min(1).max(10), max: duration };
const backoff = z
  .strictObject(backoffShape)
  .transform(({ initial, factor, max }) => ({ initialMs: initial, factor, maxMs: max }));
const lockBackoff = z
  .strictObject({ ...backoffShape, attempts: z.int().positive().max(1_000) })
  .transform(({ initial, factor, max, attempts }) => ({ initialMs: initial, factor, maxMs: max, attempts }));

const calls = z
  .strictObject({
    scheduleToStart: duration,
    heartbeat: duration,
    read: duration,
    keyed: duration,
    unkeyed: duration,
    absentGap: duration,
  })
  .transform((call) => ({
    scheduleToStartMs: call.scheduleToStart,
    heartbeatMs: call.heartbeat,
    readMs: call.read,
    keyedMs: call.keyed,
    unkeyedMs: call.unkeyed,
    absentGapMs: call.absentGap,
  }));

const production = z
  .strictObject({
    overTolerancePct: decimal,
    underTolerancePct: decimal,
    plausibilityPct: decimal,
    markDispatched: z.boolean(),
    answerProbeAfter: duration,
    answerEscalateAfter: duration,
    masterRecheck: duration,
    overduePct: decimal,
    drainEscalateAfter: duration,
    orphanWindow: duration,
    orphanRecheck: duration,
    parkedRecheck: duration,
    parkLimit: z.strictObject({ lines: z.int().positive().max(1_000), value: decimal }),
    continueAsNewAfterEvents: z.int().positive().max(5_000),
    sequenceGapFetchAfter: duration,
    sequenceGapEscalateAfter: duration,
    lateLinger: duration,
  })
  .transform(
    ({
      answerProbeAfter,
      answerEscalateAfter,
      masterRecheck,
      drainEscalateAfter,
      orphanWindow,
      orphanRecheck,
      parkedRecheck,
      sequenceGapFetchAfter,
      sequenceGapEscalateAfter,
      lateLinger,
      ...same
    }) => ({
      ...same,
      answerProbeAfterMs: answerProbeAfter,
      answerEscalateAfterMs: answerEscalateAfter,
      masterRecheckMs: masterRecheck,
      drainEscalateAfterMs: drainEscalateAfter,
      orphanWindowMs: orphanWindow,
      orphanRecheckMs: orphanRecheck,
      parkedRecheckMs: parkedRecheck,
      sequenceGapFetchAfterMs: sequenceGapFetchAfter,
      sequenceGapEscalateAfterMs: sequenceGapEscalateAfter,
      lateLingerMs: lateLinger,
    }),
  );

const incoterms = ['EXW', 'FCA', 'CPT', 'CIP', 'FAS', 'FOB', 'CFR', 'CIF', 'DAP', 'DPU', 'DDP'] as const;
const triggers = ['GOODS_ISSUE', 'PICKED_UP', 'DEPARTED', 'ON_BOARD', 'ARRIVED', 'DELIVERED', 'UNLOADED'] as const;

const shipping = z
  .strictObject({
    holdRecheck: duration,
    cutOffLead: duration,
    warehouseProbe: duration,
    tenderAnswer: duration,
    tenderProbe: duration,
    freightTolerancePct: decimal,
    trackingPoll: duration,
    deliveryLate: duration,
    billingWithin: duration,
    billingRecheck: duration,
    revenueTriggers: z.partialRecord(z.enum(incoterms), z.enum(triggers)),
  })
  .transform(({ freightTolerancePct, revenueTriggers, ...durations }) => ({
    freightTolerancePct,
    revenueTriggers,
    holdRecheckMs: durations.holdRecheck,
    cutOffLeadMs: durations.cutOffLead,
    warehouseProbeMs: durations.warehouseProbe,
    tenderAnswerMs: durations.tenderAnswer,
    tenderProbeMs: durations.tenderProbe,
    trackingPollMs: durations.trackingPoll,
    deliveryLateMs: durations.deliveryLate,
    billingWithinMs: durations.billingWithin,
    billingRecheckMs: durations.billingRecheck,
  }));

const receiving = z
  .strictObject({
    orderAnswer: duration,
    orderRecheck: duration,
    inboundLate: duration,
    receiptProbe: duration,
    decisionWithin: duration,
    decisionProbe: duration,
    putAwayWithin: duration,
  })
  .transform((durations) => ({
    orderAnswerMs: durations.orderAnswer,
    orderRecheckMs: durations.orderRecheck,
    inboundLateMs: durations.inboundLate,
    receiptProbeMs: durations.receiptProbe,
    decisionWithinMs: durations.decisionWithin,
    decisionProbeMs: durations.decisionProbe,
    putAwayWithinMs: durations.putAwayWithin,
  }));

const changes = z
  .strictObject({
    notice: duration,
    ownerRecheck: duration,
    useUpRecheck: duration,
    holdRecheck: duration,
    rollbackWindow: duration,
    firstLotRecheck: duration,
  })
  .transform((durations) => ({
    noticeMs: durations.notice,
    ownerRecheckMs: durations.ownerRecheck,
    useUpRecheckMs: durations.useUpRecheck,
    holdRecheckMs: durations.holdRecheck,
    rollbackWindowMs: durations.rollbackWindow,
    firstLotRecheckMs: durations.firstLotRecheck,
  }));

/** What can be set for all plants under `defaults`, and for one plant; complete once the defaults are merged in. */
export const settings = z
  .strictObject({
    calls,
    retry: z.strictObject({ read: backoff, keyed: backoff, lock: lockBackoff, outage: backoff }),
    production,
    shipping,
    receiving,
    reconciliation,
    changes,
    responseTimes: z.partialRecord(z.enum(roles), duration),
    owners: z.partialRecord(z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]), z.enum(roles)),
  })
  .transform(({ responseTimes, ...same }) => ({ ...same, responseMs: responseTimes }));

export type Settings = z.input<typeof settings>;
