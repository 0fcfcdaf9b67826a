import { type Output, table } from '../output.js';
import type { RunEntry, RunList } from '../replies.js';
import { fulfilmentWords } from './fact.js';
import { at, away } from '../times.js';
import { self } from '../self.js';

/** Narrower terminals do without the process: its states tell. */
const WIDE = 120;

export function showRuns({ runs, next }: RunList, output: Output): void {
  if (runs.length === 0) return output.line('No run.');
  const wide = output.width >= WIDE;
  const headings = ['ORDER', 'PLANT', ...(wide ? ['PROCESS'] : []), 'STATE', 'CONDITION', 'DUE', 'WHAT'];
  const rows = runs.map((run) => [
    run.key,
    run.plant,
    ...(wide ? [run.process] : []),
    run.state,
    run.condition,
    dueOf(run),
    whatOf(run),
  ]);
  for (const line of table(headings, rows, output)) output.line(line);
  const stuck = runs.find(({ exceptions }) => exceptions.length > 0);
  if (stuck) output.note(`  next: ${self} runs show ${stuck.runId}`);
  if (next) output.note(`  more: the same with --cursor ${next}`);
}

function dueOf({ exceptions }: RunEntry): string {
  const due = exceptions.flatMap(({ dueAt }) => (dueAt ? [dueAt] : [])).sort()[0];
  if (!due) return '-';
  return Date.parse(due) > Date.now() ? away(due) : `late ${away(due)}`;
}

function whatOf({
  exceptions,
  exceptionCount,
  waitingFor,
  blockedOn,
  nextTryAt,
  progress,
  fulfilment,
}: RunEntry): string {
  const [exception] = exceptions;
  if (exception)
    return `${exception.owner}: ${exception.code} ${exception.text}${exceptionCount > 1 ? ` (+${exceptionCount - 1})` : ''}`;
  if (blockedOn) return `blocked on ${blockedOn}${nextTryAt ? `, next try ${at(nextTryAt)}` : ''}`;
  if (waitingFor) return `waits for ${waitingFor.what}`;
  if (fulfilment) return fulfilmentWords(fulfilment);
  return progress ? `${progress.yield} of ${progress.planned} ${progress.uom}` : '';
}
