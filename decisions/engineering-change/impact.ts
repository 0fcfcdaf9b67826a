import type { ChangedDefinition, EngineeringChange, OpenOrder } from '../../contracts/entities/engineering-change.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import type { Impact } from '../../contracts/view.js';
import { decimal, sum } from '../arithmetic.js';
import { controlledChanges } from './controlled-fields.js';

/** What of a change a plant is touched by. */
export interface PlantImpact {
  plant: string;
  stock: { value: string; uom: string };
  orders: OpenOrder[];
}

export function impactOf(plant: string, balances: readonly StockBalance[], orders: OpenOrder[]): PlantImpact {
  const uom = balances[0]?.quantity.uom ?? '';
  return { plant, stock: { value: sum(...balances.map(({ quantity }) => quantity.value)), uom }, orders };
}

/** What cannot be changed while there is anything that was made or begun under the old rule. */
export function forbiddenIn(change: EngineeringChange, impacts: readonly PlantImpact[]): ChangedDefinition[] {
  const isInUse = impacts.some(({ stock, orders }) => !decimal(stock.value).isZero() || orders.length > 0);
  return isInUse ? change.definitions.filter((one) => controlledChanges(one).length > 0) : [];
}

/** `serialControl NONE → ALWAYS at FG-1000; P100 has 340 EA and orders 1000123, 1000124`. */
export function forbiddenText(forbidden: readonly ChangedDefinition[], impacts: readonly PlantImpact[]): string {
  const what = forbidden.flatMap((one) =>
    controlledChanges(one).map(({ name, from, to }) => `${name} ${from} → ${to} at ${one.id}`),
  );
  const held = impacts
    .filter(({ stock, orders }) => !decimal(stock.value).isZero() || orders.length > 0)
    .map(({ plant, stock, orders }) => {
      const numbers = orders.map(({ orderNo }) => orderNo).join(', ');
      return `${plant} has ${stock.value} ${stock.uom}`.trim() + (numbers && ` and orders ${numbers}`);
    });
  return `${what.join(', ')}; ${held.join('; ')}`;
}

/** Orders and stock that a person sees beside a question about the change. */
export function impactShown(impacts: readonly PlantImpact[]): Impact {
  const uoms = new Set(impacts.map(({ stock }) => stock.uom).filter((uom) => uom !== ''));
  const [uom, ...others] = uoms;
  return {
    orders: impacts.flatMap(({ orders }) => orders.map(({ orderNo }) => orderNo)),
    ...(uom !== undefined &&
      others.length === 0 && { quantity: { value: sum(...impacts.map(({ stock }) => stock.value)), uom } }),
    confidence: 'EXACT',
  };
}

/** Orders that were made for the new revision: a plant that stays on the old one cannot begin them. */
export const ordersFor = (revision: string, { orders }: PlantImpact): OpenOrder[] =>
  orders
    .filter(({ bomRevision }) => bomRevision === revision)
    .sort((a, b) => a.scheduledStart.localeCompare(b.scheduledStart));
