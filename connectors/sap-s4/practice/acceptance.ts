import type { ConfirmationPosting, Erp, GoodsMovementPosting } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, ConfigChange, Prepared } from '../../../practice/acceptance-bench.js';
import connector from '../index.js';
import { pumpOrder, type SapPlant, seedItems, startSapPlant } from './index.js';

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
  seedItems(plant);
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
  return {
    faults: plant.faults,
    config,
    reads: {
      readOrder: { plant: PLANT, orderNo: given() },
      readItems: { plant: PLANT, items: ['FG-1000', 'RM-20'] },
      readConfirmation: {
        confirmation: await confirmed(connector.create('SAP', connector.config.parse(config())), given()),
      },
    },
    postings: {
      markDispatched: trial('/OrderReleasedByMES', (orderNo) => status(plant, orderNo, 'releasedByMes')),
      completeTechnically: trial('/TechlyCmpltOrder', (orderNo) => status(plant, orderNo, 'technicallyCompleted')),
      postConfirmation: trial('/ProdnOrdConf2', (orderNo) => ({
        message: confirmationOf(orderNo),
        documents: () => plant.ledger().confirmations.filter((one) => one.orderNo === orderNo).length,
      })),
      postGoodsMovement: trial('/A_MaterialDocumentHeader', (orderNo) => ({
        message: issueOf(orderNo),
        documents: () =>
          plant.ledger().materialDocuments.filter(({ movements }) => movements[0]?.orderNo === orderNo).length,
      })),
    },
    stop: () => plant.stop(),
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

const acceptance: Acceptance = {
  start,
  skips: {
    'completeTechnically: does not take the posting of another key for its own':
      'technical completion is a status of the order and carries no key: it stands, whoever has set it',
  },
};
export default acceptance;
