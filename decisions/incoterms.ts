import type { Milestone } from '../contracts/entities/load.js';
import type { Incoterm } from '../contracts/entities/sales-order.js';

/** What must have happened before it may be billed; `GOODS_ISSUE`: it was handed over at our gate. */
export type RevenueTrigger = Milestone | 'GOODS_ISSUE';

const triggers: Record<Incoterm, RevenueTrigger> = {
  EXW: 'GOODS_ISSUE',
  FCA: 'PICKED_UP',
  CPT: 'PICKED_UP',
  CIP: 'PICKED_UP',
  FAS: 'ON_BOARD',
  FOB: 'ON_BOARD',
  CFR: 'ON_BOARD',
  CIF: 'ON_BOARD',
  DAP: 'DELIVERED',
  DDP: 'DELIVERED',
  DPU: 'UNLOADED',
};

/** domain: Incoterms and the earliest revenue trigger; a landscape may say otherwise. */
export const revenueTrigger = (
  incoterm: Incoterm,
  otherwise: Partial<Record<Incoterm, RevenueTrigger>>,
): RevenueTrigger => otherwise[incoterm] ?? triggers[incoterm];

/** Under E and F terms the buyer arranges and pays the main carriage (Incoterms 2020). */
export const buyerCarries = (incoterm: Incoterm): boolean => ['EXW', 'FCA', 'FAS', 'FOB'].includes(incoterm);
