import { defaultReconciliation } from './reconciliation-settings.js';
import type { Settings } from './settings.js';

/** Every default of a plant's policy; a landscape's `defaults` and its plants override them one by one. */
export const defaultSettings: Settings = {
  calls: {
    scheduleToStart: '30s',
    heartbeat: '5s',
    read: '10s',
    keyed: '30s',
    unkeyed: '60s',
    absentGap: '2m',
  },
  // domain: retry classes for reads, idempotent calls, locks, outages
  retry: {
    read: { initial: '1s', factor: 2, max: '30s' },
    keyed: { initial: '2s', factor: 2, max: '2m' },
    lock: { initial: '5s', factor: 1.5, max: '60s', attempts: 20 },
    outage: { initial: '30s', factor: 2, max: '15m' },
  },
  production: {
    overTolerancePct: '5',
    underTolerancePct: '0',
    plausibilityPct: '5',
    markDispatched: false,
    answerProbeAfter: '5m',
    answerEscalateAfter: '15m',
    masterRecheck: '5m',
    overduePct: '10',
    drainEscalateAfter: '8h',
    orphanWindow: '30m',
    orphanRecheck: '1m',
    parkedRecheck: '30m',
    parkLimit: { lines: 20, value: '25000' },
    continueAsNewAfterEvents: 1_000,
    sequenceGapFetchAfter: '2m',
    sequenceGapEscalateAfter: '30m',
    lateLinger: '5m',
  },
  // domain: ship-to-cash steps and their limits
  shipping: {
    holdRecheck: '15m',
    cutOffLead: '1h',
    warehouseProbe: '15m',
    tenderAnswer: '2h',
    tenderProbe: '10m',
    freightTolerancePct: '15',
    trackingPoll: '2h',
    deliveryLate: '1d',
    billingWithin: '1h',
    billingRecheck: '5m',
    revenueTriggers: {},
  },
  // domain: procure-to-receive steps and their limits
  receiving: {
    orderAnswer: '2d',
    orderRecheck: '15m',
    inboundLate: '4h',
    receiptProbe: '15m',
    decisionWithin: '2d',
    decisionProbe: '1h',
    putAwayWithin: '12h',
  },
  // domain: item and engineering change
  changes: {
    notice: '2d',
    ownerRecheck: '1h',
    useUpRecheck: '1h',
    holdRecheck: '1h',
    rollbackWindow: '14d',
    firstLotRecheck: '4h',
  },
  reconciliation: defaultReconciliation,
  // domain: error taxonomy, first response by owner; an operator has an unknown outcome for 15 minutes
  responseTimes: {
    planner: '30m',
    supervisor: '30m',
    operator: '15m',
    inventory: '30m',
    quality: '1h',
    logistics: '1h',
    buyer: '4h',
    finance: '4h',
    'master-data': '4h',
  },
  owners: {},
};
