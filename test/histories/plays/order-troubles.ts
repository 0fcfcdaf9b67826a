import type { FaultRequest } from '../../../practice/faults.js';
import type { TestPlant } from '../../setup/plant.js';
import { inException, make, type Plays, posted, send, start } from './play.js';

const ofOrder = (orderNo: string): FaultRequest => ({
  kind: 'status',
  method: 'GET',
  path: `A_ProductionOrder_2.*${orderNo}`,
  status: 500,
  times: 10_000,
});
const completion = (orderNo: string) => ({ method: 'POST', path: `/TechlyCmpltOrder.*${orderNo}` });

/** All made and completed, with the next read answered (it comes before the posting), and none after it. */
async function completeUnseen(plant: TestPlant, orderNo: string, lost: 'commit-then-cut' | 'cut-before') {
  await start(plant, orderNo);
  plant.mes.confirm(orderNo, { yield: '500' });
  await posted(plant, orderNo, '500');
  plant.sap.faults.ask({ kind: lost, ...completion(orderNo) });
  plant.sap.faults.ask({ ...ofOrder(orderNo), kind: 'hold-reply', delayMs: 1, times: 1 });
  const mute = plant.sap.faults.ask(ofOrder(orderNo));
  plant.mes.complete(orderNo);
  await plant.until('production', orderNo, (view) => view.condition === 'UNKNOWN_OUTCOME');
  return mute;
}

/** Orders to production whose steps fail, wait, or leave a doubt. */
export const orderTroubles = {
  async 'system-down'(plant, orderNo) {
    plant.order(orderNo);
    plant.sap.faults.ask(ofOrder(orderNo));
    await plant.release(orderNo);
  },

  async 'system-down-then-up'(plant, orderNo) {
    plant.order(orderNo);
    const fault = plant.sap.faults.ask({ ...ofOrder(orderNo), status: 503, retryAfterS: 5 });
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.condition === 'RETRYING');
    await plant.act('production', orderNo, 'retry');
    fault.left = 0;
  },

  async 'locked-too-long'(plant, orderNo) {
    await send(plant, orderNo);
    const locked = { kind: 'status', status: 400, code: 'M3/897', times: 1_000 } as const;
    plant.sap.faults.ask({ ...locked, method: 'POST', path: `/OrderReleasedByMES.*${orderNo}` });
    plant.mes.accept(orderNo);
  },

  async 'held-queue-then-released'(plant, orderNo) {
    const why = { reasonCode: 'MAINTENANCE', text: 'backup' };
    await plant.call('POST', '/v1/systems/MES-P100/hold', why);
    plant.order(orderNo);
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.blockedOn === 'MES-P100');
    await plant.act('production', orderNo, 'retry');
    await plant.call('POST', '/v1/systems/MES-P100/release', why);
  },

  async 'on-hold'(plant, orderNo) {
    await send(plant, orderNo);
    await plant.act('production', orderNo, 'hold');
  },

  async 'held-then-released'(plant, orderNo) {
    plant.order(orderNo);
    const slow = { kind: 'hold-reply', delayMs: 1_500 } as const;
    plant.wms.faults.ask({ ...slow, method: 'PUT', path: `/staging-requests/${orderNo}` });
    await plant.release(orderNo);
    await plant.act('production', orderNo, 'hold');
    await plant.until('production', orderNo, (view) => view.condition === 'ON_HOLD');
    await plant.act('production', orderNo, 'release');
  },

  async 'step-skipped'(plant, orderNo) {
    plant.order(orderNo);
    const path = `/staging-requests/${orderNo}`;
    plant.wms.faults.ask({ kind: 'status', method: 'PUT', path, status: 422, code: 'NO_SUCH_DOOR', times: 10 });
    await plant.release(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'skip');
  },

  async 'message-amended'(plant, orderNo) {
    plant.order(orderNo);
    const path = `/staging-requests/${orderNo}`;
    plant.wms.faults.ask({ kind: 'status', method: 'PUT', path, status: 422, code: 'TOO_SOON' });
    await plant.release(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'amend', { payload: { message: { requiredAt: '2028-03-10T15:00:00Z' } } });
  },

  async 'unknown-outcome'(plant, orderNo) {
    await completeUnseen(plant, orderNo, 'commit-then-cut');
  },

  async 'doubt-found'(plant, orderNo) {
    await start(plant, orderNo);
    plant.sap.faults.ask({ kind: 'commit-then-cut', ...completion(orderNo) });
    await make(plant, orderNo);
  },

  async 'doubt-absent-then-sent-again'(plant, orderNo) {
    await start(plant, orderNo);
    plant.sap.faults.ask({ kind: 'cut-before', ...completion(orderNo) });
    await make(plant, orderNo);
  },

  async 'doubt-resolved-by-a-person'(plant, orderNo) {
    const mute = await completeUnseen(plant, orderNo, 'cut-before');
    await plant.act('production', orderNo, 'resolve', { payload: { posted: true } });
    const resolved = plant.act('production', orderNo, 'resolve', { payload: { posted: false } });
    mute.left = 0;
    await resolved;
  },
} satisfies Partial<Plays<'order-to-production'>>;
