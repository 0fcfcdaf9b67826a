import type { ProductionOrder } from '../../contracts/entities/production-order.js';
import type { Ports } from '../../contracts/ports.js';
import { stagingOf } from '../../decisions/leftover.js';
import { dispatchOf } from '../../decisions/mes-answer.js';

export type NaiveActivities = ReturnType<typeof createNaiveActivities>;

const PLANT = 'P100';

/** The same calls to the same systems, by the same connectors, as the product makes. */
export function createNaiveActivities({ erp, mes, wms }: Pick<Ports, 'erp' | 'mes' | 'wms'>) {
  const signal = new AbortController().signal;
  const posting = (step: string, orderNo: string) => ({ key: `naive|${step}|${orderNo}`, signal });
  return {
    async readOrder(orderNo: string): Promise<ProductionOrder> {
      const order = await erp.readOrder({ plant: PLANT, orderNo }, { signal });
      if (!order) throw new Error(`no order ${orderNo}`);
      return order;
    },
    async readDefinitions({ item, bomRevision, routingVersion }: ProductionOrder): Promise<void> {
      await mes.readDefinitions({ item, bomRevision, routingVersion }, { signal });
    },
    async stage(order: ProductionOrder): Promise<void> {
      const { orderNo, sourceVersion: version, scheduledStart: requiredAt } = order;
      const message = { plant: PLANT, orderNo, version, requiredAt, lines: stagingOf(order) };
      await wms.requestStaging.send(message, posting('stage', orderNo));
    },
    async dispatch(order: ProductionOrder): Promise<void> {
      const { orderNo } = order;
      await mes.dispatch.send(dispatchOf(order, { plant: PLANT, orderNo }, '5'), posting('dispatch', orderNo));
    },
    async complete(orderNo: string): Promise<void> {
      await erp.completeTechnically.send({ plant: PLANT, orderNo }, posting('complete', orderNo));
    },
  };
}
