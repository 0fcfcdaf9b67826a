import { expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { bulk, onHand, ORDER, pieces, startedPlant, under } from './harness.js';

const wanted = { ...ORDER, signalNo: 'KB-77', item: 'RM-20', quantity: pieces('300'), location: 'LINE' };
const posted = { documents: [{ system: 'WMS-RDC1', type: 'REPLENISHMENT', number: 'KB-77' }] };

it('makes one task of a signal, whatever is lost, and brings the material once', async () => {
  const { plant, wms } = await startedPlant({ stock: bulk });
  plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
  expect(await wms.replenish.find(wanted, under('key-1'))).toBeNull();
  expect(await troubleOf(wms.replenish.send(wanted, under('key-1')))).toMatchObject({ applied: 'maybe' });
  expect(await wms.replenish.find(wanted, under('key-1'))).toEqual(posted);
  expect(await wms.replenish.send(wanted, under('key-1'))).toEqual(posted);
  expect(await wms.replenish.send(wanted, under('key-2'))).toEqual(posted);
  plant.bring('KB-77');
  expect(() => plant.bring('KB-77')).toThrow('no open replenishment');
  expect(onHand(plant)).toEqual(['300 RM-20 at LINE', '400 RM-30 at BULK', '500 RM-10 at BULK', '700 RM-20 at BULK']);
});

it('does not take another quantity for the same signal', async () => {
  const { plant, wms } = await startedPlant();
  await wms.replenish.send(wanted, under('key-1'));
  const other = { ...wanted, quantity: pieces('301') };
  expect(await troubleOf(wms.replenish.send(other, under('key-2')))).toMatchObject({
    ...{ code: 'B-REJECTED', applied: 'no', upstream: { code: 'SIGNAL_KNOWN' } },
  });
  expect(plant.ledger().replenishments['KB-77']?.qty).toEqual(pieces('300'));
});

it('waits by itself until there is enough, and never brings a part', async () => {
  const { plant, wms } = await startedPlant({ replenishAfterMs: 1 });
  await wms.replenish.send(wanted, under('key-1'));
  plant.transfer('RM-20', '299', 'BULK');
  expect(() => plant.bring('KB-77')).toThrow('299 on hand, 300 needed');
  plant.transfer('RM-20', '1', 'BULK');
  const told = () => plant.events.events.filter(({ type }) => type === 'TransferPosted');
  while (told().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told().map(({ data }) => data)).toEqual([
    {
      ...{ orderNo: '1000123', signalNo: 'KB-77', item: 'RM-20', qty: pieces('300') },
      ...{ fromLocation: 'BULK', toLocation: 'LINE' },
    },
  ]);
});
