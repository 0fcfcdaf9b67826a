import type { Fact } from '../../contracts/facts.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';

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
    case 'ended':
      return `ended ${fact.state}`;
    case 'acknowledged':
    case 'made-from':
    case 'value':
    case 'number':
      return undefined;
  }
}

export const documentName = ({ system, type, number, year }: DocumentRef): string =>
  `${system} ${type.toLowerCase().replaceAll('_', ' ')} ${number}${year ? ` (${year})` : ''}`;

const documentsOf = (documents: DocumentRef[]): string =>
  documents.length === 0 ? '' : `: ${documents.map(({ system, number }) => `${system} ${number}`).join(', ')}`;

const attempts = (count: number): string => (count > 1 ? ` (${count} attempts)` : '');
