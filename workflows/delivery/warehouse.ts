import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import { decimal, minus } from '../../decisions/arithmetic.js';
import {
  pickedOf,
  pickingOf,
  wantedOf,
  withQuantities,
  type LineQuantity,
  type Picking,
} from '../../decisions/picking.js';
import { now, Rejected, wms } from '../kit/index.js';
import { refuse, report, showFulfilment, type About } from './about.js';
import { atRisk } from './checks.js';
import { WarehouseNews } from './news.js';
import { setQuantities, takeChange } from './quantities.js';
import { release, toleranceOf } from './release.js';

/** Why a change is not possible any more. */
export const ON_THE_TRUCK = 'the goods are on the truck';

/** From the release to the warehouse until the goods are on the truck: what the warehouse says counts. */
export async function pickPackAndLoad(about: About): Promise<void> {
  const { kit } = about;
  if (about.version === 0) await release(about);
  const news = new WarehouseNews(about);
  let waitsFor = '';
  let refusedAt = '';
  for (;;) {
    if (about.change) await takeChange(about, about.change);
    await news.take();
    const warehouse = await readWarehouseOrder(about);
    news.read(warehouse);
    const picking = pickingOf(warehouse, wantedOf(about.delivery, toleranceOf(about.order)));
    const { stage, over, short } = picking;
    if (stage === 'SHIPPED') return shipped(about, warehouse, picking);
    if (stage !== 'SHORT') kit.settle('short pick');
    showStage(about, picking);
    if (over.length > 0) await haveUnpicked(about, warehouse, over);
    else if (about.releaseDue && refusedAt !== JSON.stringify(warehouse)) {
      // Refused, the warehouse is looked at again: as long as it shows nothing else, it is not asked again.
      refusedAt = (await release(about)) ? '' : JSON.stringify(warehouse);
      continue;
    } else if (stage === 'SHORT' && JSON.stringify(short) !== waitsFor) {
      waitsFor = (await faceShort(about, picking, news)) === 'WAIT' ? JSON.stringify(short) : '';
      continue;
    } else if (stage === 'CANCELLED') await askAboutCancelled(about);
    await news.wait();
  }
}

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

function showStage(about: About, { stage, over }: Picking): void {
  const { kit } = about;
  about.packed = stage === 'DONE' && over.length === 0 && !about.releaseDue;
  if (about.packed) kit.enter(about.freightAsks ? 'FREIGHT_DECISION' : 'PACKED');
  else if (stage === 'PICKING' || stage === 'SHORT') kit.enter('PICKING');
}

/** domain: a partial delivery is reduced and the rest follows; of a complete one nothing ships without a decision. */
async function faceShort(about: About, { short }: Picking, news: WarehouseNews): Promise<string> {
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
        until: () => news.isUrgent,
        recheckAt: news.nextLook(),
      },
    );
    if (choice !== 'SHIP_PARTIAL') return choice;
    if (isNothingThere) {
      kit.run.askCancel('there is nothing to ship');
      return choice;
    }
  }
  const { revenueAtRisk } = impact;
  if (revenueAtRisk) kit.note({ type: 'value', at: now(), what: 'revenue at risk', ...revenueAtRisk });
  const there = short.map(({ line, quantity: { uom } }) => ({
    line,
    quantity: { value: pickedOf(warehouse, line), uom },
  }));
  await setQuantities(about, there);
  about.releaseDue = true;
  await report(about, 'OPEN');
  return 'SHIP_PARTIAL';
}

/**
 * What the customer does not take is brought back before anything is issued. As long as some of it is under way,
 * nothing more is asked for: it would be brought back twice.
 */
async function haveUnpicked(about: About, warehouse: WarehouseOrder, over: readonly LineQuantity[]): Promise<void> {
  const { kit, plant, deliveryNo, unpicking } = about;
  if (unpicking?.some(({ line, until }) => decimal(pickedOf(warehouse, line)).gt(until))) return;
  about.unpicking = over.map(({ line, quantity }) => ({
    line,
    until: minus(pickedOf(warehouse, line), quantity.value),
  }));
  about.unpicks += 1;
  const message = { plant, deliveryNo, lines: [...over], reason: 'more than the customer takes' };
  try {
    await kit.step('unpick', wms.requestUnpick(message), {
      entity: String(about.unpicks),
      catches: ['B-OUTBOUND-SHIPPED'],
    });
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

/** What has left counts, whatever was to be shipped (domain: the physical fact wins). */
async function shipped(about: About, warehouse: WarehouseOrder, { over }: Picking): Promise<void> {
  const { kit, delivery, order } = about;
  const left = delivery.lines.map(({ line, quantity }) => ({
    line,
    quantity: { value: pickedOf(warehouse, line), uom: quantity.uom },
  }));
  const differing = left.filter(({ quantity }, index) => {
    const wanted = delivery.lines[index]?.quantity.value ?? '0';
    return !decimal(quantity.value).eq(wanted);
  });
  const unwanted = over.filter(({ line }) => !delivery.lines.some((one) => one.line === line));
  const isLess = differing.some(({ line }) => !over.some((one) => one.line === line));
  if (over.length > 0 || (isLess && order.completeDelivery)) {
    const text = [...differing, ...unwanted]
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
  kit.settle('late');
  about.shippedAt = warehouse.shippedAt ?? now();
  if (differing.length > 0) await setQuantities(about, differing);
  about.delivery = withQuantities(about.delivery, left);
  showFulfilment(about);
  if (!about.change) return;
  about.change = undefined;
  await refuse(about, 'change', ON_THE_TRUCK);
}
