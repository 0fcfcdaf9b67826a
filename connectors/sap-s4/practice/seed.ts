import { Decimal } from 'decimal.js';
import type { NewItem } from './items.js';
import type { NewOrder } from './orders.js';
import type { SapPlant } from './sap-plant.js';

/** A pump, what goes into it, and the sealant of another product. */
const items: NewItem[] = [
  {
    item: 'FG-1000',
    baseUom: 'EA',
    standardCost: '120.00',
    lotControl: true,
    weightKg: '12.5',
    stock: '0',
    location: '0001',
  },
  { item: 'RM-10', baseUom: 'EA', standardCost: '18.00', lotControl: true, stock: '5000' },
  {
    item: 'RM-20',
    baseUom: 'EA',
    standardCost: '2.50',
    stock: '10000',
    alternativeUoms: [{ uom: 'BAG', numerator: '100', denominator: '1' }],
  },
  {
    item: 'RM-30',
    baseUom: 'KG',
    standardCost: '1.20',
    lotControl: true,
    stock: '4000',
    alternativeUoms: [{ uom: 'G', numerator: '1', denominator: '1000' }],
  },
  {
    item: 'RM-50',
    baseUom: 'L',
    standardCost: '9.00',
    lotControl: true,
    stock: '200',
    alternativeUoms: [{ uom: 'ML', numerator: '1', denominator: '1000' }],
  },
];

/** BOM of FG-1000, revision B: per piece, all backflushed. */
const perPump = [
  { item: 'RM-10', quantity: '1', uom: 'EA' },
  { item: 'RM-20', quantity: '2', uom: 'EA' },
  { item: 'RM-30', quantity: '0.75', uom: 'KG' },
];

/** Adds the items. @param stock opening stock that differs, by item */
export function seedItems(plant: SapPlant, stock: Record<string, string> = {}): void {
  for (const item of items)
    plant.addItem({ ...item, ...(stock[item.item] !== undefined && { stock: stock[item.item] }) });
}

/** An order for pumps, BOM revision B and routing version 4, not released unless told. */
export function pumpOrder(orderNo: string, quantity = '500', differing: Partial<NewOrder> = {}): NewOrder {
  return {
    orderNo,
    item: 'FG-1000',
    quantity,
    uom: 'EA',
    productionVersion: 'B004',
    scheduledStart: '2026-03-10T06:00:00',
    scheduledEnd: '2026-03-12T14:00:00',
    components: perPump.map((one) => ({ ...one, quantity: new Decimal(one.quantity).times(quantity).toFixed() })),
    operations: [
      { operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' },
      { operationNo: '0020', workCenter: 'TEST-01', text: 'Test' },
    ],
    ...differing,
  };
}
