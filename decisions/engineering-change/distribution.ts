import {
  type ChangedDefinition,
  definitionEntities,
  type DefinitionEntity,
} from '../../contracts/entities/engineering-change.js';
import type { StandingDefinition } from '../../contracts/ports.js';

/** What a system of each kind works by. */
const wantedBy: Record<TargetKind, readonly DefinitionEntity[]> = {
  mes: ['uom', 'item', 'lot-rule', 'bom', 'routing'],
  wms: ['uom', 'item', 'lot-rule', 'pack'],
};

export type TargetKind = 'mes' | 'wms';

/** What a target is sent, each after all that it depends on. */
export const definitionsFor = (kind: TargetKind, definitions: readonly ChangedDefinition[]): ChangedDefinition[] =>
  definitions
    .filter(({ entity }) => wantedBy[kind].includes(entity))
    .map((definition, index) => ({ definition, index }))
    .sort(
      (a, b) =>
        definitionEntities.indexOf(a.definition.entity) - definitionEntities.indexOf(b.definition.entity) ||
        a.index - b.index,
    )
    .map(({ definition }) => definition);

/** Where what a target has is not what it was sent, in words; empty where it is all the same. */
export const differences = (sent: readonly ChangedDefinition[], standing: readonly StandingDefinition[]): string[] =>
  sent.flatMap(({ entity, id, to, hash }) => {
    const found = standing.find((one) => one.entity === entity && one.id === id && one.version === to);
    if (!found) return [`${entity} ${id} ${to} is missing`];
    return found.hash === hash ? [] : [`${entity} ${id} ${to} has another content`];
  });
