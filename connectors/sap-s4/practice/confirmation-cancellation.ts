import { dropFailed } from './confirmations.js';
import type { MaterialDocument, PlantConfirmation } from './documents.js';
import { reversed } from './document-cancellation.js';
import { deficit, postDocument, refused, shortOf } from './movements.js';
import { unpadded } from './numbers.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const NO_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * Reverses a confirmation by one of its own, and what was posted with it; what had failed of it is dropped. As in
 * S/4HANA the movements go all or none. @throws Refusal, and then nothing is posted
 */
export function cancelConfirmation(
  state: PlantState,
  { group, count }: { group: string; count: string },
  postingDate: string,
): PlantConfirmation {
  const number = `${unpadded(group)}/${unpadded(count)}`;
  const found = state.confirmations.find((one) => `${one.group}/${one.count}` === number);
  if (!found) throw new Refusal(404, { code: 'RU/122', message: `Confirmation ${number} does not exist` });
  checkStands(state, found);
  const documents = [...new Set(found.movements.flatMap(({ document }) => document ?? []))];
  const short = shortOf(
    state,
    documents.flatMap(({ movements }) => movements.map(reversed)),
  );
  if (short.length > 0) throw new Refusal(400, ...short.map(deficit));
  for (const document of documents) takeBack(state, document, postingDate);
  dropFailed(state, found);
  return book(state, found, postingDate);
}

function checkStands(state: PlantState, { group, count, reversedBy, reverses, orderNo }: PlantConfirmation): void {
  if (reversedBy !== undefined) throw refused('RU/121', `Confirmation ${group}/${count} is already cancelled`);
  if (reverses !== undefined) throw refused('RU/123', `Confirmation ${group}/${count} is itself a cancellation`);
  if (state.order(orderNo).flags.technicallyCompleted) throw refused('RU/494', `Order ${orderNo} is closed`);
}

function takeBack(state: PlantState, document: MaterialDocument, postingDate: string): void {
  const { reference, text, confirmation, number } = document;
  const movements = document.movements.map(reversed);
  const header = { reference, text, postingDate, cancels: number, ...(confirmation && { confirmation }) };
  document.cancelledBy = postDocument(state, { ...header, movements }).number;
}

function book(state: PlantState, found: PlantConfirmation, postingDate: string): PlantConfirmation {
  const { group } = found;
  const count = String(state.confirmations.filter((one) => one.group === group).length + 1);
  const reverses = `${group}/${found.count}`;
  const reversal = { ...found, count, externalKey: NO_KEY, text: '', postingDate, work: [], movements: [], reverses };
  found.reversedBy = `${group}/${count}`;
  state.confirmations.push(reversal);
  const order = state.order(found.orderNo);
  const standing = state.confirmations.filter(
    (one) => one.orderNo === found.orderNo && one.reversedBy === undefined && one.reverses === undefined,
  );
  order.confirmedYield = order.confirmedYield.minus(found.yield);
  order.flags.confirmed = standing.some(({ final }) => final);
  order.flags.partiallyConfirmed = standing.length > 0 && !order.flags.confirmed;
  state.touch(order);
  return reversal;
}
