import { z } from 'zod';
import type { Express } from 'express';
import type { ChangedDefinition, DefinitionEntity } from '../contracts/entities/engineering-change.js';
import { type Answer, checked, hash, type keyedWrites, Refusal } from './rest-counterpart.js';

const word = z.string().min(1).max(200);
const words = z.record(word, z.string().max(500));

const definitionBody = z.object({
  plant: word,
  version: word,
  change: z.object({ no: word, version: z.int().positive() }),
  effectiveFrom: word,
  content: words,
  hash: word,
  extensions: words.optional(),
});

const changeBody = z.object({ plant: word, version: z.int().positive(), reason: z.string().optional() });

export interface PracticeDefinition {
  entity: DefinitionEntity;
  id: string;
  version: string;
  hash: string;
  content: Record<string, string>;
  idempotencyKey: string;
}

export interface PracticeChange {
  changeNo: string;
  version: number;
  status: 'STAGED' | 'ACTIVE' | 'WITHDRAWN';
  effectiveFrom: string;
  definitions: PracticeDefinition[];
  /** What was activated last, and not withdrawn. */
  inUse: PracticeDefinition[];
  firstLot?: string;
  idempotencyKey?: string;
  /** Everything that was taken from outside, the oldest first. */
  taken: { kind: 'PUT' | 'ACTIVATE' | 'WITHDRAW'; key: string; version: number; what?: string }[];
}

/** How owner and targets reckon a definition's hash: of what it is, whatever the order of its fields. */
export const definitionHash = (
  { entity, id, to }: Pick<ChangedDefinition, 'entity' | 'id' | 'to'>,
  content: Record<string, string>,
): string => hash([entity, id, to, Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))]);

interface Followers {
  activated?(definitions: PracticeDefinition[]): void;
  withdrawn?(definitions: PracticeDefinition[]): void;
}

/** What a system was told of engineering changes: kept beside what is in use until it is activated. */
export class ChangeBook {
  readonly changes = new Map<string, PracticeChange>();
  /** Work centres that this system does not have. */
  readonly unknownWorkCenters = new Set(['WC-UNKNOWN']);
  /** Fields of extensions that it does not know. */
  readonly unknownExtensions = new Set(['X-UNKNOWN']);
  /** Fields that it loses on the way to its own tables. */
  readonly lost = new Set<string>();
  readonly #followers: Followers;

  constructor(followers: Followers = {}) {
    this.#followers = followers;
  }

