import type { ErrorEntry } from './entry.js';

/** Business rules on the way to the customer and to cash. */
export const shippingErrors = {
  'B-CREDIT': {
    title: 'The ERP holds it back for credit',
    owner: 'finance',
    remedy: 'Release the credit in the ERP; it is looked at again by itself, and by retry.',
  },
  'B-EXPORT': {
    title: 'The ERP holds it back for export control',
    owner: 'logistics',
    remedy: 'Clear it in the ERP; it is looked at again by itself, and by retry.',
  },
  'B-DELIVERY-BLOCK': {
    title: 'A delivery block is set in the ERP',
    owner: 'planner',
    remedy: 'Remove the block in the ERP; it is looked at again by itself, and by retry.',
  },
  'B-NOT-CONFIRMED': {
    title: 'The ERP has confirmed no quantity yet',
    owner: 'planner',
    remedy: 'See to supply or a new date in the ERP; it is looked at again by itself, and by retry.',
  },
  'B-PICK-SHORT': {
    title: 'The warehouse does not find all of it',
    owner: 'logistics',
    remedy: 'Decide: ship what is there and let the rest follow, or wait.',
  },
  'B-OVER-PICKED': {
    title: 'More was picked than the customer takes',
    owner: 'logistics',
    remedy: 'Have the rest brought back in the warehouse, then retry.',
  },
  'B-PICK-LATE': {
    title: 'Picking will miss the cut-off',
    owner: 'logistics',
    remedy: 'Ask the warehouse; the run goes on waiting.',
  },
  'B-OUTBOUND-PICKED': {
    title: 'The warehouse has picked it',
    owner: 'logistics',
    remedy: 'It is brought back to stock by tasks in the warehouse.',
  },
  'B-OUTBOUND-SHIPPED': {
    title: 'It has left the warehouse',
    owner: 'logistics',
    remedy: 'It can only come back as a return.',
  },
  'B-SHIPPED-DIFFERENT': {
    title: 'What has left differs from what was to be shipped',
    owner: 'logistics',
    remedy: 'What has left counts; settle the difference with the customer, then accept it.',
  },
  'B-FREIGHT-OVER': {
    title: 'The carrier costs more than the tolerance allows',
    owner: 'logistics',
    remedy: 'Approve the price, offer it again, or let the customer collect.',
  },
  'B-NO-CARRIER': {
    title: 'No carrier takes the load',
    owner: 'logistics',
    remedy: 'Offer it again, or book by hand and say so.',
  },
  'B-TENDER-OPEN': {
    title: 'Another offer for this load may still be accepted',
    owner: 'logistics',
    remedy: 'Wait for its answer, or withdraw it in the transport system; then retry.',
  },
  'B-DEPARTED': {
    title: 'The goods have left',
    owner: 'logistics',
    remedy: 'They can only come back by a returns order; decide whether it is delivered or returned.',
  },
  'B-DELIVERY-LATE': {
    title: 'The delivery is late, or its carrier silent',
    owner: 'logistics',
    remedy: 'Ask the carrier; retry reads the tracking now, or decide on a document.',
  },
  'B-PROOF-DIFFERENT': {
    title: 'The customer took less, or took it damaged',
    owner: 'logistics',
    remedy: 'Open a claim, and decide what is billed.',
  },
  'B-NOT-READY': {
    title: 'It cannot be billed yet',
    owner: 'finance',
    remedy: 'See to the conditions that are not met; finance may override with evidence.',
  },
  'B-BILLING-BLOCK': {
    title: 'A billing block is set in the ERP',
    owner: 'finance',
    remedy: 'Remove the block in the ERP, then retry.',
  },
  'B-BILLING-FAILED': {
    title: 'The billing document is not in accounting',
    owner: 'finance',
    remedy: 'Release it to accounting in the ERP; it is looked at again by itself, and by retry.',
  },
  'B-DELIVERY-CANCELLED': {
    title: 'A delivery of the order was cancelled',
    owner: 'planner',
    remedy: 'Decide: deliver it again, or deliver it no more.',
  },
} as const satisfies Record<string, ErrorEntry>;
