import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import { decimal } from '../../decisions/arithmetic.js';
import { pickingOf, wantedOf, withQuantities, type LineQuantity, type Picking } from '../../decisions/picking.js';
import { now, Rejected, wms } from '../kit/index.js';
import { report, showFulfilment, type About } from './about.js';
import { atRisk } from './checks.js';
import { carryOutChange, setQuantities } from './quantities.js';
import { release } from './release.js';

const news = ['PickingProgressed', 'ShipConfirmed'] as const;

/** From the release to the warehouse until the goods are on the truck: what the warehouse says counts. */
export async function pickPackAndLoad(about: About): Promise<void> {
  await release(about);
  let waitsFor = '';
  for (;;) {
    if (about.change) await carryOutChange(about, about.change);
    while (about.kit.run.inbox.take(news));
    const warehouse = await readWarehouseOrder(about);
    const picking = pickingOf(warehouse, wantedOf(about.delivery, toleranceOf(about)));
    if (picking.stage === 'SHIPPED') return shipped(about, warehouse, picking);
    showStage(about, picking);
    if (picking.over.length > 0) await haveUnpicked(about, picking.over);
    else if (picking.stage === 'SHORT') {
      const shorts = JSON.stringify(picking.short);
      if (shorts !== waitsFor) waitsFor = (await faceShort(about, picking)) === 'WAIT' ? shorts : '';
    } else if (picking.stage === 'CANCELLED') await askAboutCancelled(about);
    await anyNews(about, warehouse);
  }
}

const toleranceOf =
  ({ order }: About) =>
  (salesOrderLine: string): string =>
    order.lines.find(({ line }) => line === salesOrderLine)?.overTolerancePct ?? '0';

export async function readWarehouseOrder(about: About): Promise<WarehouseOrder> {
  const { kit, plant, deliveryNo } = about;
  for (;;) {
    const found = await kit.step('read warehouse order', wms.readOutbound({ plant, deliveryNo }));
    if (found) {
      about.warehouse = found;
      showFulfilment(about);
      return found;
    }
    const question = { code: 'C-DIFFERENT' as const, text: `the warehouse has no order ${deliveryNo}` };
    await kit.ask('warehouse order', question, { step: 'read warehouse order' });
  }
}

function showStage(about: About, { stage }: Picking): void {
  const { kit } = about;
  about.packed = stage === 'DONE';
  if (about.packed) kit.enter(about.freightAsks ? 'FREIGHT_DECISION' : 'PACKED');
  else if (stage === 'PICKING' || stage === 'SHORT') kit.enter('PICKING');
}

/** domain: a partial delivery is reduced and the rest follows; of a complete one nothing ships without a decision. */
async function faceShort(about: About, { short }: Picking): Promise<string> {
  const { kit, order, delivery, warehouse } = about;
  const missing = short.flatMap(({ line, quantity }) => {
    const of = delivery.lines.find((one) => one.line === line);
    return of ? [{ salesOrderLine: of.salesOrderLine, quantity }] : [];
  });
  const impact = atRisk(order, missing);
  const isNothingThere = warehouse?.lines.every(({ picked }) => decimal(picked.value).isZero()) ?? true;
  const isPartialAllowed =
    !order.completeDelivery &&
    missing.every(({ salesOrderLine }) => order.lines.find(({ line }) => line === salesOrderLine)?.partialAllowed);
  if (!isPartialAllowed || isNothingThere) {
    kit.enter('PICK_SHORT_DECISION');
    const text = short
      .map(({ line, quantity }) => `line ${line} is ${quantity.value} ${quantity.uom} short`)
      .join(', ');
    const choice = await kit.ask(
      'short pick',
      { code: 'B-PICK-SHORT', text },
      {
        step: 'release to warehouse',
        decision: 'short pick',
        impact,
        until: () => kit.run.inbox.has(news) || about.change !== undefined,
      },
    );
    if (choice !== 'SHIP_PARTIAL') {
      if (choice === 'RETRY') kit.settle('short pick');
      return choice;
    }
    if (isNothingThere) {
      kit.run.askCancel('there is nothing to ship');
      return choice;
    }
  }
  const { revenueAtRisk } = impact;
  if (revenueAtRisk) kit.note({ type: 'value', at: now(), what: 'revenue at risk', ...revenueAtRisk });
  await setQuantities(about, pickedOf(about, short));
  await release(about);
  await report(about, 'OPEN');
  return 'SHIP_PARTIAL';
}

