import type { Answer } from '../../../practice/rest-counterpart.js';
import type { Stock } from './stock.js';

const PAGE = 500;

/** Where an item lies, and what it may be used for, as others may ask. */
export function balances(stock: Stock, item: string): Answer {
  const uom = stock.unitOf(item);
  const here = stock.entries().filter((entry) => entry.item === item && entry.onHand !== '0');
  const shown = here.map(({ location, lot, status = 'UNRESTRICTED', onHand }) => ({
    ...{ location, status, qty: { value: onHand, uom } },
    ...(lot && { lot }),
  }));
  return { status: 200, body: { balances: shown } };
}

/** What has moved since, a page at a time, for who has missed events. */
export function movementsAfter(stock: Stock, afterId: string): Answer {
  const movements = stock.movements.filter(({ id }) => id > Number(afterId)).slice(0, PAGE);
  return { status: 200, body: { movements } };
}
