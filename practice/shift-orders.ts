import type { PlantName } from './plant.js';

export interface ShiftReport {
  yield: string;
  /** More than the order allows: counted again, and found right. */
  recounted?: true;
  scrap?: string;
  /** The MES tells it a second time, as senders do that did not see the answer. */
  toldTwice?: true;
  /** The ERP posts it, and its reply is lost. */
  replyLost?: true;
}

/** An order of the shift, and what the shop floor does with it. The last report is the final one. */
export interface ShiftOrder {
  orderNo: string;
  plant: PlantName;
  /** In pieces of FG-1000. */
  quantity: string;
  /** Told a second time by the ERP. */
  releasedTwice?: true;
  /** The MES rejects it for as long as this lasts. */
  locked?: { code: string; text: string };
  /** What the line asks for by its kanban card. */
  kanban?: { item: string; quantity: string };
  reports: ShiftReport[];
}

/** Twelve orders at two plants, released one after the other. */
export const shiftOrders: readonly ShiftOrder[] = [
  {
    orderNo: '1000101',
    plant: 'P100',
    quantity: '500',
    reports: [{ yield: '200' }, { yield: '180', scrap: '4' }, { yield: '116' }],
  },
  { orderNo: '2000201', plant: 'P200', quantity: '120', reports: [{ yield: '60', replyLost: true }, { yield: '60' }] },
  {
    orderNo: '2000202',
    plant: 'P200',
    quantity: '200',
    locked: { code: 'WORKCENTER_LOCKED', text: 'Work center TEST-01 is locked for a tool change' },
    reports: [{ yield: '110', scrap: '2' }, { yield: '88' }],
  },
  {
    orderNo: '1000102',
    plant: 'P100',
    quantity: '250',
    releasedTwice: true,
    reports: [{ yield: '120' }, { yield: '130' }],
  },
  {
    orderNo: '1000103',
    plant: 'P100',
    quantity: '80',
    kanban: { item: 'RM-10', quantity: '200' },
    reports: [{ yield: '40' }, { yield: '39', scrap: '1' }],
  },
  {
    orderNo: '2000203',
    plant: 'P200',
    quantity: '300',
    reports: [{ yield: '100' }, { yield: '95', scrap: '7' }, { yield: '98' }],
  },
  { orderNo: '1000104', plant: 'P100', quantity: '60', reports: [{ yield: '40' }, { yield: '26', recounted: true }] },
  { orderNo: '2000204', plant: 'P200', quantity: '150', reports: [{ yield: '75', toldTwice: true }, { yield: '75' }] },
  {
    orderNo: '1000105',
    plant: 'P100',
    quantity: '400',
    reports: [{ yield: '150' }, { yield: '150', scrap: '3' }, { yield: '97' }],
  },
  { orderNo: '2000205', plant: 'P200', quantity: '90', reports: [{ yield: '45' }, { yield: '43', scrap: '2' }] },
  { orderNo: '1000106', plant: 'P100', quantity: '110', reports: [{ yield: '55' }, { yield: '55' }] },
  { orderNo: '2000206', plant: 'P200', quantity: '75', reports: [{ yield: '74', scrap: '1' }] },
];
