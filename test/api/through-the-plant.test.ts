import { describe, expect, it } from 'vitest';
import { testKey } from '../setup/landscape.js';
import { confirmation, startFloor } from '../setup/floor.js';
import { cloudEvent, startTestApi, until } from './harness.js';

const floor = await startFloor();
const api = await startTestApi(floor.temporal.client, { landscape: floor.landscape, store: floor.store });
const production = (orderNo: string) => `/v1/runs/order-to-production/1000/P100/${orderNo}`;
const mes = (type: string, data: unknown) => api.send('/mes/P100', cloudEvent('/mes/P100', type, data));
const released = (orderNo: string) =>
  api.send(
    '/sap/S4H',
    cloudEvent('/sap/S4H', 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1', {
      ManufacturingOrder: orderNo,
      ProductionPlant: 'P100',
    }),
  );
const inState = (orderNo: string, state: string) =>
  until(
    () => api.get(production(orderNo), { as: 'viewer' }),
    ({ body }) => body['state'] === state,
  );

describe('through real processes and the practice plant', () => {
  it('a release and the reports of the shop floor, sent over HTTP, become postings in the ERP', async () => {
    floor.order('1000123');
    await released('000001000123');
    await inState('1000123', 'AWAITING_ACK');
    await mes('OrderAccepted', { orderNo: '1000123' });
    await mes('OrderStarted', { orderNo: '1000123' });
    await inState('1000123', 'IN_EXECUTION');
    await mes('OperationConfirmed', confirmation('1000123', {}));
    const address = '/v1/runs/production-to-inventory/1000/P100/1000123';
    const { body } = await until(
      () => api.get(address),
      (seen) => seen.body['state'] === 'IDLE' && (seen.body['documents'] as unknown[]).length > 0,
    );
    expect(body['documents']).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'CONFIRMATION' })]));
    const list = await api.get('/v1/runs?q=1000123', { as: 'planner' });
    expect(list.body['runs']).toHaveLength(2);
  });

  it('an order is cancelled by its plan, and the action tells how it ended', async () => {
    floor.order('1000124');
    await released('1000124');
    await inState('1000124', 'AWAITING_ACK');
    await mes('OrderAccepted', { orderNo: '1000124' });
    await inState('1000124', 'ACKNOWLEDGED');
    const planned = await until(
      () => api.get(`${production('1000124')}/cancel-plan`, { as: 'planner' }),
      ({ body }) => (body['kept'] as unknown[]).length > 0,
    );
    expect(planned.body).toMatchObject({ allowed: true, undone: [{ step: 'dispatch' }, { step: 'stage components' }] });
    const cancel = { action: 'cancel', reasonCode: 'NO_DEMAND', text: 'customer withdrew' };
    const act = (expectedRevision: number) =>
      api.post(`${production('1000124')}/actions`, { as: 'planner', body: { ...cancel, expectedRevision } });
    expect((await act(planned.body.revision - 1)).body).toMatchObject({ code: 'STALE_REVISION', status: 409 });
    const fresh = await api.get(`${production('1000124')}/cancel-plan`, { as: 'planner' });
    const taken = await act(fresh.body.revision);
    expect(taken.status).toBe(202);
    const ended = await api.get(`${taken.headers.get('location')}?wait=30`, { as: 'viewer' });
    expect(ended.body).toMatchObject({ actionId: taken.body.actionId, state: 'done' });
    expect((await inState('1000124', 'CANCELLED')).body).toMatchObject({ temporalStatus: 'COMPLETED', undoable: [] });
    expect((await act(fresh.body.revision)).body).toMatchObject({ code: 'RUN_CLOSED', status: 409 });
    expect((await released('1000124')).status).toBe(202);
    const again = await api.post('/v1/runs/order-to-production', {
      headers: { authorization: `Bearer ${testKey('trigger')}` },
      body: { company: '1000', plant: 'P100', orderNo: '1000124' },
    });
    expect(again).toMatchObject({ status: 200, body: { state: 'CANCELLED', duplicate: true } });
  });
});
