import type { OrderToProductionInput } from '../contracts/processes/order-to-production.js';
import type { RunView } from '../contracts/view.js';
import { isUnderWay } from '../decisions/mes-answer.js';
import { mes, now } from './kit/index.js';
import { cancel } from './order-cancel.js';
import { close, untilComplete, untilStarted } from './order-execution.js';
import { readReleased, release } from './order-release.js';
import { type CarriedOrder, OrderRun } from './order-run.js';

/** Carries a released production order to the shop floor, follows it while it is made, and closes it in the ERP. */
export async function orderToProduction(input: OrderToProductionInput, carried?: CarriedOrder): Promise<RunView> {
  const order = new OrderRun(input, carried);
  const { kit } = order;

  return kit.process(
    async () => {
      if (!carried) await begin();
      if (kit.run.situation.state !== 'IN_EXECUTION') await untilStarted(order);
      await untilComplete(order);
      await close(order);
    },
    () => cancel(order),
  );

  async function begin(): Promise<void> {
    kit.note({ type: 'started', at: now(), by: input.requestedBy });
    kit.enter('VALIDATING');
    order.take(await readReleased(order));
    if (!(await isTakenUp())) return release(order);
    kit.enter('ACKNOWLEDGED');
  }

  /** An adopted order may be in execution already: it goes on where the MES is. */
  async function isTakenUp(): Promise<boolean> {
    if (!input.adopt) return false;
    return isUnderWay(await kit.step('look for the order in the MES', mes.readOrder({ orderNo: input.orderNo })));
  }
}
