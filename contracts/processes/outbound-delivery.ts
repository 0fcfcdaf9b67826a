import type { PlantPolicy } from '../policy.js';
import type { Money, Quantity } from '../quantity.js';
import type { ProcessContract } from './process.js';

export const outboundDelivery = {
  process: 'outbound-delivery',
  title: 'Outbound delivery',
  workflow: 'outboundDelivery',
  firstState: 'CREATED',
  owner: 'logistics',
  runbook: 'docs/behaviour.md#outbound-delivery',
  version: '1.0',
  slas: [
    {
      name: 'goods issue',
      from: 'the warehouse has shipped it',
      to: 'the ERP has the goods issue',
      within: '15m',
      share: 'p95',
    },
    { name: 'ship notice', from: 'the goods issue', to: 'the customer has the notice', within: '30m', share: 'all' },
    { name: 'freight accrual', from: 'the goods issue', to: 'the ERP has the accrual', within: '1h', share: 'all' },
    {
      name: 'invoice',
      from: 'nothing stands against billing any more',
      to: 'it is billed, and in accounting',
      within: '1d',
      share: 'all',
    },
  ],
  recovery: [
    {
      trouble: 'the warehouse’s event was lost',
      by: 'poll',
      how: 'its order is read again after shipping.warehouseProbe',
    },
    {
      trouble: 'the carrier’s answer or news was lost',
      by: 'poll',
      how: 'the load is read after shipping.tenderProbe, tracking after shipping.trackingPoll',
    },
    {
      trouble: 'nobody knows whether it was posted',
      by: 'probe',
      how: 'the delivery is read; goods issue and billing are found there, or posted once more',
    },
    { trouble: 'credit or export control holds it back', by: 'poll', how: 'it goes on when the ERP lets it go' },
    { trouble: 'a customer has lost its notice', by: 'replay', how: 'headrace notices replay, under the same id' },
    { trouble: 'no carrier, a short pick, a difference', by: 'person', how: 'its owner decides on the run' },
  ],
  states: {
    CREATED: { meaning: 'created in the ERP, not looked at yet' },
    CREDIT_HOLD: { meaning: 'the ERP holds it back for credit' },
    EXPORT_HOLD: { meaning: 'the ERP holds it back for export control' },
    CHECKED: { meaning: 'nothing holds it back' },
    RELEASED_TO_WMS: { meaning: 'the warehouse has it' },
    PICKING: { meaning: 'being picked' },
    PICK_SHORT_DECISION: { meaning: 'goods are missing: a person decides how it goes on' },
    PACKED: { meaning: 'picked and packed' },
    FREIGHT_DECISION: { meaning: 'ready, and no carrier: a person decides' },
    LOADED: { meaning: 'on the truck' },
    GI_POSTING: { meaning: 'goods issue is being posted, or is posted and it is not known to be on its way' },
    IN_TRANSIT: { meaning: 'on its way to the customer', without: ['cancel'] },
    DELIVERED: { meaning: 'the customer has it', without: ['cancel'] },
    INVOICE_READY: { meaning: 'it may be billed' },
    INVOICED: { meaning: 'billed, and in accounting' },
    CLOSED: { meaning: 'delivered and billed', terminal: true },
    CANCELLING: { meaning: 'what was done is being undone', without: ['cancel', 'hold'] },
    CANCELLED: { meaning: 'cancelled; nothing was delivered', terminal: true },
  },
  steps: {
    'take over delivery': {
      title: 'read the delivery',
      class: 'read',
      owner: 'logistics',
      undo: { title: 'delete the delivery in the ERP', class: 'U' },
    },
    'read order': { title: 'read the sales order', class: 'read', owner: 'planner' },
    'release to warehouse': {
      title: 'release it to the warehouse',
      class: 'keyed',
      owner: 'logistics',
      undo: { title: 'cancel the warehouse order', class: 'P', physical: 'what was picked or loaded is brought back' },
    },
    'read warehouse order': { title: 'see how far the warehouse is', class: 'read', owner: 'logistics' },
    'cancel warehouse order': { title: 'cancel the warehouse order', class: 'keyed', owner: 'logistics' },
    'unpick': { title: 'have picked goods brought back', class: 'keyed', owner: 'logistics' },
    'change delivery': { title: 'change the delivery’s quantities in the ERP', class: 'keyed', owner: 'logistics' },
    'plan load': {
      title: 'plan the freight',
      class: 'keyed',
      owner: 'logistics',
      undo: { title: 'cancel the load', class: 'U', physical: 'the carrier may charge a fee' },
    },
    'read rates': { title: 'ask what carriers would take', class: 'read', owner: 'logistics' },
    'tender': { title: 'offer the load to a carrier', class: 'keyed', owner: 'logistics' },
    'withdraw tender': { title: 'withdraw the offer', class: 'keyed', owner: 'logistics' },
    'find load': { title: 'look for the load of the delivery', class: 'read', owner: 'logistics' },
    'cancel load': { title: 'cancel the load', class: 'keyed', owner: 'logistics' },
    'read load': { title: 'see how the load stands', class: 'read', owner: 'logistics' },
    'set picked': { title: 'tell the ERP what was picked', class: 'keyed', owner: 'logistics' },
    'post goods issue': {
      title: 'post goods issue',
      class: 'unkeyed',
      owner: 'logistics',
      amendable: ['actualDate'],
      undo: { title: 'reverse goods issue through the delivery', class: 'D' },
    },
    'verify goods issue': { title: 'read the delivery back', class: 'read', owner: 'logistics' },
    'accrue freight': {
      title: 'accrue the freight',
      class: 'unkeyed',
      owner: 'finance',
      skippable: true,
      amendable: ['postingDate'],
      undo: { title: 'reverse the freight accrual', class: 'D' },
    },
    'send ship notice': {
      title: 'send the customer the ship notice',
      class: 'keyed',
      owner: 'logistics',
      skippable: true,
      undo: { title: 'tell the customer that nothing comes', class: 'D', physical: 'a notice cannot be unsent' },
    },
    'read tracking': { title: 'read where it is', class: 'read', owner: 'logistics' },
    'bill': {
      title: 'bill it',
      class: 'unkeyed',
      owner: 'finance',
      undo: { title: 'cancel the billing document', class: 'D' },
    },
    'cancel billing': { title: 'cancel the billing document', class: 'unkeyed', owner: 'finance' },
    'verify billing': { title: 'read the billing document back', class: 'read', owner: 'finance' },
  },
  decisions: {
    'short pick': [
      { choice: 'SHIP_PARTIAL', text: 'ship what is there; the rest follows as a backorder' },
      { choice: 'WAIT', text: 'wait until the warehouse has picked the rest' },
    ],
    'freight': [
      { choice: 'APPROVE', text: 'take the carrier at this price' },
      { choice: 'TENDER_AGAIN', text: 'offer it to all carriers again' },
      { choice: 'CUSTOMER_PICKUP', text: 'the customer, or a carrier booked by hand, collects it' },
    ],
    'no carrier': [
      { choice: 'TENDER_AGAIN', text: 'offer it to all carriers again' },
      { choice: 'CUSTOMER_PICKUP', text: 'the customer, or a carrier booked by hand, collects it' },
    ],
    'shipped different': [{ choice: 'ACCEPT', text: 'what has left counts' }],
    'goods issue differs': [{ choice: 'ACCEPT', text: 'it stands as the ERP has it' }],
    'proof of delivery': [
      { choice: 'BILL_FULL', text: 'bill what was shipped; the claim is settled apart' },
      { choice: 'BILL_ACCEPTED', text: 'the ERP was corrected to what was accepted: bill that' },
    ],
    'delivered': [{ choice: 'DELIVERED', text: 'a document proves that the customer has it' }],
    'readiness': [{ choice: 'OVERRIDE', text: 'bill it now, on evidence' }],
    'billing differs': [{ choice: 'ACCEPT', text: 'the amount is right as the ERP has it' }],
    'brought back': [
      { choice: 'BROUGHT_BACK', text: 'the goods are back in stock, as was seen' },
      { choice: 'HAS_LEFT', text: 'the goods have left: nothing more is undone, and they are delivered' },
    ],
  },
} as const satisfies ProcessContract;

export type OutboundDeliveryState = keyof typeof outboundDelivery.states;
export type OutboundDeliveryStep = keyof typeof outboundDelivery.steps;

export interface OutboundDeliveryInput {
  company: string;
  plant: string;
  /** As the ERP writes it. */
  deliveryNo: string;
  requestedBy: string;
  policy: PlantPolicy;
}

/** How a delivery stands, for its sales order. */
export interface DeliveryReport {
  runId: string;
  deliveryNo: string;
  plant: string;
  progress: 'OPEN' | 'SHIPPED' | 'BILLED' | 'CLOSED' | 'CANCELLED';
  /** By line of the sales order: what it is to bring now, and what has left. */
  lines: { salesOrderLine: string; quantity: Quantity; shipped: Quantity }[];
  billed?: Money;
  /** Why a cancel or a change that the order asked for was not possible. */
  refused?: { what: 'cancel' | 'change'; why: string };
}
