import type { ConfirmationPosting, Erp, FreightAccrual, GoodsMovementPosting } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, ConfigChange, Prepared } from '../../../practice/acceptance-bench.js';
import connector from '../index.js';
import { pumpOrder, type SapPlant, seedItems, startSapPlant } from './index.js';
import { PurchaseBench } from './purchase-acceptance.js';
import { SalesBench } from './sales-acceptance.js';

const PLANT = 'P100';
const pieces = (value: string) => ({ value, uom: 'EA' });

const confirmationOf = (orderNo: string): ConfirmationPosting => ({
  plant: PLANT,
  orderNo,
  confirmationId: `C-${orderNo}`,
  operation: '0020',
  final: false,
  yield: pieces('1'),
  scrap: pieces('0'),
  rework: pieces('0'),
  postingDate: '2026-03-10',
  movements: [
    { line: 'receipt', type: 'GR_PRODUCTION', item: 'FG-1000', quantity: pieces('1'), location: '0001', lot: 'L-31' },
    { line: '0002', type: 'GI_PRODUCTION', item: 'RM-20', quantity: pieces('2'), location: 'LINE' },
  ],
});

const issueOf = (orderNo: string): GoodsMovementPosting => ({
  plant: PLANT,
  orderNo,
  documentDate: '2026-03-10',
  postingDate: '2026-03-10',
  text: `parked line of ${orderNo}`,
  movements: [{ line: '0002', type: 'GI_PRODUCTION', item: 'RM-20', quantity: pieces('2'), location: 'LINE' }],
});

async function start(): Promise<AcceptanceBench> {
  const plant = await startSapPlant({ plants: [PLANT] });
  seedItems(plant, { 'FG-1000': '100000' });
  let last = 1_000_123;
  const given = (): string => {
    const orderNo = String(++last);
    plant.addOrder(pumpOrder(orderNo, '500', { released: true }));
    return orderNo;
  };
  const trial = (path: string, prepared: (orderNo: string) => Prepared) => ({
    write: { method: 'POST', path },
    prepare: async () => prepared(given()),
  });
  const config = (change?: ConfigChange) => ({
    url: plant.url,
    ...plant.credentials,
    companyCode: '1000',
    zone: 'America/Chicago',
    ...change,
  });
  const sales = new SalesBench(plant);
  const erp = connector.create('SAP', connector.config.parse(config()));
  const purchases = new PurchaseBench(plant, erp);
  return {
    faults: plant.faults,
    config,
    reads: {
      ...salesReads(plant, sales),
      readEngineeringChange: { changeNo: aChange(plant) },
      findOpenOrders: { plant: PLANT, item: 'FG-1000' },
      readPurchaseOrder: { purchaseOrderNo: await purchases.order() },
      readOrder: { plant: PLANT, orderNo: given() },
      readItems: { plant: PLANT, items: ['FG-1000', 'RM-20'] },
      readConfirmation: { confirmation: await confirmed(erp, given()) },
      readLotUse: { plant: PLANT, item: 'FG-1000', lot: 'L-31' },
    },
    postings: {
      ...salesPostings(sales, erp),
      ...purchasePostings(purchases),
      markDispatched: trial('/OrderReleasedByMES', (orderNo) => status(plant, orderNo, 'releasedByMes')),
      completeTechnically: trial('/TechlyCmpltOrder', (orderNo) => status(plant, orderNo, 'technicallyCompleted')),
      postConfirmation: trial('/ProdnOrdConf2', (orderNo) => ({
        message: confirmationOf(orderNo),
        documents: () => plant.ledger().confirmations.filter((one) => one.orderNo === orderNo).length,
      })),
      cancelConfirmation: {
        write: { method: 'POST', path: '/CancelProdnOrdConf' },
        async prepare() {
          const confirmation = await confirmed(erp, given());
          return {
            message: { plant: PLANT, confirmation, date: '2026-03-11' },
            documents: () =>
              plant.ledger().confirmations.filter(({ reverses }) => reverses === confirmation?.number).length,
          };
        },
      },
      postGoodsMovement: trial('/A_MaterialDocumentHeader', (orderNo) => ({
        message: issueOf(orderNo),
        documents: () =>
          plant.ledger().materialDocuments.filter(({ movements }) => movements[0]?.orderNo === orderNo).length,
      })),
    },
    stop: () => plant.stop(),
  };
}

const aChange = (plant: SapPlant): string =>
  plant.changes.put({
    changeNo: 'ECO-5012',
    plants: [{ plant: PLANT, effectiveFrom: '2026-04-06T00:00:00', ready: true }],
    definitions: [{ entity: 'bom', id: 'FG-1000', from: 'B', fields: [{ name: 'RM-20', from: '2', to: '3' }] }],
  }).changeNo;

const salesReads = (plant: SapPlant, sales: SalesBench) => ({
  readSalesOrder: { salesOrderNo: plant.addSalesOrder() },
  findDeliveries: { salesOrderNo: plant.addSalesOrder() },
  readDelivery: { plant: PLANT, deliveryNo: sales.delivery('ISSUED') },
  readBillingDocument: { billingDocumentNo: sales.billing() },
  readStock: { plant: PLANT, item: 'FG-1000' },
  readStockAsOf: { plant: PLANT, asOf: new Date().toISOString(), locations: ['LINE'] },
});