  show(changeNo: string): Answer {
    return { status: 200, body: shown(this.#known(changeNo)) };
  }

  put(entity: DefinitionEntity, id: string, content: unknown, key: string): Answer {
    const body = checked(definitionBody, content);
    this.#refuseUnknown(body);
    const { no: changeNo, version } = body.change;
    const before = this.changes.get(changeNo);
    if (before && before.version > version) {
      const text = `Version ${before.version} of change ${changeNo} is known; ${version} is an older one`;
      throw new Refusal(409, 'VERSION_OLD', text, shown(before));
    }
    const change: PracticeChange = before ?? newChange(changeNo, version);
    if (change.status === 'WITHDRAWN' || change.version !== version)
      Object.assign(change, { definitions: [], status: 'STAGED' });
    Object.assign(change, { version, effectiveFrom: body.effectiveFrom });
    const kept = Object.fromEntries(Object.entries(body.content).filter(([name]) => !this.lost.has(name)));
    const definition: PracticeDefinition = {
      ...{ entity, id, version: body.version, content: kept, idempotencyKey: key },
      hash: definitionHash({ entity, id, to: body.version }, kept),
    };
    change.definitions = [...change.definitions.filter((one) => one.entity !== entity || one.id !== id), definition];
    change.taken.push({ kind: 'PUT', key, version, what: `${entity} ${id} ${body.version}` });
    this.changes.set(changeNo, change);
    return { status: 200, body: shown(change) };
  }

  activate(changeNo: string, content: unknown, key: string): Answer {
    const { version } = checked(changeBody, content);
    const change = this.#known(changeNo);
    if (change.version !== version || change.status === 'WITHDRAWN')
      throw new Refusal(409, 'NOT_STAGED', `Version ${version} of change ${changeNo} is not staged`, shown(change));
    change.taken.push({ kind: 'ACTIVATE', key, version });
    Object.assign(change, { status: 'ACTIVE', idempotencyKey: key, inUse: change.definitions });
    this.#followers.activated?.(change.inUse);
    return { status: 200, body: shown(change) };
  }

  withdraw(changeNo: string, content: unknown, key: string): Answer {
    const { version } = checked(changeBody, content);
    const change = this.#known(changeNo);
    if (change.firstLot !== undefined)
      throw new Refusal(409, 'PRODUCED', `Lot ${change.firstLot} was made by change ${changeNo}`, shown(change));
    change.taken.push({ kind: 'WITHDRAW', key, version });
    this.#followers.withdrawn?.(change.inUse);
    Object.assign(change, { status: 'WITHDRAWN', inUse: [] });
    return { status: 200, body: shown(change) };
  }

  /** Something was made by a BOM revision. @returns the change whose first lot it is */
  produced(item: string, revision: string, lot: string): PracticeChange | undefined {
    const isBy = ({ entity, id, version }: PracticeDefinition): boolean =>
      entity === 'bom' && id === item && version === revision;
    const change = [...this.changes.values()].find((one) => one.firstLot === undefined && one.inUse.some(isBy));
    if (change) change.firstLot = lot;
    return change;
  }

  ledger() {
    return Object.fromEntries(structuredClone([...this.changes]));
  }

  #refuseUnknown({ content, extensions = {} }: z.infer<typeof definitionBody>): void {
    const center = Object.values(content).find((value) => this.unknownWorkCenters.has(value));
    if (center !== undefined) throw new Refusal(422, 'UNKNOWN_WORKCENTER', `Work center ${center} is not known`);
    const extension = Object.keys(extensions).find((name) => this.unknownExtensions.has(name));
    if (extension !== undefined) throw new Refusal(422, 'UNKNOWN_EXTENSION', `Field ${extension} is not known`);
  }

  #known(changeNo: string): PracticeChange {
    const change = this.changes.get(changeNo);
    if (!change) throw new Refusal(404, 'CHANGE_UNKNOWN', `There is no change ${changeNo}`);
    return change;
  }
}

const newChange = (changeNo: string, version: number): PracticeChange => ({
  ...{ changeNo, version, status: 'STAGED', effectiveFrom: '', definitions: [], inUse: [], taken: [] },
});

const shown = ({ definitions, ...change }: PracticeChange) => ({
  ...change,
  taken: undefined,
  inUse: undefined,
  definitions: definitions.map((definition) => ({ ...definition, content: undefined })),
});

const collections: Record<string, DefinitionEntity> = {
  'units': 'uom',
  'items': 'item',
  'lot-rules': 'lot-rule',
  'boms': 'bom',
  'routings': 'routing',
  'packs': 'pack',
};

/** What a system offers to others for engineering changes. */
export function changeRoutes(app: Express, book: ChangeBook, keyed: ReturnType<typeof keyedWrites>): void {
  for (const [collection, entity] of Object.entries(collections)) {
    app.put(
      `/definitions/${collection}/:id`,
      keyed((request, key) => book.put(entity, String(request.params['id']), request.body, key)),
    );
  }
  app.post(
    '/changes/:no/activate',
    keyed((request, key) => book.activate(String(request.params['no']), request.body, key)),
  );
  app.post(
    '/changes/:no/withdraw',
    keyed((request, key) => book.withdraw(String(request.params['no']), request.body, key)),
  );
  app.get('/changes/:no', (request, response) => void response.json(book.show(request.params.no).body));
}
