import type { ProductionConfirmation } from '../../contracts/entities/confirmation.js';
import type { Item } from '../../contracts/entities/item.js';
import type { OrderComponent, ProductionOrder } from '../../contracts/entities/production-order.js';

export const component = (
  line: string,
  item: string,
  value: string,
  uom: string,
  more: Partial<OrderComponent> = {},
): OrderComponent => ({
  line,
  item,
  quantity: { value, uom },
  fixedQuantity: false,
  backflush: true,
  operationNo: '0010',
  issueLocation: 'LINE',
  ...more,
});

/** 500 pumps: a housing, two seals and 0.750 KG of steel each. */
export const pumps = (more: Partial<ProductionOrder> = {}): ProductionOrder => ({
  company: '1000',
  plant: 'P100',
  orderNo: '1000123',
  sourceVersion: '1',
  status: 'RELEASED',
  item: 'FG-1000',
  quantity: { value: '500', uom: 'EA' },
  scheduledStart: '2027-03-10T12:00:00Z',
  scheduledEnd: '2027-03-11T12:00:00Z',
  bomRevision: 'B',
  routingVersion: '4',
  location: '0001',
  components: [
    component('0001', 'RM-10', '500', 'EA'),
    component('0002', 'RM-20', '1000', 'EA'),
    component('0003', 'RM-30', '375.000', 'KG'),
  ],
  operations: [{ operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' }],
  ...more,
});

export const item = (name: string, baseUom: string, more: Partial<Item> = {}): Item => ({
  item: name,
  plant: 'P100',
  baseUom,
  alternativeUoms: [],
  priceUnit: '1',
  lotControl: false,
  ...more,
});

export const report = (more: Partial<ProductionConfirmation> = {}): ProductionConfirmation => ({
  confirmationId: 'MES-1',
  orderNo: '1000123',
  operation: '0010',
  kind: 'PARTIAL',
  yield: { value: '100', uom: 'EA' },
  scrap: { value: '4', uom: 'EA' },
  rework: { value: '0', uom: 'EA' },
  outputs: [],
  consumption: [],
  ...more,
});
