import type { Books, MesLedger } from '../../practice/reckoning.js';

const ORDER = '1000101';

/** One order of ten pumps, made with one scrapped, everything posted as it should be. */
export function agreeingBooks(): Books {
  const movement = (type: string, item: string, quantity: string, uom: string, location: string) => ({
    ...{ type, item, quantity, uom, location, orderNo: ORDER, plant: 'P100' },
  });
  const level = (item: string, location: string, quantity: string) => ({
    ...{ plant: 'P100', item, location, quantity, batch: '', status: 'UNRESTRICTED' as const },
  });
  return {
    sap: {
      confirmations: [
        {
          ...{ number: '45678/1', orderNo: ORDER, operation: '0020', externalKey: 'key-1', text: '1000101-1' },
          ...{ yield: '9', scrap: '1', rework: '0', final: true, postingDate: '2026-03-10' },
        },
      ],
      materialDocuments: [
        {
          ...{ number: '4900000001', year: '2026', reference: '', text: '1000101-1', postingDate: '2026-03-10' },
          confirmation: '45678/1',
          movements: [
            movement('101', 'FG-1000', '9', 'EA', '0001'),
            movement('261', 'RM-10', '10', 'EA', 'LINE'),
            movement('261', 'RM-30', '7.5', 'KG', 'LINE'),
          ],
        },
      ],
      opening: [level('FG-1000', '0001', '0'), level('RM-10', 'LINE', '100'), level('RM-30', 'LINE', '100')],
      stock: [level('FG-1000', '0001', '9'), level('RM-10', 'LINE', '90'), level('RM-30', 'LINE', '92.5')],
      failedMovements: [],
      ...{ salesOrders: [], deliveries: [], billingDocuments: [], journalEntries: [] },
      ...{ purchaseOrders: [], inboundDeliveries: [] },
      orders: [
        {
          ...{ orderNo: ORDER, plant: 'P100', item: 'FG-1000', quantity: '10', confirmedYield: '9' },
          ...{ released: true, releasedByMes: true, confirmed: true, technicallyCompleted: true },
        },
      ],
    },
    plants: { P100: { mes: mesLedger(), wms: wmsLedger() } },
    runs: [
      { runId: `order-to-production/1000/P100/${ORDER}`, state: 'CLOSED' },
      { runId: `production-to-inventory/1000/P100/${ORDER}`, state: 'DONE' },
    ],
  };
}

const mesLedger = (): MesLedger => ({
  changes: {},
  orders: {
    [ORDER]: {
      ...{ orderNo: ORDER, status: 'COMPLETED', version: '1', item: 'FG-1000', bomRev: 'B', routingVersion: '4' },
      quantity: { value: '10', uom: 'EA' },
      operations: ['0010', '0020'],
      reported: { yield: '9', scrap: '1', rework: '0' },
      confirmations: ['1000101-1'],
      changes: [{ kind: 'PUT', key: 'dispatch', version: '1' }],
    },
  },
});

function wmsLedger(): Books['plants'][string]['wms'] {
  const lines = [
    { line: '0001', item: 'RM-10', qty: { value: '10', uom: 'EA' }, location: 'LINE' },
    { line: '0003', item: 'RM-30', qty: { value: '7.5', uom: 'KG' }, location: 'LINE' },
  ];
  const entry = (item: string, location: string, [opening, into, out, onHand]: [string, string, string, string]) => ({
    ...{ item, location, opening, in: into, out, onHand },
  });
  return {
    changes: {},
    snapshots: [],
    countTasks: {},
    stagingRequests: {
      [ORDER]: {
        ...{ orderNo: ORDER, version: '1', status: 'STAGED', lines, idempotencyKey: 'staging', changes: [] },
        brought: lines.map((line) => ({ ...line, atLine: true })),
      },
    },
    returnTasks: [],
    replenishments: {},
    outboundOrders: {},
    inboundDeliveries: {},
    statusChanges: [],
    takeBackTasks: [],
    receipts: {
      '1000101-1': {
        ...{ receiptId: '1000101-1', orderNo: ORDER, plant: 'P100', item: 'FG-1000', location: '0001' },
        ...{ qty: { value: '9', uom: 'EA' }, status: 'PUT_AWAY', withdrawn: '0', takenBack: '0' },
        idempotencyKey: 'receipt',
      },
    },
    stock: [
      entry('RM-10', 'BULK', ['50', '0', '10', '40']),
      entry('RM-30', 'BULK', ['50', '0', '7.5', '42.5']),
      entry('RM-10', 'LINE', ['0', '10', '0', '10']),
      entry('RM-30', 'LINE', ['0', '7.5', '0', '7.5']),
      entry('FG-1000', '0001', ['0', '9', '0', '9']),
    ],
  };
}
