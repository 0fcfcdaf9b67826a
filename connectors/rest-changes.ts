import { z } from 'zod';
import { definitionEntities, type DefinitionEntity } from '../contracts/entities/engineering-change.js';
import type { ChangeStanding, ChangeTarget, DefinitionMessage, Posted } from '../contracts/ports.js';
import { RestClient, type RestConfig } from './rest-client.js';
import { agree, isUnder } from './rest-intent.js';
import type { ProblemTable } from './rest-problem.js';

/** The problem codes of generic counterparts about engineering changes, in our words. */
const problems: ProblemTable = {
  codes: { VERSION_OLD: 'B-CHANGE-STALE', PRODUCED: 'B-REVISION-PRODUCED', KEY_REUSED: 'C-DUP-CONFLICT' },
  rejected: 'B-CHANGE-REJECTED',
};

const collections: Record<DefinitionEntity, string> = {
  'uom': 'units',
  'item': 'items',
  'lot-rule': 'lot-rules',
  'bom': 'boms',
  'routing': 'routings',
  'pack': 'packs',
};

const word = z.string().max(200);
const idempotencyKey = z.string().max(500).nullish();
const DEFINITIONS_MAX = 1000;

const shownChange = z.object({
  changeNo: word,
  version: z.int().positive(),
  status: z.enum(['STAGED', 'ACTIVE', 'WITHDRAWN']),
  definitions: z
    .array(z.object({ entity: z.enum(definitionEntities), id: word, version: word, hash: word, idempotencyKey }))
    .max(DEFINITIONS_MAX),
  firstLot: word.nullish(),
  idempotencyKey,
});

type ShownChange = z.infer<typeof shownChange>;

/** Engineering changes as generic REST counterparts take them: each definition by a PUT, the change by its number. */
export function changeTarget(system: string, config: RestConfig): ChangeTarget {
  const rest = new RestClient(system, config, problems);
  const pathOf = (changeNo: string): string => `/changes/${encodeURIComponent(changeNo)}`;
  const read = (changeNo: string, context: Parameters<ChangeTarget['readChange']>[1]) =>
    rest.read(pathOf(changeNo), shownChange, context);

  return {
    async readChange({ changeNo }, context) {
      const found = await read(changeNo, context);
      return found && standing(found, changeDocument(system, found));
    },
    distributeDefinition: {
      async send(message, context) {
        const path = `/definitions/${collections[message.entity]}/${encodeURIComponent(message.id)}`;
        const { body } = await rest.write('PUT', path, bodyOf(message), shownChange, context);
        agree(system, body.changeNo === message.changeNo && definitionIn(body, message) !== undefined, words(body));
        return standing(body, definitionDocument(system, message));
      },
      async find(message, context) {
        const found = await read(message.changeNo, context);
        const definition = found?.version === message.changeVersion ? definitionIn(found, message) : undefined;
        const stands = found && definition && found.status !== 'WITHDRAWN' && isUnder(context.key, definition);
        return stands ? standing(found, definitionDocument(system, message)) : null;
      },
    },
    activateChange: {
      async send({ plant, changeNo, changeVersion }, context) {
        const body = { plant, version: changeVersion };
        const { body: shown } = await rest.write('POST', `${pathOf(changeNo)}/activate`, body, shownChange, context);
        agree(system, shown.changeNo === changeNo && shown.status === 'ACTIVE', words(shown));
        return standing(shown, changeDocument(system, shown));
      },
      async find({ changeNo, changeVersion }, context) {
        const found = await read(changeNo, context);
        const stands = found?.version === changeVersion && found.status === 'ACTIVE';
        return stands ? standing(found, changeDocument(system, found)) : null;
      },
    },
    withdrawChange: {
      async send({ plant, changeNo, changeVersion, reason }, context) {
        const body = { plant, version: changeVersion, reason };
        const written = await rest.undo(`${pathOf(changeNo)}/withdraw`, body, shownChange, context);
        if (!written) return { documents: [] };
        agree(system, written.body.changeNo === changeNo && written.body.status === 'WITHDRAWN', words(written.body));
        return changeDocument(system, written.body);
      },
      async find({ changeNo }, context) {
        const found = await read(changeNo, context);
        if (!found) return { documents: [] };
        return found.status === 'WITHDRAWN' ? changeDocument(system, found) : null;
      },
    },
  };
}

const bodyOf = (message: DefinitionMessage) => ({
  plant: message.plant,
  version: message.version,
  change: { no: message.changeNo, version: message.changeVersion },
  effectiveFrom: message.effectiveFrom,
  content: message.fields,
  hash: message.hash,
  ...(message.extensions && { extensions: message.extensions }),
});

const definitionIn = ({ definitions }: ShownChange, { entity, id, version }: DefinitionMessage) =>
  definitions.find((one) => one.entity === entity && one.id === id && one.version === version);

const words = ({ changeNo, version, status }: ShownChange): string =>
  `change ${changeNo}, version ${version}, ${status.toLowerCase()}`;

const definitionDocument = (system: string, { entity, id, version }: DefinitionMessage): Posted => ({
  documents: [{ system, type: 'DEFINITION', number: `${entity} ${id} ${version}` }],
});

const changeDocument = (system: string, { changeNo }: ShownChange): Posted => ({
  documents: [{ system, type: 'ENGINEERING_CHANGE', number: changeNo }],
});

const standing = ({ version, status, definitions, firstLot }: ShownChange, posted: Posted): ChangeStanding => ({
  ...posted,
  changeVersion: version,
  status,
  definitions: definitions.map(({ entity, id, version: of, hash }) => ({ entity, id, version: of, hash })),
  ...(firstLot && { firstLot }),
});
