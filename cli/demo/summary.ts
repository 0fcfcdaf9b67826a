import type { Reckoning } from '../../practice/reckoning.js';
import type { Shift } from '../../practice/shift.js';
import { wrap } from '../output.js';
import type { Stack } from '../local/stack.js';
import { self } from '../self.js';
import { exportsOf, freeingCommand } from './free.js';
import type { OrderRow } from './order-row.js';
import type { Stuck } from './watch.js';

interface Opening {
  stack: Stack;
  orders: number;
  sales: number;
  outageMs: number;
  shortened: string;
}

export const openingWords = ({ stack, orders, sales, outageMs, shortened }: Opening): string => `
Ready in ${(stack.readyMs / 1_000).toFixed(1)} s. ${orders} production orders and ${sales} sales orders are released now at P100 and P200.
SAP loses two replies${outageMs > 0 ? ` and is down for ${outageMs / 1_000} s` : ''}; carriers decline, and a pick is short.
In each of the four processes something waits for a person.
(For those who watch, ${shortened}.)
The worker is process ${stack.worker.pid}: kill it, if you like. To act, in another terminal:
  ${exportsOf(stack)}

`;

interface Told {
  rows: readonly OrderRow[];
  shift: Shift;
  reckoning: Reckoning;
  differences: readonly string[];
}

/** What happened, and whether the books agree. */
export function summary({ rows, shift, differences, reckoning }: Told): string {
  const { posted, sold, documents, checks } = reckoning;
  const closed = rows.filter(({ state, ended }) => ended && state === 'CLOSED').length;
  const scrap = Number(posted.scrap) > 0 ? `, ${posted.scrap} scrap` : '';
  const struck = shift.troubles().filter((one) => one.struck > 0);
  return `
${closed} of ${rows.length} orders are closed.
  Made           ${posted.yield} EA${scrap}, ${documents.confirmations} confirmations in SAP
  Shipped        ${sold.shipped} EA in ${sold.deliveries} deliveries, ${sold.goodsIssues} goods issues, ${sold.notices} notices to customers
  Billed         ${sold.billed} USD by ${sold.billingDocuments} documents; shipped at the orders' prices ${sold.shippedValue}
  Freight        ${sold.freightAccrued} USD accrued for ${sold.loads} loads; accepted ${sold.freightAccepted}
  Went wrong     ${listed(struck.map(({ what }) => what))}
  Documents      ${documents.mostPerKey === 1 ? 'one per external key' : `up to ${documents.mostPerKey} per external key`}
  Compared       all ledgers: ${checks.filter((one) => one.differences.length === 0).length} of ${checks.length} checks agree
  Differences    ${differences.length === 0 ? 'none' : `\n    ${differences.join('\n    ')}`}
`;
}

const INDENT = ' '.repeat(17);
const listed = (parts: readonly string[]): string => wrap(parts.join('; '), 100, INDENT).join('\n').trimStart();

interface Closing extends Omit<Told, 'differences'> {
  stack: Stack;
  waiting: readonly Stuck[];
}

export function closingWords({ stack, rows, shift, waiting, reckoning }: Closing): string {
  const { apiUrl, temporal } = stack;
  const { differences } = reckoning;
  return `${summary({ rows, shift, reckoning, differences })}${waiting.map(stuckWords).join('')}
In another terminal, once:
  ${exportsOf(stack)}
  API docs       ${apiUrl}/docs
  Temporal       ${temporal.page}
Stop: Ctrl-C
`;
}

function stuckWords({ kind, orderNo, plant, wanted, stuck }: Stuck): string {
  const [exception] = stuck.exceptions;
  const { revenueAtRisk } = exception?.impact ?? {};
  const value = revenueAtRisk ? `, ${revenueAtRisk.amount} ${revenueAtRisk.currency}` : '';
  return `
${kind === 'sales' ? 'Sales order' : 'Order'} ${orderNo} at ${plant} waits for a person:
  What happened  ${exception?.code ?? ''} ${exception?.text ?? ''}
  Holds up       ${wanted} EA${value}
  Decides        ${exception?.owner ?? 'planner'}
  Look at it     ${self} runs show ${stuck.key}
  Free it        ${freeingCommand(stuck)}
`;
}
