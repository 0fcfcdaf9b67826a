import type { EngineeringChange } from '../../../contracts/entities/engineering-change.js';
import { definitionHash } from '../../../practice/change-book.js';
import type { Entity, Service } from './odata.js';

/** Without hashes, which the owner reckons; a definition's version is the change's new revision unless told. */
export interface NewChange extends Partial<Omit<EngineeringChange, 'definitions' | 'changeNo'>> {
  changeNo: string;
  definitions: (Omit<EngineeringChange['definitions'][number], 'hash' | 'to'> & { to?: string })[];
}

export interface PlantChange extends EngineeringChange {
  company: string;
}

export function changeOf(company: string, { definitions, ...given }: NewChange): PlantChange {
  const change = {
    ...{ company, version: 1, status: 'RELEASED' as const, item: 'FG-1000', fromRevision: 'B', toRevision: 'C' },
    ...{ plants: [], ...given },
  };
  return {
    ...change,
    definitions: definitions.map(({ to = change.toRevision, ...definition }) => {
      const content = Object.fromEntries(definition.fields.map((field) => [field.name, field.to]));
      return { ...definition, to, hash: definitionHash({ ...definition, to }, content) };
    }),
  };
}

/** As the customer's own service has it. */
const changeJson = (change: PlantChange): Entity => ({
  ChangeNumber: change.changeNo,
  CompanyCode: change.company,
  ChangeVersion: String(change.version),
  ChangeStatus: change.status,
  SupersededBy: change.supersededBy ?? '',
  Material: change.item,
  FromRevision: change.fromRevision,
  ToRevision: change.toRevision,
  Disposition: change.disposition ?? '',
  UseUpMaterial: change.useUpItem ?? '',
  to_Plant: change.plants.map(({ plant, effectiveFrom, ready }) => ({
    ...{ Plant: plant, EffectiveFrom: effectiveFrom, IsReady: ready },
  })),
  to_Definition: change.definitions.map(({ entity, id, from = '', to, hash }) => ({
    ...{ DefinitionType: entity, DefinitionObject: id, FromVersion: from, ToVersion: to, ContentHash: hash },
  })),
  to_Field: change.definitions.flatMap(({ entity, id, fields, extensions = {} }) => [
    ...fields.map(({ name, from = '', to }) => fieldJson(entity, id, [name, from, to], false)),
    ...Object.entries(extensions).map(([name, to]) => fieldJson(entity, id, [name, '', to], true)),
  ]),
});

const fieldJson = (
  entity: string,
  id: string,
  [name, from, to]: [string, string, string],
  isExtension: boolean,
): Entity => ({
  ...{ DefinitionType: entity, DefinitionObject: id, FieldName: name, OldValue: from, NewValue: to },
  IsExtension: isExtension,
});

export const changeServicesOf = (changes: ReadonlyMap<string, PlantChange>): Record<string, Service> => ({
  ZENGINEERING_CHANGE_SRV: {
    sets: {
      EngineeringChangeSet: { keys: ['ChangeNumber'], list: () => [...changes.values()].map(changeJson) },
    },
    functions: {},
  },
});
