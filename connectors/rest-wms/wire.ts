import type { DocumentType } from '../../contracts/entities/documents.js';
import type { Posted } from '../../contracts/ports.js';

/** What stands in the WMS, as a posting answers it. */
export const posted = (system: string, type: DocumentType, ...numbers: string[]): Posted => ({
  documents: numbers.map((number) => ({ system, type, number })),
});

/** In our words what the WMS calls otherwise. */
export const renamed = <T>(value: T, names: Record<string, T>): T =>
  typeof value === 'string' && Object.hasOwn(names, value) ? (names[value] as T) : value;

export const path = (collection: string, id: string): string => `/${collection}/${encodeURIComponent(id)}`;