function pickedOf({ warehouse }: About, lines: readonly LineQuantity[]): LineQuantity[] {
  return lines.map(({ line, quantity }) => {
    const picked = warehouse?.lines.find((one) => one.line === line)?.picked.value ?? '0';
    return { line, quantity: { value: picked, uom: quantity.uom } };
  });
}

/** What the customer does not take is brought back before anything is issued. */
async function haveUnpicked(about: About, over: readonly LineQuantity[]): Promise<void> {
  const { kit, plant, deliveryNo, version } = about;
  const entity = `${version} ${over.map(({ line, quantity }) => `${line}:${quantity.value}`).join(' ')}`;
  try {
    const message = { plant, deliveryNo, lines: [...over], reason: 'more than the customer takes' };
    await kit.step('unpick', wms.requestUnpick(message), { entity, catches: ['B-OUTBOUND-SHIPPED'] });
  } catch (failure) {
    // It has left meanwhile: what has left counts.
    if (!(failure instanceof Rejected)) throw failure;
  }
}

async function askAboutCancelled(about: About): Promise<void> {
  const question = { code: 'C-DIFFERENT' as const, text: 'the warehouse has cancelled its order' };
  const choice = await about.kit.ask('warehouse order', question, { step: 'read warehouse order' });
  if (choice === 'RETRY') about.kit.settle('warehouse order');
}

/** An event, a change of the order, or a look at the warehouse that shows something else. */
async function anyNews(about: About, known: WarehouseOrder): Promise<void> {
  const { kit, policy, plant, deliveryNo, delivery } = about;
  const before = JSON.stringify(known);
  const lateAt = Date.parse(delivery.plannedGoodsIssue) - policy.shipping.cutOffLeadMs;
  await kit.waitUntil(() => kit.run.inbox.has(news) || about.change !== undefined, {
    what: about.packed ? 'the loading' : 'the picking',
    from: policy.systems.wms.id,
    probe: {
      everyMs: policy.shipping.warehouseProbeMs,
      look: async () => {
        const found = await kit.step('read warehouse order', wms.readOutbound({ plant, deliveryNo }));
        return found && JSON.stringify(found) !== before ? found : undefined;
      },
    },
    overdue: { at: lateAt, code: 'B-PICK-LATE', text: `goods issue is planned for ${delivery.plannedGoodsIssue}` },
  });
}

/** What has left counts, whatever was to be shipped (domain: the physical fact wins). */
async function shipped(about: About, warehouse: WarehouseOrder, { over }: Picking): Promise<void> {
  const { kit, delivery, order } = about;
  const left = delivery.lines.map(({ line, quantity }) => ({
    line,
    quantity: { value: warehouse.lines.find((one) => one.line === line)?.picked.value ?? '0', uom: quantity.uom },
  }));
  const differing = left.filter(({ line, quantity }) => {
    const wanted = delivery.lines.find((one) => one.line === line)?.quantity.value ?? '0';
    return !decimal(quantity.value).eq(wanted);
  });
  const isLess = differing.some(({ line }) => !over.some((one) => one.line === line));
  if (over.length > 0 || (isLess && order.completeDelivery)) {
    const text = differing
      .map(({ line, quantity }) => `of line ${line}, ${quantity.value} ${quantity.uom} have left`)
      .join(', ');
    for (;;) {
      const question = { code: 'B-SHIPPED-DIFFERENT' as const, text };
      const choice = await kit.ask('shipped different', question, {
        step: 'read warehouse order',
        decision: 'shipped different',
      });
      if (choice === 'ACCEPT') break;
    }
  }
  about.shippedAt = warehouse.shippedAt ?? now();
  if (differing.length > 0) await setQuantities(about, differing);
  about.delivery = withQuantities(about.delivery, left);
  showFulfilment(about);
}
