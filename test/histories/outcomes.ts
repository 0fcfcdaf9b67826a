import type { OrderToProductionState } from '../../contracts/processes/order-to-production.js';
import type { ProductionToInventoryState } from '../../contracts/processes/production-to-inventory.js';
import type { Condition } from '../../contracts/view.js';
import { engineeringChange } from './change-outcomes.js';
import { inboundDelivery, procureToReceive } from './buying-outcomes.js';
import { outboundDelivery, shipToCash } from './shipping-outcomes.js';
import { inventoryReconciliation, reconciliationCase } from './stock-outcomes.js';

/** How a run stands when its history is saved. */
export interface Outcome<State extends string = string> {
  state: State;
  condition: Condition;
  /** Of runs that continued as new: the first one, or the first one that fetched events; the last one unless told. */
  which?: 'first' | 'fetching';
  /** Nothing else may be played meanwhile. */
  alone?: true;
}

const closed = { state: 'CLOSED', condition: 'DONE' } as const;
const cancelled = { state: 'CANCELLED', condition: 'DONE' } as const;
const awaitingAnswer = { state: 'AWAITING_ACK', condition: 'WAITING' } as const;
const inExecution = { state: 'IN_EXECUTION', condition: 'WAITING' } as const;
const closedShort = { state: 'CANCELLED_PARTIAL', condition: 'DONE' } as const;
const acknowledged = { state: 'ACKNOWLEDGED', condition: 'WAITING' } as const;

const orderToProduction = {
  'closed': closed,
  'closed-short': closedShort,
  'closed-short-without-answer-and-reports': closedShort,
  'left-open-then-made': closed,
  'changed-when-complete': closed,
  'closed-with-what-is-posted': closed,
  'continued-as-new': { state: 'IN_EXECUTION', condition: 'RUNNING', which: 'first' },
  'begun-anew': closed,
  'changed-while-the-answer-is-awaited': acknowledged,
  'changed-before-it-has-started': acknowledged,
  'changed-in-data-hold': awaitingAnswer,
  'changed-in-execution': inExecution,
  'rejected-after-accepted': acknowledged,
  'change-below-reported': { state: 'CHANGE_DECISION', condition: 'EXCEPTION' },
  'set-to-reported': closed,
  'set-to-reported-by-the-mes': inExecution,
  'change-kept-out': inExecution,
  'change-closed-short': closedShort,
  'new-recipe-kept-out': inExecution,
  'new-recipe-refused-then-kept-out': inExecution,
  'new-recipe-refused-then-closed-short': closedShort,
  'cancelled-while-a-change-is-decided': { state: 'CANCEL_DECISION', condition: 'EXCEPTION' },
  'let-finish': closed,
  'cancelled': cancelled,
  'cancelled-after-an-untold-start': { state: 'CANCEL_DECISION', condition: 'EXCEPTION' },
  'cancelled-by-a-person': cancelled,
  'cancelled-in-temporal': cancelled,
  'cancelled-in-doubt': cancelled,
  'cancelled-in-a-held-queue': { ...cancelled, alone: true },
  'undo-parked-then-retried': cancelled,
  'undo-parked-then-skipped': cancelled,
  'rejected-then-sent-again': acknowledged,
  'rejected-then-sent-changed': awaitingAnswer,
  'rejected-at-the-door': { state: 'MES_REJECTED', condition: 'EXCEPTION' },
  'awaiting-answer': awaitingAnswer,
  'answer-overdue-then-found': acknowledged,
  'order-unknown': { state: 'VALIDATING', condition: 'EXCEPTION' },
  'order-released-later': awaitingAnswer,
  'data-hold': { state: 'DATA_HOLD', condition: 'EXCEPTION' },
  'data-hold-then-acknowledged': awaitingAnswer,
  'system-down': { state: 'VALIDATING', condition: 'RETRYING' },
  'system-down-then-up': awaitingAnswer,
  'locked-too-long': { state: 'ACKNOWLEDGED', condition: 'EXCEPTION' },
  'held-queue-then-released': { ...awaitingAnswer, alone: true },
  'on-hold': { state: 'AWAITING_ACK', condition: 'ON_HOLD' },
  'held-then-released': awaitingAnswer,
  'step-skipped': awaitingAnswer,
  'message-amended': awaitingAnswer,
  'unknown-outcome': { state: 'CLOSING', condition: 'UNKNOWN_OUTCOME' },
  'doubt-found': closed,
  'doubt-absent-then-sent-again': closed,
  'doubt-resolved-by-a-person': closed,
  'adopted-in-execution': inExecution,
  'overdue-in-execution': { state: 'IN_EXECUTION', condition: 'EXCEPTION' },
  'completed-before-its-reports': closed,
  'drained-late': closed,
} as const satisfies Record<string, Outcome<OrderToProductionState>>;

