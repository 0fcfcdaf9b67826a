import type { Fact, StockLineFact } from '../../contracts/facts.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { Freight, Fulfilment } from '../../contracts/view.js';
import { at } from '../times.js';

/** What happened, in words; undefined for what only counts and trace need. */
export function factWords(fact: Fact): string | undefined {
  switch (fact.type) {
    case 'started':
      return `started by ${fact.by}`;
    case 'state':
      return `is ${fact.state}`;
    case 'step':
      return fact.skipped
        ? `${fact.step}: skipped`
        : `${fact.step}${documentsOf(fact.documents)}${attempts(fact.attempts)}`;
    case 'undone':
      return `undone: ${fact.step}${documentsOf(fact.documents)}`;
    case 'event':
      return `told: ${fact.event}`;
    case 'duplicate':
      return `told again: ${fact.event} ${fact.of}, a duplicate`;
    case 'exception':
      return `${fact.code} ${fact.text} (for ${fact.owner})`;
    case 'settled':
      return `settled: ${fact.code}, by ${fact.by}`;
    case 'action':
      return `${fact.action} by ${fact.actor}: ${fact.outcome}, ${fact.text}`;
    case 'progress':
      return `made ${fact.progress.yield} of ${fact.progress.planned} ${fact.progress.uom}, scrap ${fact.progress.scrap}`;
    case 'shipped':
      return `left at ${at(fact.shippedAt)}, goods issue posted at ${at(fact.issuedAt)}`;
    case 'freight':
      return `freight ${freightWords(fact.freight)}`;
    case 'milestone':
      return `${wordsOf(fact.code)} at ${fact.stop}, ${at(fact.eventAt)}`;
    case 'notice':
      return `ship notice ${fact.sequence} sent for delivery ${fact.message.deliveryNo}: ${wordsOf(fact.message.purpose)}`;
    case 'readiness':
      return fact.ready ? 'may be billed' : `may not be billed yet: ${openOf(fact.conditions)}`;
    case 'related':
      return `${fact.what} ${fact.runId}`;
    case 'genealogy-error':
      return `not so after all: what ${fact.confirmationId} was made from${fact.quantity ? `, ${fact.quantity.value} ${fact.quantity.uom} of it` : ''}`;
    case 'ended':
      return `ended ${fact.state}`;
    case 'accuracy':
      return `${fact.withinTolerance} of ${fact.keys} stock records are right`;
    case 'stock-line':
      return stockWords(fact.line);
    case 'stock-problem':
      return `${fact.code} ${fact.system} ${fact.item}: ${fact.text}`;
    case 'stock-verified':
      return `${fact.key.item} ${fact.key.lot}: books ${fact.after.book}, warehouse ${fact.after.physical}`;
    case 'compared':
      return `${fact.keys} stock keys compared, ${fact.differences} differ`;
    case 'snapshot':
      return `stock of ${fact.system} ${fact.snapshotId}: ${fact.lines} lines${fact.complete ? '' : ', not complete'}`;
    case 'stock-moved':
    case 'under-way':
    case 'plant-day':
    case 'acknowledged':
    case 'made-from':
    case 'value':
    case 'number':
      return undefined;
  }
}

function stockWords({ key, book, physical, state, cause, by }: StockLineFact): string {
  const because = by.length > 0 ? `${wordsOf(cause)} of ${by.join(', ')}` : wordsOf(cause);
  return `${key.item} ${key.lot} at ${key.locationGroup}: books ${book}, warehouse ${physical}; ${wordsOf(state)}, ${because}`;
}

/** `booked, load 4711 with DHL for 420.00 EUR, round 2` */
export function freightWords({ state, loadId, carrier, cost, round }: Freight): string {
  const load = [
    ...(loadId ? [`load ${loadId}`] : []),
    ...(carrier ? [`with ${carrier}`] : []),
    ...(cost ? [`for ${cost.amount} ${cost.currency}`] : []),
  ];
  const told = [wordsOf(state), load.join(' '), round !== undefined && round > 1 && `round ${round}`];
  return told.filter(Boolean).join(', ');
}

export const fulfilmentWords = ({ ordered, picked, shipped, uom }: Fulfilment): string =>
  `${shipped} of ${ordered} ${uom} shipped${shipped === picked ? '' : `, ${picked} picked`}`;

const wordsOf = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

const openOf = (conditions: { name: string; met: boolean }[]): string =>
  conditions.flatMap(({ name, met }) => (met ? [] : [name])).join(', ');

export const documentName = ({ system, type, number, year }: DocumentRef): string =>
  `${system} ${wordsOf(type)} ${number}${year ? ` (${year})` : ''}`;

const documentsOf = (documents: DocumentRef[]): string =>
  documents.length === 0 ? '' : `: ${documents.map(({ system, number }) => `${system} ${number}`).join(', ')}`;

const attempts = (count: number): string => (count > 1 ? ` (${count} attempts)` : '');
