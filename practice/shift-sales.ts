import type { PlantName } from './plant.js';

/** A sales order of the shift for pumps, and what happens to its goods. */
export interface ShiftSale {
  salesOrderNo: string;
  plant: PlantName;
  customer: string;
  /** In pieces of FG-1000. */
  quantity: string;
  /** In USD for `priceUnit` pieces. */
  price: string;
  priceUnit?: string;
  incoterms: 'EXW' | 'CPT' | 'DAP' | 'DDP';
  /** The ERP holds it back for credit, until finance releases it there. */
  creditBlocked?: true;
  /** So many of the first delivery are not found on the shelves; they are when the next one is picked. */
  notFound?: string;
  /** Carriers that do not take its first delivery. */
  declinedBy?: readonly string[];
  /** The ERP posts the goods issue of the first delivery, and its reply is lost. */
  issueReplyLost?: true;
}

const inland = { plant: 'P100', customer: 'C-100', price: '210.00', incoterms: 'DAP' } as const;
const overseas = { plant: 'P200', customer: 'C-200', price: '1895.00', priceUnit: '10', incoterms: 'DDP' } as const;

/** Twelve sales orders at two plants, released one after the other. */
export const shiftSales: readonly ShiftSale[] = [
  { ...inland, salesOrderNo: '5000101', quantity: '40', creditBlocked: true },
  { ...overseas, salesOrderNo: '5000201', quantity: '30', declinedBy: ['NORTHLINE', 'BLUEFREIGHT'] },
  { ...inland, salesOrderNo: '5000102', quantity: '60', notFound: '24' },
  { ...overseas, salesOrderNo: '5000202', quantity: '55', declinedBy: ['NORTHLINE'] },
  { ...inland, salesOrderNo: '5000103', quantity: '25', issueReplyLost: true },
  { ...overseas, salesOrderNo: '5000203', quantity: '48' },
  { ...inland, salesOrderNo: '5000104', quantity: '12', price: '209.95', incoterms: 'CPT' },
  { ...overseas, salesOrderNo: '5000204', quantity: '7', customer: 'C-300', incoterms: 'EXW' },
  { ...inland, salesOrderNo: '5000105', quantity: '80' },
  { ...overseas, salesOrderNo: '5000205', quantity: '36', customer: 'C-300', incoterms: 'CPT' },
  { ...inland, salesOrderNo: '5000106', quantity: '33', price: '198.49' },
  { ...overseas, salesOrderNo: '5000206', quantity: '21', incoterms: 'DAP' },
];
