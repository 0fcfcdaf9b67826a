import type { ChangedDefinition } from '../../contracts/entities/engineering-change.js';

/** Stock and documents were made by them: domain: forbidden with stock or open documents. */
const CONTROLLED = ['baseUom', 'lotControl', 'serialControl', 'valuationClass', 'itemType'];

/** Those of a definition's fields that change how an item is counted, kept or valued. */
export const controlledChanges = ({ fields }: ChangedDefinition): ChangedDefinition['fields'] =>
  fields.filter(({ name, from, to }) => CONTROLLED.includes(name) && from !== undefined && from !== to);
