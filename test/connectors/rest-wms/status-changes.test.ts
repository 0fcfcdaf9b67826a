import { describe, expect, it } from 'vitest';
import restWms from '../../../connectors/rest-wms/index.js';
import { troubleOf } from '../trouble-of.js';
import { DELIVERY, given, pieces, release, startedPlant, under } from './harness.js';
import { change, lying, received } from './inbound-harness.js';

describe('what stock may be used for', () => {
  it('is changed once when the reply is lost', async () => {
    const { plant, wms } = await received();
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '^/stock-status-changes' });
    expect(await wms.changeStockStatus.find(change(), under('key-1'))).toBeNull();
    expect(await troubleOf(wms.changeStockStatus.send(change(), under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(fault.struck).toBe(1);
    const posted = { documents: [{ system: 'WMS-RDC1', type: 'STATUS_CHANGE', number: 'SC-1' }] };
    expect(await wms.changeStockStatus.find(change(), under('key-1'))).toEqual(posted);
    expect(await wms.changeStockStatus.send(change(), under('key-1'))).toEqual(posted);
    expect(await wms.changeStockStatus.send(change(), under('key-2'))).toEqual(posted);
    expect(lying(plant)).toEqual(['20 RM-10 EXCESS_HOLD at INBOUND', '580 RM-10 QUALITY at INBOUND']);
    expect(plant.ledger().statusChanges).toHaveLength(1);
  });

  it('is not changed for a reference that stands for something else', async () => {
    const { plant, wms } = await received();
    await wms.changeStockStatus.send(change(), under('key-1'));
    const other = change({ quantity: pieces('30') });
    expect(await troubleOf(wms.changeStockStatus.send(other, under('key-2')))).toMatchObject({
      ...{ code: 'B-REJECTED', applied: 'no', upstream: { code: 'REFERENCE_KNOWN' } },
    });
    expect(lying(plant)).toContain('20 RM-10 EXCESS_HOLD at INBOUND');
    expect(await wms.changeStockStatus.find(change({ reference: 'another' }), under('key-1'))).toBeNull();
  });

  it('is refused for more than there is, for another lot, and for goods without one', async () => {
    const { plant, wms } = await received();
    const { lot: _, ...unlabelled } = change({ reference: 'unlabelled' });
    const wanted = [change({ quantity: pieces('601') }), change({ lot: 'L-802' }), unlabelled];
    for (const [index, one] of wanted.entries()) {
      const trouble = await troubleOf(wms.changeStockStatus.send(one, under(`key-${index}`)));
      expect(trouble).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no' });
    }
    expect(lying(plant)).toEqual(['600 RM-10 QUALITY at INBOUND']);
    expect(plant.ledger().statusChanges).toEqual([]);
  });

  it('takes what is used up by a test out of stock', async () => {
    const { plant, wms } = await received();
    await wms.changeStockStatus.send(change({ quantity: pieces('5'), to: 'SAMPLE' }), under('key-1'));
    expect(lying(plant)).toEqual(['595 RM-10 QUALITY at INBOUND']);
  });

  it('is told in the WMS’s own words where the landscape has them', async () => {
    const { plant } = await received();
    const heard: unknown[] = [];
    plant.statusChanges.post = (body) => {
      heard.push(body);
      return { status: 201, body: { changeId: 'SC-9', reference: change().reference } };
    };
    const words = { sentStatuses: { EXCESS_HOLD: 'HOLD_04' } };
    const told = restWms.create('WMS', restWms.config.parse({ url: plant.url, token: 'practice', ...words }));
    await told.changeStockStatus.send(change(), under('key-1'));
    expect(heard).toEqual([expect.objectContaining({ from: 'QUALITY', to: 'HOLD_04' })]);
  });
});

describe('stock that is not free', () => {
  it('is neither picked for customers nor staged, until it is', async () => {
    const stock = [
      { item: 'FG-1000', location: 'FG', quantity: '100', status: 'QUALITY' as const },
      { item: 'FG-2000', location: 'FG', quantity: '5' },
    ];
    const { plant, wms } = await startedPlant({ stock });
    await wms.releaseOutbound.send(release, under('release'));
    plant.outbound.pickAll('80001');
    const picked = async () => (await wms.readOutbound(DELIVERY, given()))?.lines[0];
    expect(await picked()).toMatchObject({ picked: pieces('0'), short: pieces('60') });
    const { lot: _, ...freed } = change({ item: 'FG-1000', quantity: pieces('60'), to: 'UNRESTRICTED' });
    await wms.changeStockStatus.send(freed, under('free'));
    plant.outbound.pickAll('80001');
    expect(await picked()).toMatchObject({ picked: pieces('60'), short: pieces('0') });
    expect(lying(plant)).toContain('40 FG-1000 QUALITY at FG');
  });
});
