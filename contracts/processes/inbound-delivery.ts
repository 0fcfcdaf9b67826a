import type { SupplierNotice } from '../entities/supplier-notice.js';
import type { PlantPolicy } from '../policy.js';
import type { Quantity } from '../quantity.js';
import type { ProcessContract } from './process.js';

export const inboundDelivery = {
  process: 'inbound-delivery',
  title: 'Inbound delivery',
  workflow: 'inboundDelivery',
  firstState: 'EXPECTED',
  owner: 'inventory',
  runbook: 'docs/behaviour.md#inbound-delivery',
  version: '1.0',
  slas: [
    { name: 'goods receipt', from: 'the count', to: 'the ERP has the document', within: '15m', share: 'p95' },
    { name: 'usage decision', from: 'the receipt', to: 'it is decided', within: '2d', share: 'all' },
    { name: 'dock to stock', from: 'the arrival', to: 'it is put away', within: '12h', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the warehouse’s event was lost',
      by: 'poll',
      how: 'its receipt is read again after receiving.receiptProbe',
    },
    {
      trouble: 'the decision’s event was lost',
      by: 'poll',
      how: 'the inspection is read again after receiving.decisionProbe',
    },
    {
      trouble: 'nobody knows whether it was posted',
      by: 'probe',
      how: 'the document is looked for by our reference, and adopted or posted once more',
    },
    {
      trouble: 'too much, unordered, without a lot, used before it was cancelled',
      by: 'person',
      how: 'its owner decides on the run',
    },
  ],
  states: {
    EXPECTED: { meaning: 'announced by the supplier' },
    NOTIFIED_WMS: { meaning: 'the warehouse expects it' },
    ARRIVED: { meaning: 'the truck is at the dock' },
    RECEIVING: { meaning: 'being counted' },
    EXCESS_DECISION: { meaning: 'more came than was ordered: a person decides' },
    POSTING_GR: { meaning: 'what was counted is being posted' },
    IN_INSPECTION: { meaning: 'quality management has yet to decide' },
    PUTAWAY: { meaning: 'being put away' },
    COMPLETE: { meaning: 'received, decided and put away', terminal: true },
    CANCELLING: { meaning: 'what was done is being undone', without: ['cancel', 'hold'] },
    CANCEL_DECISION: { meaning: 'part of it is gone or decided: a person decides what stays', without: ['cancel'] },
    COMPENSATED: { meaning: 'cancelled; nothing of it is kept', terminal: true },
    COMPENSATED_PARTIAL: { meaning: 'cancelled; what was used or decided stays', terminal: true },
  },
  steps: {
    'take over delivery': {
      title: 'read the order of the delivery',
      class: 'read',
      owner: 'buyer',
      undo: { title: 'delete the inbound delivery in the ERP', class: 'U' },
    },
    'read order': { title: 'read the purchase order', class: 'read', owner: 'buyer' },
    'read items': { title: 'read the items', class: 'read', owner: 'master-data' },
    'expect at warehouse': {
      title: 'announce it to the warehouse',
      class: 'keyed',
      owner: 'inventory',
      undo: {
        title: 'call it off at the warehouse',
        class: 'P',
        physical: 'what was received is brought back to the dock',
      },
    },
    'read receipt': { title: 'see what the warehouse has counted', class: 'read', owner: 'inventory' },
    'call off': { title: 'call it off at the warehouse', class: 'keyed', owner: 'inventory' },
    'bring back': { title: 'have it brought back to the dock', class: 'keyed', owner: 'inventory' },
    'hold excess': { title: 'keep what is too much apart', class: 'keyed', owner: 'inventory' },
    'post receipt': {
      title: 'post what was counted',
      class: 'unkeyed',
      owner: 'inventory',
      amendable: ['postingDate'],
      undo: { title: 'cancel the material document', class: 'D' },
    },
    'verify receipt': { title: 'read back what stands in the ERP', class: 'read', owner: 'inventory' },
    'cancel document': { title: 'cancel a material document', class: 'unkeyed', owner: 'inventory' },
    'amend order': {
      title: 'raise the ordered quantity in the ERP',
      class: 'keyed',
      owner: 'buyer',
      final: 'the order keeps the quantity',
    },
    'free excess': { title: 'let what is too much go to its place', class: 'keyed', owner: 'inventory' },
    'advise supplier': {
      title: 'tell the supplier what was received',
      class: 'keyed',
      owner: 'buyer',
      skippable: true,
      undo: { title: 'tell the supplier that nothing is kept', class: 'D', physical: 'an advice cannot be unsent' },
    },
    'request inspection': { title: 'have it inspected', class: 'keyed', owner: 'quality' },
    'read inspection': { title: 'see what quality management has decided', class: 'read', owner: 'quality' },
    'post decision': {
      title: 'post what quality management has decided',
      class: 'unkeyed',
      owner: 'quality',
      amendable: ['postingDate'],
      undo: { title: 'cancel the material document', class: 'D' },
    },
    'change stock status': { title: 'set the stock’s status in the warehouse', class: 'keyed', owner: 'inventory' },
    'return to supplier': {
      title: 'post the return of what was rejected',
      class: 'unkeyed',
      owner: 'buyer',
      undo: { title: 'cancel the material document', class: 'D' },
    },
  },
  decisions: {
    'excess': [
      { choice: 'ACCEPT', text: 'take it: the order is raised, and it is posted' },
      { choice: 'RETURN', text: 'it goes back to the supplier' },
      { choice: 'FREE', text: 'take it free of charge' },
    ],
    'unordered': [{ choice: 'RETURN', text: 'it goes back to the supplier' }],
    'no quality system': [
      { choice: 'ACCEPT', text: 'all of it may be used' },
      { choice: 'REJECT', text: 'none of it may be used: it goes back to the supplier' },
    ],
    'decision changed': [
      { choice: 'KEEP_FIRST', text: 'the first decision stays; the stock is corrected by a transfer' },
    ],
    'put away': [{ choice: 'PUT_AWAY', text: 'it was seen in its place' }],
    'receipt differs': [{ choice: 'ACCEPT', text: 'it stands as the ERP has it' }],
    'brought back': [{ choice: 'BROUGHT_BACK', text: 'the goods are at the dock, as was seen' }],
    'not returnable': [{ choice: 'KEEP', text: 'what cannot be taken back stays; the rest is undone' }],
  },
} as const satisfies ProcessContract;

export type InboundDeliveryState = keyof typeof inboundDelivery.states;
export type InboundDeliveryStep = keyof typeof inboundDelivery.steps;

export interface InboundDeliveryInput {
  company: string;
  plant: string;
  /** The ERP's number of it; the warehouse's own, where nobody had announced it. */
  inboundDeliveryNo: string;
  purchaseOrderNo: string;
  /** What the supplier has announced, as far as it matches the order; nothing where nobody had. */
  notice?: SupplierNotice;
  requestedBy: string;
  policy: PlantPolicy;
}

/** How an inbound delivery stands, for its purchase order. */
export interface InboundReport {
  runId: string;
  inboundDeliveryNo: string;
  plant: string;
  /** ARRIVED until all of it is counted and what was too much decided, RECEIVED until it is in its place. */
  progress: 'OPEN' | 'ARRIVED' | 'RECEIVED' | 'CLOSED' | 'CANCELLED' | 'CANCELLED_PARTIAL';
  /** By line of the order: what was announced, and what stands in the books. */
  lines: { purchaseOrderLine: string; announced: Quantity; received: Quantity }[];
  /** Why a cancel that the order asked for was not carried out. */
  refused?: string;
}