function salesPostings(sales: SalesBench, erp: Erp): AcceptanceBench['postings'] {
  const write = (path: string, method = 'POST') => ({ method, path });
  const unknown = { plant: PLANT, deliveryNo: '79999999' };
  const context = () => ({ key: 'given', signal: new AbortController().signal });
  const accrue = (message: FreightAccrual) => erp.accrueFreight.send(message, context());
  return {
    createDelivery: { write: write('/A_OutbDeliveryHeader'), prepare: async () => sales.createDelivery() },
    changeDelivery: { write: write('/A_OutbDeliveryItem', 'PATCH'), prepare: async () => sales.changeDelivery() },
    setPicked: { write: write('/PickOneItemWithSalesQuantity'), prepare: async () => sales.setPicked() },
    deleteDelivery: {
      write: write('/A_OutbDeliveryHeader', 'DELETE'),
      prepare: async () => sales.deleteDelivery(),
      neverHappened: unknown,
    },
    postGoodsIssue: { write: write('/PostGoodsIssue'), prepare: async () => sales.postGoodsIssue() },
    reverseGoodsIssue: {
      write: write('/ReverseGoodsIssue'),
      prepare: async () => sales.reverseGoodsIssue(),
      neverHappened: { ...unknown, date: '2026-03-11' },
    },
    accrueFreight: { write: write('/journalentrycreate'), prepare: async () => sales.accrueFreight() },
    reverseFreightAccrual: {
      write: write('/journalentrycreate'),
      prepare: () => sales.reverseFreightAccrual(accrue),
      neverHappened: { ...sales.accrual(), date: '2026-03-11' },
    },
    bill: { write: write('/SAP__self.CreateFromSDDocument'), prepare: async () => sales.bill() },
    cancelBilling: { write: write('/Cancel'), prepare: async () => sales.cancelBilling() },
    rejectLines: { write: write('/A_SalesOrderItem', 'PATCH'), prepare: async () => sales.rejectLines() },
  };
}

function purchasePostings(purchases: PurchaseBench): AcceptanceBench['postings'] {
  const write = (path: string, method = 'POST') => ({ method, path });
  const item = write('/A_PurchaseOrderItem', 'PATCH');
  return {
    createInboundDelivery: {
      write: write('/A_InbDeliveryHeader'),
      prepare: async () => purchases.createInboundDelivery(),
    },
    deleteInboundDelivery: {
      write: write('/A_InbDeliveryHeader', 'DELETE'),
      prepare: () => purchases.deleteInboundDelivery(),
      neverHappened: { plant: PLANT, inboundDeliveryNo: '179999999' },
    },
    amendPurchaseOrder: { write: item, prepare: async () => purchases.amendPurchaseOrder() },
    setDeliveryComplete: { write: item, prepare: async () => purchases.setDeliveryComplete() },
    cancelGoodsMovement: { write: write('/Cancel'), prepare: () => purchases.cancelGoodsMovement() },
  };
}

const status = (plant: SapPlant, orderNo: string, flag: 'releasedByMes' | 'technicallyCompleted'): Prepared => ({
  message: { plant: PLANT, orderNo },
  documents: () => plant.ledger().orders.filter((order) => order.orderNo === orderNo && order[flag]).length,
});

async function confirmed(erp: Erp, orderNo: string) {
  const { documents } = await erp.postConfirmation.send(confirmationOf(orderNo), {
    key: 'given',
    signal: new AbortController().signal,
  });
  return documents[0];
}

const ANOTHER_KEY = 'does not take the posting of another key for its own';

const acceptance: Acceptance = {
  start,
  skips: {
    [`completeTechnically: ${ANOTHER_KEY}`]:
      'technical completion is a status of the order and carries no key: it stands, whoever has set it',
    [`createDelivery: ${ANOTHER_KEY}`]:
      'a delivery carries no key of ours: the one asked for is the one with these lines that was not known before',
    [`postGoodsIssue: ${ANOTHER_KEY}`]:
      'goods issue is a status of the delivery and carries no key: it stands, whoever has posted it',
    [`reverseGoodsIssue: ${ANOTHER_KEY}`]:
      'that goods issue does not stand is a status of the delivery, whoever has reversed it',
    [`bill: ${ANOTHER_KEY}`]:
      'a delivery is billed once: the document that stands is the one asked for, whoever made it',
    [`cancelBilling: ${ANOTHER_KEY}`]: 'that it is cancelled is a status of the billing document, whoever cancelled it',
    [`createInboundDelivery: ${ANOTHER_KEY}`]:
      'an inbound delivery carries no key of ours: the one asked for is the one with the supplier’s number for this order',
    [`cancelConfirmation: ${ANOTHER_KEY}`]: 'that it is reversed is a status of the confirmation, whoever reversed it',
    [`cancelGoodsMovement: ${ANOTHER_KEY}`]:
      'that it is cancelled is a status of the material document, whoever cancelled it',
    [`accrueFreight: ${ANOTHER_KEY}`]:
      'an accrual is named by its delivery, load and tender round, so that its reversal finds it too: one is enough',
    [`reverseFreightAccrual: ${ANOTHER_KEY}`]:
      'a reversal is named by its delivery, load and tender round like the accrual that it takes back',
  },
};
export default acceptance;
