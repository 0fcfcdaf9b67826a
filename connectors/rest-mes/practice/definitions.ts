import { type Answer, hash, Refusal } from '../../../practice/rest-counterpart.js';

/** BOM revisions and routing versions that the MES has been given, by item. */
export class Definitions {
  readonly #hashes = new Map<string, string>();

  add(entity: 'bom' | 'routing', item: string, version: string, content: unknown = null): void {
    this.#hashes.set(keyOf(entity, item, version), hash([entity, item, version, content]));
  }

  remove(entity: 'bom' | 'routing', item: string, version: string): void {
    this.#hashes.delete(keyOf(entity, item, version));
  }

  has(entity: 'bom' | 'routing', item: string, version: string): boolean {
    return this.#hashes.has(keyOf(entity, item, version));
  }

  show(entity: 'bom' | 'routing', item: string, version: string): Answer {
    const known = this.#hashes.get(keyOf(entity, item, version));
    if (!known) throw new Refusal(404, 'DEFINITION_UNKNOWN', `There is no ${entity} ${version} of ${item}`);
    const name = entity === 'bom' ? { revision: version } : { version };
    return { status: 200, body: { item, ...name, hash: known } };
  }
}

const keyOf = (...parts: string[]): string => JSON.stringify(parts);
