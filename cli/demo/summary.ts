import type { Reckoning } from '../../practice/reckoning.js';
import type { Shift } from '../../practice/shift.js';
import type { Stack } from '../local/stack.js';
import { freeingCommand, plannersKey } from './free.js';
import type { OrderRow } from './order-row.js';

interface Opening {
  stack: Stack;
  orders: number;
  outageMs: number;
  shortened: string;
}

export const openingWords = ({ stack, orders, outageMs, shortened }: Opening): string => `
Ready in ${(stack.readyMs / 1_000).toFixed(1)} s. ${orders} production orders are released now at plants P100 and P200.
On the way SAP loses a reply and is down for ${outageMs / 1_000} s, and the MES of P200 rejects an order.
(For those who watch, ${shortened}.)
The worker is process ${stack.worker.pid}: kill it, if you like.

`;

interface Told {
  rows: OrderRow[];
  shift: Shift;
  differences: string[];
}

/** What happened, and whether the books agree. */
export function summary({
  rows,
  shift,
  differences,
  documents,
  posted,
  stock,
}: Told & Omit<Reckoning, 'differences' | 'reported' | 'runs'>): string {
  const closed = rows.filter(({ state, ended }) => ended && state === 'CLOSED').length;
  const lost = shift.faults().reduce((count, { struck }) => count + struck, 0);
  const scrap = Number(posted.scrap) > 0 ? `, ${posted.scrap} scrap` : '';
  return `
${closed} of ${rows.length} orders are closed: ${posted.yield} EA made${scrap}, ${documents.confirmations} confirmations in SAP.
  Lost replies   ${lost}; what SAP had posted was looked up, not posted again
  Documents      ${documents.mostPerKey === 1 ? 'one per external key' : `up to ${documents.mostPerKey} per external key`}
  Stock          ${stock.length} lines of ERP and WMS: opening + receipts − issues = closing
  Differences    ${differences.length === 0 ? 'none' : `\n    ${differences.join('\n    ')}`}
`;
}

interface Closing extends Omit<Told, 'differences'> {
  stack: Stack;
  waiting: OrderRow[];
  reckoning: Reckoning;
}

export function closingWords({ stack, rows, shift, waiting, reckoning }: Closing): string {
  const { apiUrl, temporal } = stack;
  return `${summary({ rows, shift, ...reckoning })}${waiting.map((row) => stuckWords(stack, row)).join('')}
  API docs       ${apiUrl}/docs
  Temporal       ${temporal.page}
Stop: Ctrl-C
`;
}

function stuckWords(stack: Stack, { orderNo, plant, planned, stuck }: OrderRow): string {
  if (!stuck) return '';
  const [exception] = stuck.exceptions;
  return `
Order ${orderNo} at ${plant} waits for a person:
  What happened  ${exception?.code ?? ''} ${exception?.text ?? ''}
  Holds up       ${planned} EA of ${stuck.item ?? 'the item'}
  Decides        ${exception?.owner ?? 'planner'} of ${plant}
  Meanwhile      the tool change is over; the order can be sent again
Look at it:
  HEADRACE_URL=${stack.apiUrl} HEADRACE_KEY=${plannersKey(stack, plant)} npx headrace runs show ${orderNo}
Free it:
  ${freeingCommand(stack, stuck)}
`;
}
