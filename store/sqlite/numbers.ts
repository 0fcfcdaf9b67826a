import type { Fact } from '../../contracts/facts.js';
import { parseRunId } from '../../contracts/ids.js';

/** A business number as it is looked for: people leave out the leading zeros that systems pad with. */
export const searchable = (number: string): string =>
  number
    .trim()
    .toUpperCase()
    .replace(/^0+(?=.)/, '');

/** Every number in these facts by which people look for a run: its own, documents, lots, loads, runs it belongs with. */
export function numbersOf(facts: readonly Fact[]): string[] {
  const numbers = facts.flatMap(namedIn).map(searchable);
  return [...new Set(numbers)].filter((number) => number !== '');
}

function namedIn(fact: Fact): string[] {
  switch (fact.type) {
    case 'number':
      return [fact.number];
    case 'step':
    case 'undone':
      return fact.documents.map((document) => document.number);
    case 'made-from':
      return [fact.output, ...fact.inputs].flatMap((lot) => lot.lot ?? []);
    case 'genealogy-error':
      return [fact.confirmationId];
    case 'stock-moved':
      return fact.movement.changes.flatMap(({ lot }) => lot ?? []);
    case 'freight':
      return fact.freight.loadId === undefined ? [] : [fact.freight.loadId];
    case 'related':
      return [parseRunId(fact.runId)?.key ?? ''];
    default:
      return [];
  }
}
