import type { AcceptanceBench } from './acceptance-bench.js';
import { type ChangeBook, definitionHash } from './change-book.js';

const PLANT = 'P100';
const definition = { entity: 'item', id: 'FG-1000', to: 'C' } as const;
const fields = { weightKg: '12.7' };
const hash = definitionHash(definition, fields);

/** How the acceptance suite tries a system that takes engineering changes. */
export function changeBench(book: ChangeBook): Pick<AcceptanceBench, 'reads' | 'postings'> {
  let last = 5012;
  const next = (): string => `ECO-${++last}`;
  /** As if it had been sent under a key of long ago. */
  const given = (): string => {
    const changeNo = next();
    const body = { plant: PLANT, version: 'C', effectiveFrom: '2026-04-06T05:00:00Z', content: fields, hash };
    book.put('item', definition.id, { ...body, change: { no: changeNo, version: 1 } }, `given|${changeNo}`);
    return changeNo;
  };
  const taken = (changeNo: string, kind: string) => (): number =>
    book.changes.get(changeNo)?.taken.filter((one) => one.kind === kind).length ?? 0;
  const ref = (changeNo: string) => ({ plant: PLANT, changeNo, changeVersion: 1 });
  return {
    reads: { readChange: { plant: PLANT, changeNo: given() } },
    postings: {
      distributeDefinition: {
        write: { method: 'PUT', path: '^/definitions/items/' },
        async prepare() {
          const changeNo = next();
          const sent = { entity: 'item', id: definition.id, version: 'C', fields, hash };
          const message = { ...ref(changeNo), ...sent, effectiveFrom: '2026-04-06T05:00:00Z' };
          return { message, documents: taken(changeNo, 'PUT') };
        },
      },
      activateChange: {
        write: { method: 'POST', path: '^/changes/ECO-\\d+/activate$' },
        async prepare() {
          const changeNo = given();
          return { message: ref(changeNo), documents: taken(changeNo, 'ACTIVATE') };
        },
      },
      withdrawChange: {
        write: { method: 'POST', path: '^/changes/ECO-\\d+/withdraw$' },
        async prepare() {
          const changeNo = given();
          return { message: { ...ref(changeNo), reason: 'not wanted' }, documents: taken(changeNo, 'WITHDRAW') };
        },
        neverHappened: { ...ref('ECO-9999'), reason: 'not wanted' },
      },
    },
  };
}
