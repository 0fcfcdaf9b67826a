import { ALL_PLANTS } from '../../contracts/ids.js';
import { errorCodes } from '../../contracts/errors.js';
import { processes } from '../../contracts/processes/index.js';
import type { Exception, Impact } from '../../contracts/view.js';
import { type Output, plainOf, wrap } from '../output.js';
import type { RunReply } from '../replies.js';
import { at, away } from '../times.js';
import { self } from '../self.js';
import { offersFor, offersForRun, type Offer } from './commands.js';
import { documentName, factWords, freightWords, fulfilmentWords } from './fact.js';

const EVENTS_SHOWN = 10;

/** What happened, what it holds up, what may be done now, each with the exact command. */
export function showRun(run: RunReply, output: Output): void {
  const { line, paint, width } = output;
  const { runId, process, state, condition, since, revision, item, progress, fulfilment, freight, exceptions } = run;
  const meaning = processes[process]?.states[state]?.meaning;
  line(paint('bold', `${runId}  ${state}`));
  if (meaning) line(meaning);
  const made =
    progress &&
    `${progress.yield} of ${progress.planned} ${progress.uom} made, ${progress.scrap} scrap, ${progress.open} open`;
  const shipped = fulfilment && fulfilmentWords(fulfilment);
  const standing = [condition, `since ${at(since)} (${away(since)})`, item, made, shipped, `revision ${revision}`];
  line(standing.filter(Boolean).join(' · '));
  if (freight) line(plainOf(`Freight: ${freightWords(freight)}`));
  for (const text of situationOf(run)) for (const one of wrap(text, width)) line(paint('yellow', one));
  for (const exception of exceptions) showException(run, exception, output);
  const offers = offersForRun(run);
  if (offers.length > 0) {
    line();
    line(paint('bold', 'On the run as a whole'));
    for (const offer of offers) showOffer(offer, output);
  }
  showPast(run, output);
}

function situationOf({
  waitingFor,
  blockedOn,
  nextTryAt,
  attempts,
  held,
  cancelling,
  freshness,
  workers,
}: RunReply): string[] {
  return [
    ...(waitingFor
      ? [
          `Waits for ${waitingFor.what} from ${waitingFor.from} since ${at(waitingFor.since)}${waitingFor.expectedBy ? `, expected by ${at(waitingFor.expectedBy)}` : ''}.`,
        ]
      : []),
    ...(blockedOn ? [`${blockedOn} does not take or answer the call${attempts ? `, ${attempts} attempts` : ''}.`] : []),
    ...(nextTryAt ? [`Next try ${at(nextTryAt)} (${away(nextTryAt)}).`] : []),
    ...(held ? ['It is on hold.'] : []),
    ...(cancelling ? ['A cancel was asked for.'] : []),
    ...(workers?.note ? [workers.note] : []),
    ...(freshness.stale ? [`Temporal does not answer: this is what is remembered from ${at(freshness.at)}.`] : []),
  ];
}

function showException(run: RunReply, exception: Exception, output: Output): void {
  const { line, paint, width } = output;
  const { code, text, upstream, step, attempts, since, impact, owner, severity, dueAt } = exception;
  const known = errorCodes[code];
  line();
  line(paint('bold', 'What happened'));
  line(paint('red', `  ${code}  ${known?.title ?? ''}`.trimEnd()));
  for (const one of wrap(text, width, '  ')) line(one);
  if (upstream) {
    const said = [
      upstream.system,
      upstream.status,
      upstream.code,
      upstream.text !== text && upstream.text,
      upstream.transactionId,
    ];
    for (const one of wrap(`The system said: ${said.filter(Boolean).join(' ')}`, width, '  ')) line(one);
  }
  line(`  at "${step}", ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, since ${at(since)} (${away(since)})`);
  line(paint('bold', 'What it holds up'));
  line(`  ${impactWords(impact)}`);
  line(paint('bold', 'Who decides'));
  line(
    `  ${owner} of ${run.plant === ALL_PLANTS ? `company ${run.company}` : run.plant}, ${severity}${dueAt ? `, by ${at(dueAt)} (${Date.parse(dueAt) > Date.now() ? away(dueAt) : `late by ${away(dueAt)}`})` : ''}`,
  );
  line(paint('bold', 'What may be done now'));
  if (known) for (const one of wrap(known.remedy, width, '  ')) line(one);
  for (const offer of offersFor(run, exception)) showOffer(offer, output);
}

function impactWords(impact: Impact | undefined): string {
  if (!impact) return 'this order; its worth is not known here';
  const { orders, quantity, plannedOutput, revenueAtRisk, inventoryMisstatement, confidence } = impact;
  const money = (what: string, value: Impact['plannedOutput']): string[] =>
    value ? [`${what} ${value.amount} ${value.currency}`] : [];
  const parts = [
    `order ${orders.join(', ')}`,
    ...(quantity ? [`${quantity.value} ${quantity.uom}`] : []),
    ...money('planned output of', plannedOutput),
    ...money('revenue at risk of', revenueAtRisk),
    ...money('the books are wrong by', inventoryMisstatement),
  ];
  const known =
    confidence === 'UNKNOWN' ? ' (its worth is not known)' : confidence === 'ESTIMATED' ? ' (estimated)' : '';
  return plainOf(parts.join(', ')) + known;
}

/** The command is never broken: it is there to be copied. */
function showOffer({ what, command }: Offer, { line, paint }: Output): void {
  line(`  ${what}`);
  line(paint('green', `    ${command}`));
}

function showPast({ documents, documentsComplete, related, ...past }: RunReply, output: Output): void {
  const { line, paint } = output;
  if (related.length > 0) {
    line();
    line(paint('bold', 'Belongs with'));
    for (const { what, runId } of related) showOffer({ what, command: `${self} runs show ${runId}` }, output);
  }
  if (documents.length > 0) {
    line();
    line(paint('bold', documentsComplete ? 'Documents' : 'Newest documents'));
    for (const document of documents) line(`  ${plainOf(documentName(document))}`);
  }
  showEvents(past, output);
}

function showEvents(
  { timeline, timelineComplete }: Pick<RunReply, 'timeline' | 'timelineComplete'>,
  { line, paint, width }: Output,
): void {
  const told = timeline.flatMap((fact) => {
    const words = factWords(fact);
    return words === undefined ? [] : [{ at: fact.at, words }];
  });
  line();
  line(
    paint(
      'bold',
      told.length > EVENTS_SHOWN || !timelineComplete ? `Last ${EVENTS_SHOWN} events (--json has more)` : 'Events',
    ),
  );
  for (const fact of told.slice(-EVENTS_SHOWN)) {
    const [first = '', ...rest] = wrap(fact.words, width, '  ');
    line(`  ${paint('dim', at(fact.at))}  ${first.trimStart()}`);
    for (const one of rest) line(`            ${one.trimStart()}`);
  }
}
