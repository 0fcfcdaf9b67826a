import { EVENTS_PER_RUN } from './report-postings.js';
import { accept, inException, type Plays, posted, send, start } from './play.js';
import type { TestPlant } from '../../setup/plant.js';

const decide = (plant: TestPlant, orderNo: string, choice: string) =>
  plant.act('production', orderNo, 'decide', { payload: { choice } });

/** As many reports as make its run begin anew, each told for itself. */
async function reportMuch(plant: TestPlant, orderNo: string): Promise<void> {
  await start(plant, orderNo);
  for (let count = 1; count <= EVENTS_PER_RUN + 1; count += 1) {
    plant.mes.confirm(orderNo, { yield: '10' });
    await plant.until('production', orderNo, (view) => view.progress?.yield === String(count * 10));
  }
}

/** Orders to production on their last stretch: complete in the MES, and not quite. */
export const orderCompletions = {
  async 'closed-short-without-answer-and-reports'(plant, orderNo) {
    await send(plant, orderNo);
    plant.mes.start(orderNo);
    plant.mes.complete(orderNo);
    await plant.until('production', orderNo, (view) => view.exceptions[0]?.code === 'B-QTY-UNDER');
    await decide(plant, orderNo, 'SHORT_CLOSE');
  },

  async 'left-open-then-made'(plant, orderNo) {
    await start(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '300' });
    plant.mes.complete(orderNo);
    await inException(plant, 'production', orderNo);
    await decide(plant, orderNo, 'REMAIN_OPEN');
    plant.mes.confirm(orderNo, { yield: '200' });
    plant.mes.complete(orderNo);
  },

  /** The ERP wants no more than was made. */
  async 'changed-when-complete'(plant, orderNo) {
    await start(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '300' });
    plant.mes.complete(orderNo);
    await inException(plant, 'production', orderNo);
    plant.sap.changeOrder(orderNo, { quantity: '300' });
    plant.sap.tellChanged(orderNo);
  },

  async 'closed-with-what-is-posted'(plant, orderNo) {
    await send(plant, orderNo);
    await accept(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '500' });
    await posted(plant, orderNo, '500');
    plant.mes.events.tell('OrderCompleted', orderNo, { orderNo, confirmations: 2 });
    await inException(plant, 'production', orderNo);
    await decide(plant, orderNo, 'CLOSE_ANYWAY');
  },

  async 'continued-as-new'(plant, orderNo) {
    await reportMuch(plant, orderNo);
  },

  async 'begun-anew'(plant, orderNo) {
    await reportMuch(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '390', final: true });
    plant.mes.complete(orderNo);
  },
} satisfies Partial<Plays<'order-to-production'>>;
