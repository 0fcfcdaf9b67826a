import type { OrderChange } from '../../../connectors/sap-s4/practice/index.js';
import type { TestPlant } from '../../setup/plant.js';
import { accept, inException, type Plays, send, start } from './play.js';

const ROUTING = '7';
const OTHER_ROUTING = { productionVersion: `B00${ROUTING}` };

/** As the ERP does it: another version of the order, and an event with its key. */
function change(plant: TestPlant, orderNo: string, to: OrderChange): void {
  plant.sap.changeOrder(orderNo, to);
  plant.sap.tellChanged(orderNo);
}

/** 330 of 500 are reported and posted. */
async function run(plant: TestPlant, orderNo: string): Promise<void> {
  await start(plant, orderNo);
  plant.mes.confirm(orderNo, { yield: '320', scrap: '10' });
  await plant.until('production', orderNo, (view) => view.progress?.yield === '320');
}

/** Changed to what a person has to decide. */
async function ask(plant: TestPlant, orderNo: string, to: OrderChange): Promise<void> {
  await run(plant, orderNo);
  change(plant, orderNo, to);
  await inException(plant, 'production', orderNo);
}

const decide = (plant: TestPlant, orderNo: string, choice: string) =>
  plant.act('production', orderNo, 'decide', { payload: { choice } });

const untilOrdered = (plant: TestPlant, orderNo: string, quantity: string) =>
  plant.until('production', orderNo, (view) => view.progress?.planned === quantity);

/** A new routing, taken by a person, that the MES does not take any more. */
async function refused(plant: TestPlant, orderNo: string): Promise<void> {
  plant.mes.addRouting('FG-1000', ROUTING);
  await ask(plant, orderNo, OTHER_ROUTING);
  await decide(plant, orderNo, 'TAKE');
  await plant.until('production', orderNo, (view) => view.exceptions[0]?.code === 'B-CHANGE-TOO-LATE');
}

/** Orders to production that are changed in the ERP while they run. */
export const orderChanges = {
  async 'changed-while-the-answer-is-awaited'(plant, orderNo) {
    await send(plant, orderNo);
    change(plant, orderNo, { quantity: '650' });
    await plant.until('production', orderNo, () => plant.mes.ledger().orders[orderNo]?.changes.length === 2);
    await accept(plant, orderNo);
  },

  async 'changed-before-it-has-started'(plant, orderNo) {
    await send(plant, orderNo);
    await accept(plant, orderNo);
    change(plant, orderNo, { quantity: '650' });
    await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
    await accept(plant, orderNo);
  },

  async 'changed-in-data-hold'(plant, orderNo) {
    plant.order(orderNo, '500', { productionVersion: 'B009' });
    await plant.release(orderNo);
    await plant.until('production', orderNo, (view) => view.state === 'DATA_HOLD');
    change(plant, orderNo, { productionVersion: 'B004' });
  },

  async 'changed-in-execution'(plant, orderNo) {
    await run(plant, orderNo);
    change(plant, orderNo, { quantity: '650' });
    await untilOrdered(plant, orderNo, '650');
  },

  async 'rejected-after-accepted'(plant, orderNo) {
    await send(plant, orderNo);
    await accept(plant, orderNo);
    plant.mes.reject(orderNo, 'NO_CAPACITY', 'planned anew');
    await inException(plant, 'production', orderNo);
    await decide(plant, orderNo, 'SEND_AGAIN');
    await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
    await accept(plant, orderNo);
  },

  async 'change-below-reported'(plant, orderNo) {
    await ask(plant, orderNo, { quantity: '300' });
  },

  async 'set-to-reported'(plant, orderNo) {
    await ask(plant, orderNo, { quantity: '300' });
    await decide(plant, orderNo, 'SET_TO_REPORTED');
    await untilOrdered(plant, orderNo, '330');
    plant.mes.complete(orderNo);
  },

  /** The MES knows of more than is posted. */
  async 'set-to-reported-by-the-mes'(plant, orderNo) {
    await run(plant, orderNo);
    plant.mes.events.hold(orderNo);
    plant.mes.confirm(orderNo, { yield: '10' });
    change(plant, orderNo, { quantity: '335' });
    await inException(plant, 'production', orderNo);
    await decide(plant, orderNo, 'SET_TO_REPORTED');
    await untilOrdered(plant, orderNo, '340');
  },

  async 'change-kept-out'(plant, orderNo) {
    await ask(plant, orderNo, { quantity: '300' });
    await plant.act('production', orderNo, 'retry');
    await decide(plant, orderNo, 'KEEP');
  },

  async 'change-closed-short'(plant, orderNo) {
    await ask(plant, orderNo, { quantity: '300' });
    await decide(plant, orderNo, 'SHORT_CLOSE');
  },

  async 'new-recipe-kept-out'(plant, orderNo) {
    await ask(plant, orderNo, OTHER_ROUTING);
    await decide(plant, orderNo, 'KEEP');
  },

  async 'new-recipe-refused-then-kept-out'(plant, orderNo) {
    await refused(plant, orderNo);
    await decide(plant, orderNo, 'KEEP');
  },

  async 'new-recipe-refused-then-closed-short'(plant, orderNo) {
    await refused(plant, orderNo);
    await decide(plant, orderNo, 'SHORT_CLOSE');
  },

  async 'cancelled-while-a-change-is-decided'(plant, orderNo) {
    await ask(plant, orderNo, { quantity: '300' });
    plant.sap.requestCancel(orderNo);
  },
} satisfies Partial<Plays<'order-to-production'>>;
