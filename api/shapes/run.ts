import { z } from 'zod';
import { type ActionName, actionRoles } from '../../contracts/actions.js';
import type { DocumentRef, DocumentType } from '../../contracts/entities/documents.js';
import { type ErrorCode, errorCodes } from '../../contracts/errors.js';
import { extensible, means } from '../../contracts/meaning.js';
import { roles } from '../../contracts/roles.js';
import type { Condition, Exception, Freight, Fulfilment, Impact, RunView, Target } from '../../contracts/view.js';
import { instant } from './texts.js';

const text = z.string();

export const actionName = z.enum(Object.keys(actionRoles) as ActionName[]).meta(extensible);
export const role = z.enum(roles).meta(extensible);
export const errorCode = z.enum(Object.keys(errorCodes) as ErrorCode[]).meta(extensible);

export const conditions = [
  'RUNNING',
  'WAITING',
  'RETRYING',
  'EXCEPTION',
  'UNKNOWN_OUTCOME',
  'ON_HOLD',
  'COMPENSATING',
  'DONE',
] as const satisfies readonly Condition[];

export const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;

const money = z.object({ amount: text.meta(means({ currency: 'its own, in currency' })), currency: text });

const impact: z.ZodType<Impact> = z.object({
  orders: z.array(text),
  quantity: z.exactOptional(z.object({ value: text.meta(means({ unit: 'its own, in uom' })), uom: text })),
  plannedOutput: z.exactOptional(money),
  revenueAtRisk: z.exactOptional(money),
  inventoryMisstatement: z.exactOptional(money),
  confidence: z.enum(['EXACT', 'ESTIMATED', 'UNKNOWN']),
});

const upstream = z.object({
  system: text,
  status: z.exactOptional(z.int()),
  code: z.exactOptional(text),
  text: z.exactOptional(text),
  transactionId: z.exactOptional(text),
});

const exception: z.ZodType<Exception> = z
  .object({
    id: text,
    step: text,
    code: errorCode,
    class: z.enum(['T', 'B', 'C', 'U', 'P']),
    owner: role,
    severity: z.enum(severities),
    text,
    upstream: z.exactOptional(upstream),
    impact: z.exactOptional(impact),
    since: instant,
    attempts: z.int(),
    dueAt: z.exactOptional(instant),
    actions: z.array(actionName),
    choices: z.exactOptional(z.array(text)),
  })
  .meta({ id: 'Exception', description: 'Something of a run that a person can settle.' });

/** How much there is of it by now, not what was added last. */
const total = text.meta(means({ unit: 'its own, in uom', amounts: 'snapshot' }));

const progress = z.object({ planned: total, yield: total, scrap: total, rework: total, open: total, uom: text });

const fulfilment: z.ZodType<Fulfilment> = z.object({ ordered: total, picked: total, shipped: total, uom: text });

const freight: z.ZodType<Freight> = z.object({
  state: z.enum(['NONE', 'PLANNED', 'TENDERED', 'BOOKED', 'PICKED_UP', 'CUSTOMER_PICKUP']),
  loadId: z.exactOptional(text),
  carrier: z.exactOptional(text),
  round: z.exactOptional(z.int()),
  cost: z.exactOptional(money),
});

const target: z.ZodType<Target> = z.object({
  plant: text,
  system: text,
  version: z.int(),
  standing: z.enum(['OPEN', 'ACKNOWLEDGED', 'REJECTED', 'STALE', 'ACTIVE', 'WITHDRAWN']),
});

const runView = z.object({
  process: text,
  company: text,
  plant: text,
  key: text,
  state: text,
  condition: z.enum(conditions),
  since: instant,
  revision: z.int(),
  item: z.exactOptional(text),
  step: z.exactOptional(text),
  waitingFor: z.exactOptional(
    z.object({ what: text, from: text, since: instant, expectedBy: z.exactOptional(instant) }),
  ),
  blockedOn: z.exactOptional(text),
  nextTryAt: z.exactOptional(instant),
  attempts: z.exactOptional(z.int()),
  held: z.boolean(),
  cancelling: z.boolean(),
  actions: z.array(actionName),
  exceptions: z.array(exception),
  exceptionCount: z.int(),
  undoable: z.array(text),
  progress: z.exactOptional(progress),
  fulfilment: z.exactOptional(fulfilment),
  freight: z.exactOptional(freight),
  targets: z.exactOptional(z.array(target)),
}) satisfies z.ZodType<RunView>;

/** All of them: a record misses none. */
const documentTypes: Record<DocumentType, true> = {
  PRODUCTION_ORDER: true,
  MES_ORDER: true,
  CONFIRMATION: true,
  MATERIAL_DOCUMENT: true,
  STAGING_REQUEST: true,
  RETURN_TASK: true,
  PRODUCTION_RECEIPT: true,
  TAKE_BACK_TASK: true,
  REPLENISHMENT: true,
  SALES_ORDER: true,
  OUTBOUND_DELIVERY: true,
  WAREHOUSE_ORDER: true,
  UNPICK_TASK: true,
  LOAD: true,
  TENDER: true,
  JOURNAL_ENTRY: true,
  BILLING_DOCUMENT: true,
  BILLING_CANCELLATION: true,
  SHIP_NOTICE: true,
  PURCHASE_ORDER: true,
  PURCHASE_ORDER_MESSAGE: true,
  INBOUND_DELIVERY: true,
  WAREHOUSE_RECEIPT: true,
  STATUS_CHANGE: true,
  INSPECTION: true,
  RECEIVING_ADVICE: true,
  STOCK_SNAPSHOT: true,
  COUNT_TASK: true,
  DEFINITION: true,
  ENGINEERING_CHANGE: true,
};

export const documentRef: z.ZodType<DocumentRef> = z.object({
  system: text,
  type: z.enum(Object.keys(documentTypes) as DocumentType[]).meta(extensible),
  number: text,
  year: z.exactOptional(text),
});

/** The planner's view: what the run says of itself, what is remembered of it, and how fresh that is. */
export const runReply = runView
  .extend({
    runId: text,
    documents: z.array(documentRef),
    documentsComplete: z.boolean().meta({ description: 'False where older facts than are read here may name more.' }),
    related: z.array(z.object({ runId: text, what: text })).meta({ description: 'Runs that this one belongs with.' }),
    /** Facts in the order in which they happened; the newest ones where there are many. */
    timeline: z.array(z.looseObject({ type: text, at: instant })),
    timelineComplete: z.boolean(),
    /** `RUNNING`, `COMPLETED` …; null where Temporal was not asked or has forgotten the run. */
    temporalStatus: z.nullable(text),
    freshness: z.object({ source: z.enum(['temporal', 'store']), at: instant, stale: z.boolean() }),
    workers: z.nullable(z.object({ processes: z.int(), note: z.exactOptional(text) })),
  })
  .meta({ id: 'Run' });

export const runListEntry = runView.extend({ runId: text, updatedAt: instant }).meta({ id: 'RunListEntry' });