const done = { state: 'DONE', condition: 'DONE' } as const;
const idle = { state: 'IDLE', condition: 'WAITING' } as const;
const moving = { state: 'PROCESSING', condition: 'RUNNING' } as const;
const blocked = { state: 'BLOCKED', condition: 'EXCEPTION' } as const;
const parked = { state: 'PARKED_LINES', condition: 'EXCEPTION' } as const;

const productionToInventory = {
  'done': done,
  'over-tolerance-accepted': idle,
  'implausible-then-rejected': idle,
  'duplicate-suppressed': idle,
  'conflict-kept-first': idle,
  'conflict-open': blocked,
  'orphan-open': { state: 'ORPHAN', condition: 'EXCEPTION' },
  'orphan-adopted': idle,
  // With no run of the order there is nobody to say that it may end.
  'orphan-rejected': done,
  'order-not-released-then-rejected': done,
  'order-already-cancelled': done,
  'order-already-closed': blocked,
  'unit-maintained-then-posted': idle,
  'unit-rejected': idle,
  'parked-line': parked,
  'parked-line-resumed-by-stock': idle,
  'parked-line-amended': idle,
  'parked-lines-over-the-limit': blocked,
  'final-after-parked-line': done,
  'final-short-of-stock': done,
  'consumption-parked-then-resumed': idle,
  'movement-failed-then-mended': idle,
  'continued-as-new': { ...moving, which: 'first' },
  'begun-anew': parked,
  'rest-of-a-burst-fetched': { ...moving, which: 'fetching', alone: true },
  'doubt-found': idle,
  'unknown-outcome': { state: 'PROCESSING', condition: 'UNKNOWN_OUTCOME' },
  'doubt-resolved-by-a-person': idle,
  'receipt-skipped': idle,
  'system-down-then-up': idle,
  'missing-report-fetched': idle,
  'missing-report-open': blocked,
  'missing-report-declared-void': idle,
  'empty-report-rejected': idle,
  'late-report-open': blocked,
  'late-report-rejected': done,
  'late-report-posted': done,
  'late-report-told-again': done,
  'gone-then-begun-again': idle,
  'replenished': idle,
  'transfer-parked-then-posted': idle,
  'being-taken-back': { state: 'REVERSING', condition: 'EXCEPTION' },
  'reversed': idle,
  'reversed-as-was-seen': idle,
  'reversal-reply-lost': idle,
  'reversal-blocked': blocked,
  'reversal-waited-for': idle,
  'reversal-corrected': idle,
  'reversal-rejected': idle,
  'reversal-of-what-is-gone': idle,
  'reversal-overtaken': idle,
  'reversal-before-its-original': idle,
  'reversal-unknown': idle,
  'reversal-reversed': idle,
  'blocked-lot-used': parked,
  'blocked-lot-freed': idle,
} as const satisfies Record<string, Outcome<ProductionToInventoryState>>;

/** Every process with the outcomes of which a history is stored, as `{process}.{outcome}.json.gz`. */
export const outcomes = {
  'order-to-production': orderToProduction,
  'production-to-inventory': productionToInventory,
  'ship-to-cash': shipToCash,
  'outbound-delivery': outboundDelivery,
  'procure-to-receive': procureToReceive,
  'inbound-delivery': inboundDelivery,
  'inventory-reconciliation': inventoryReconciliation,
  'reconciliation-case': reconciliationCase,
  'engineering-change': engineeringChange,
} as const satisfies Record<string, Record<string, Outcome>>;

export type ProcessName = keyof typeof outcomes;
export type OutcomeName<P extends ProcessName> = keyof (typeof outcomes)[P] & string;

/** All of them in one list. */
export const wanted: { name: string; process: ProcessName; key: string; outcome: Outcome }[] = (
  Object.keys(outcomes) as ProcessName[]
).flatMap((process) =>
  Object.entries<Outcome>(outcomes[process]).map(([key, outcome]) => ({
    name: `${process}.${key}`,
    process,
    key,
    outcome,
  })),
);
