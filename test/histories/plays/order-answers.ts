import { accept, inException, type Plays, send } from './play.js';

const PAST = { scheduledStart: '2026-03-10T06:00:00', scheduledEnd: '2026-03-12T14:00:00' };
const UNKNOWN_WORK_CENTER = { operations: [{ operationNo: '0010', workCenter: 'WC-UNKNOWN', text: 'Assemble' }] };

/** Orders to production that wait for what others say of them: ERP, masters, MES. */
export const orderAnswers = {
  async 'rejected-then-sent-again'(plant, orderNo) {
    await send(plant, orderNo);
    plant.mes.reject(orderNo, 'LINE_LOCKED', 'the line is locked');
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'decide', { payload: { choice: 'SEND_AGAIN' } });
    await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
    await accept(plant, orderNo);
  },

  async 'rejected-then-sent-changed'(plant, orderNo) {
    plant.order(orderNo, '500', UNKNOWN_WORK_CENTER);
    await plant.release(orderNo);
    await inException(plant, 'production', orderNo);
    plant.sap.changeOrder(orderNo, { operations: [{ operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' }] });
    await plant.act('production', orderNo, 'decide', { payload: { choice: 'SEND_AGAIN' } });
  },

  async 'rejected-at-the-door'(plant, orderNo) {
    plant.order(orderNo, '500', UNKNOWN_WORK_CENTER);
    await plant.release(orderNo);
  },

  async 'awaiting-answer'(plant, orderNo) {
    await send(plant, orderNo);
  },

  /** The answer was given, but its event is lost. */
  async 'answer-overdue-then-found'(plant, orderNo) {
    await send(plant, orderNo);
    plant.mes.events.hold(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'retry');
    plant.mes.accept(orderNo);
  },

  async 'order-unknown'(plant, orderNo) {
    await plant.release(orderNo);
  },

  async 'order-released-later'(plant, orderNo) {
    plant.order(orderNo, '500', { released: false });
    await plant.release(orderNo);
    await inException(plant, 'production', orderNo);
    plant.sap.release(orderNo);
    await plant.act('production', orderNo, 'retry');
  },

  async 'data-hold'(plant, orderNo) {
    plant.order(orderNo, '500', { productionVersion: 'B009' });
    await plant.release(orderNo);
  },

  async 'data-hold-then-acknowledged'(plant, orderNo) {
    plant.order(orderNo, '500', { productionVersion: 'B005' });
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.state === 'DATA_HOLD');
    plant.mes.addRouting('FG-1000', '5');
  },

  async 'adopted-in-execution'(plant, orderNo) {
    plant.order(orderNo);
    plant.mes.openLocally(orderNo, { item: 'FG-1000', quantity: '500', uom: 'EA' });
    plant.mes.confirm(orderNo, { yield: '25' });
    await plant.until('production', orderNo, (view) => view.progress?.yield === '25');
  },

  async 'overdue-in-execution'(plant, orderNo) {
    await send(plant, orderNo, PAST);
    plant.mes.accept(orderNo);
    await inException(plant, 'production', orderNo);
    plant.mes.start(orderNo);
  },
} satisfies Partial<Plays<'order-to-production'>>;
