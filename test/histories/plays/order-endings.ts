import { accept, cancel, inException, make, type Plays, send, start } from './play.js';

/** Orders to production that come to an end, with or without a cancel on the way. */
export const orderEndings = {
  async closed(plant, orderNo) {
    await start(plant, orderNo);
    await make(plant, orderNo);
  },

  async 'closed-short'(plant, orderNo) {
    await start(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '120' });
    await plant.until('production', orderNo, (view) => view.progress?.yield === '120');
    plant.sap.requestCancel(orderNo);
    await plant.until('production', orderNo, (view) => view.state === 'CANCEL_DECISION');
    await plant.act('production', orderNo, 'decide', { payload: { choice: 'SHORT_CLOSE' } });
  },

  async 'let-finish'(plant, orderNo) {
    await start(plant, orderNo);
    plant.sap.requestCancel(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'reassign', { payload: { owner: 'supervisor' } });
    await plant.act('production', orderNo, 'retry');
    await plant.act('production', orderNo, 'decide', { payload: { choice: 'LET_FINISH' } });
    await make(plant, orderNo);
  },

  /** The completion overtakes all of its reports. */
  async 'completed-before-its-reports'(plant, orderNo) {
    await start(plant, orderNo);
    plant.mes.events.hold(orderNo);
    plant.mes.confirm(orderNo, { yield: '300' });
    plant.mes.confirm(orderNo, { yield: '200', final: true });
    plant.mes.events.tell('OrderCompleted', `${orderNo}/end`, { orderNo, confirmations: 2 });
    await inException(plant, 'production', orderNo);
    plant.mes.events.release(orderNo);
  },

  /** The last report cannot be posted for longer than it should. */
  async 'drained-late'(plant, orderNo) {
    await start(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100' });
    await plant.until('production', orderNo, (view) => view.progress?.yield === '100');
    const fault = plant.sap.faults.ask({
      kind: 'status',
      method: 'POST',
      path: '/ProdnOrdConf2',
      body: orderNo,
      status: 503,
      retryAfterS: 1,
      times: 100,
    });
    plant.mes.confirm(orderNo, { yield: '400' });
    plant.mes.complete(orderNo);
    await inException(plant, 'production', orderNo);
    fault.left = 0;
  },

  async cancelled(plant, orderNo) {
    await send(plant, orderNo);
    await accept(plant, orderNo);
    plant.sap.requestCancel(orderNo);
  },

  /** Nobody has told of the start but the MES, asked to take it back. */
  async 'cancelled-after-an-untold-start'(plant, orderNo) {
    await send(plant, orderNo);
    await accept(plant, orderNo);
    plant.mes.events.hold(orderNo);
    plant.mes.start(orderNo);
    plant.sap.requestCancel(orderNo);
  },

  async 'cancelled-by-a-person'(plant, orderNo) {
    await send(plant, orderNo);
    await cancel(plant, orderNo);
  },

  async 'cancelled-in-temporal'(plant, orderNo) {
    await send(plant, orderNo);
    await plant.temporal.client.workflow.getHandle(`order-to-production/1000/P100/${orderNo}`).cancel();
  },

  async 'cancelled-in-doubt'(plant, orderNo) {
    plant.order(orderNo);
    const path = `/production-orders/${orderNo}`;
    plant.mes.faults.ask({ kind: 'status', method: 'PUT', path, status: 500, times: 1_000 });
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.condition === 'RETRYING');
    await cancel(plant, orderNo);
  },

  async 'cancelled-in-a-held-queue'(plant, orderNo) {
    const why = { reasonCode: 'MAINTENANCE', text: 'backup' };
    await plant.call('POST', '/v1/systems/MES-P100/hold', why);
    plant.order(orderNo);
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.blockedOn === 'MES-P100');
    await cancel(plant, orderNo);
    await plant.call('POST', '/v1/systems/MES-P100/release', why);
  },

  async 'undo-parked-then-retried'(plant, orderNo) {
    await send(plant, orderNo);
    const path = `/production-orders/${orderNo}/cancel`;
    plant.mes.faults.ask({ kind: 'status', method: 'POST', path, status: 403 });
    plant.sap.requestCancel(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'retry');
  },

  async 'undo-parked-then-skipped'(plant, orderNo) {
    await send(plant, orderNo);
    const path = `/production-orders/${orderNo}/cancel`;
    plant.mes.faults.ask({ kind: 'status', method: 'POST', path, status: 403, times: 10 });
    plant.sap.requestCancel(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'skip');
  },
} satisfies Partial<Plays<'order-to-production'>>;
