import { isSameInIds } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { notFound } from '../http/problem.js';
import type { Systems } from '../systems/systems.js';
import { dataOf, expectAnswer } from './parts.js';

/**
 * A production order: what is wanted of it from the ERP, what is done of it from the MES.
 * @throws Problem NOT_FOUND, SYSTEMS_UNAVAILABLE
 */
export async function readProductionOrder(systems: Systems, policy: PlantPolicy, orderNo: string) {
  const { plant } = policy;
  const [order, execution] = await Promise.all([
    systems.ask(policy, 'erp', (erp, context) => erp.readOrder({ plant, orderNo }, context)),
    systems.ask(policy, 'mes', (mes, context) => mes.readOrder({ orderNo }, context)),
  ]);
  const known = dataOf(order);
  if (known && !isSameInIds(known.plant, plant)) throw notFound();
  expectAnswer([order, execution]);
  return { orderNo, order, execution };
}

/**
 * A sales order of a company, with the lines of those plants alone that the caller sees.
 * @throws Problem NOT_FOUND, SYSTEMS_UNAVAILABLE
 */
export async function readSalesOrder(
  systems: Systems,
  policy: PlantPolicy,
  salesOrderNo: string,
  seesPlant: (plant: string) => boolean,
) {
  const order = await systems.ask(policy, 'erp', async (erp, context) => {
    const found = await erp.readSalesOrder({ salesOrderNo }, context);
    const lines = found?.lines.filter(({ plant }) => seesPlant(plant)) ?? [];
    return found && lines.length > 0 && isSameInIds(found.company, policy.company) ? { ...found, lines } : null;
  });
  expectAnswer([order]);
  return { orderNo: salesOrderNo, order };
}
