import { expect, it } from 'vitest';
import restWms from '../../../connectors/rest-wms/index.js';
import type { WmsPlant } from '../../../connectors/rest-wms/practice/index.js';
import { troubleOf } from '../trouble-of.js';
import { DELIVERY, finishedGoods, given, pieces, release, startedPlant, under } from './harness.js';

const connected = (plant: WmsPlant, config: object) =>
  restWms.create('WMS-RDC1', restWms.config.parse({ url: plant.url, token: 'practice', ...config }));

it('does not guess at a status word that it does not know, until the landscape names it', async () => {
  const { plant, wms } = await startedPlant({ stock: finishedGoods });
  await wms.releaseOutbound.send(release, under('key-1'));
  const order = (await (await plantAsks(plant, '/outbound-orders/80001')).json()) as object;
  // The WMS has learnt a word since it was connected.
  plant.outboundOrders.show = () => ({ status: 200, body: { ...order, status: 'LOADED' } });
  expect(await troubleOf(wms.readOutbound(DELIVERY, given()))).toMatchObject({
    ...{ code: 'C-BAD-REPLY', applied: 'no', text: expect.stringContaining('/status') as string },
  });
  const told = connected(plant, { statuses: { LOADED: 'PACKED' } });
  expect((await told.readOutbound(DELIVERY, given()))?.status).toBe('PACKED');
});

it('refuses a landscape that names a status which is none of ours', () => {
  const config = { url: 'http://127.0.0.1:1', token: 't', statuses: { LOADED: 'GONE' } };
  expect(restWms.config.safeParse(config).success).toBe(false);
});

it('reads what is short, and why', async () => {
  const { plant, wms } = await startedPlant({ stock: finishedGoods });
  await wms.releaseOutbound.send(release, under('key-1'));
  plant.outbound.short('80001', '10', '15', 'DAMAGED');
  plant.outbound.pickAll('80001');
  expect((await wms.readOutbound(DELIVERY, given()))?.lines[0]).toEqual({
    ...{ line: '10', item: 'FG-1000', quantity: pieces('60'), picked: pieces('45') },
    ...{ short: pieces('15'), shortReason: 'DAMAGED', lots: [{ lot: 'L-1', quantity: pieces('45') }] },
  });
});

it('reads where stock lies by lot, picked goods at the dock too, under the names of the ERP', async () => {
  const { plant, wms } = await startedPlant({ stock: finishedGoods });
  await wms.releaseOutbound.send(release, under('key-1'));
  plant.outbound.pickAll('80001');
  const told = connected(plant, { locations: { FG: '0002', DOCK: '0002' } });
  expect(await told.readStock({ plant: 'P100', item: 'FG-1000' }, given())).toEqual([
    { location: '0002', lot: 'L-1', status: 'UNRESTRICTED', quantity: pieces('40') },
    { location: '0002', lot: 'L-1', status: 'UNRESTRICTED', quantity: pieces('60') },
  ]);
  expect(await told.readStock({ plant: 'P100', item: 'unheard of' }, given())).toEqual([]);
});

it('lets who has missed events fetch every movement that followed', async () => {
  const { plant, wms } = await startedPlant({ stock: finishedGoods });
  await wms.releaseOutbound.send(release, under('key-1'));
  plant.outbound.pickAll('80001');
  plant.outbound.ship('80001');
  const read = async (afterId: number) => {
    const answer = await plantAsks(plant, `/movements?afterId=${afterId}`);
    const { movements } = (await answer.json()) as { movements: { id: number; reason: string; quantity: string }[] };
    return movements.map(({ id, reason, quantity }) => `${id} ${reason} ${quantity}`);
  };
  expect(await read(0)).toEqual(['1 PICK 60', '2 PICK 5', '3 SHIP 60', '4 SHIP 5']);
  expect(await read(3)).toEqual(['4 SHIP 5']);
});

const plantAsks = (plant: WmsPlant, path: string) =>
  fetch(plant.url + path, { headers: { authorization: 'Bearer practice' } });
