import type { ErrorCode } from '../contracts/errors.js';
import type { OrderComponent, ProductionOrder } from '../contracts/entities/production-order.js';
import { decimal, rounded, sum } from './arithmetic.js';
import { cannotRelease } from './release-check.js';
import type { Totals } from './tolerance.js';

/** How far an order is. Any report counts as its first issue: components are issued by what is reported as made. */
export interface Standing {
  reported: Totals;
  hasStarted: boolean;
  hasReports: boolean;
  isComplete: boolean;
}

/** What a change of a running order in the ERP asks for. `decision` names the choices in the process's contract. */
export type ChangeVerdict =
  | { what: 'nothing' }
  /** It stands without a word to the MES, which has nothing left to make. */
  | { what: 'take' }
  | { what: 'send'; recipeChanged: boolean }
  | {
      what: 'ask';
      decision: 'quantity below reported' | 'recipe changed' | 'late change';
      code: ErrorCode;
      text: string;
    };

const ask = (
  decision: Extract<ChangeVerdict, { what: 'ask' }>['decision'],
  code: ErrorCode,
  text: string,
): ChangeVerdict => ({ what: 'ask', decision, code, text });

/**
 * What comes of a change (domain: order-to-production, event anomalies): more is sent; less is sent down to what is
 * reported, and below that a person decides; another BOM or routing is sent before the first issue and decided after
 * it; once the order has started, its start no longer matters.
 * @param inEffect the order as warehouse and MES have it
 * @param seen the order as the ERP had it when it was looked at last; a person may have decided against that version
 * @param fresh as the ERP has it now; null where it has none
 */
export function changeOf(
  inEffect: ProductionOrder,
  seen: ProductionOrder,
  fresh: ProductionOrder | null,
  standing: Standing,
): ChangeVerdict {
  if (!fresh) return ask('late change', 'C-ORDER-INVALID', 'the ERP does not know the order any more');
  const isSame = (one: ProductionOrder): boolean => sameFor(standing, one, fresh);
  if (isSame(seen) || isSame(inEffect)) return { what: 'nothing' };
  const finding = cannotRelease(fresh);
  if (finding) return ask('late change', finding.code, finding.text);
  const { value, uom } = fresh.quantity;
  const reported = reportedIn(standing.reported);
  const recipeChanged = recipeOf(inEffect) !== recipeOf(fresh);
  if (standing.isComplete) {
    const isLess = decimal(value).lte(inEffect.quantity.value) && decimal(value).gte(reported);
    if (isLess && !recipeChanged) return { what: 'take' };
    return ask('late change', 'B-CHANGE-TOO-LATE', 'the order is reported complete already');
  }
  if (decimal(value).lt(reported)) {
    const text = `${value} ${uom} are ordered now; ${reported} ${uom} are reported already`;
    return ask('quantity below reported', 'B-QTY-BELOW-REPORTED', text);
  }
  if (recipeChanged && standing.hasReports) {
    const text = `changed to BOM ${fresh.bomRevision}, routing ${fresh.routingVersion}; ${reported} ${uom} are made by BOM ${inEffect.bomRevision}, routing ${inEffect.routingVersion}`;
    return ask('recipe changed', 'B-RECIPE-CHANGED', text);
  }
  return { what: 'send', recipeChanged };
}

/** Whether the MES has to be told of a version before it has answered the one before. */
export const isOther = (one: ProductionOrder, other: ProductionOrder): boolean =>
  contentOf(one) !== contentOf(other) || recipeOf(one) !== recipeOf(other);

/** Yield, scrap and rework: none of them can be taken back by a smaller order. */
export const reportedIn = ({ yield: good, scrap, rework }: Totals): string => sum(good, scrap, rework);

/** Whoever knows of more is right: reports may be on their way. */
export const higherOf = (one: Totals, other: Totals): Totals =>
  decimal(reportedIn(one)).lt(reportedIn(other)) ? other : one;

/**
 * The changed order with exactly what is reported as its quantity, made as it was begun; its components in
 * proportion, as far as they grow with it.
 */
export function setToReported(inEffect: ProductionOrder, fresh: ProductionOrder, reported: Totals): ProductionOrder {
  const value = reportedIn(reported);
  const share = decimal(value).div(inEffect.quantity.value);
  return {
    ...inEffect,
    sourceVersion: fresh.sourceVersion,
    scheduledEnd: fresh.scheduledEnd,
    quantity: { value, uom: inEffect.quantity.uom },
    components: inEffect.components.map((one) => (one.fixedQuantity ? one : inProportion(one, share))),
  };
}

function inProportion(component: OrderComponent, share: ReturnType<typeof decimal>): OrderComponent {
  const { value, uom } = component.quantity;
  return { ...component, quantity: { value: rounded(decimal(value).times(share), uom), uom } };
}

function sameFor({ hasStarted }: Standing, one: ProductionOrder, other: ProductionOrder): boolean {
  const { scheduledStart } = other;
  return !isOther(hasStarted ? { ...one, scheduledStart } : one, other) && one.status === other.status;
}

/** How much of it, by when. */
const contentOf = ({ quantity, scheduledStart, scheduledEnd, components }: ProductionOrder): string =>
  JSON.stringify([
    decimal(quantity.value).toFixed(),
    scheduledStart,
    scheduledEnd,
    components.map((one) => [one.line, decimal(one.quantity.value).toFixed()]),
  ]);

/** By what it is made, whatever the quantity. */
const recipeOf = ({ item, quantity, bomRevision, routingVersion, components, operations }: ProductionOrder): string =>
  JSON.stringify([
    item,
    quantity.uom,
    bomRevision,
    routingVersion,
    components.map((one) => [one.item, one.quantity.uom, one.operationNo]),
    operations.map((one) => [one.operationNo, one.workCenter]),
  ]);
