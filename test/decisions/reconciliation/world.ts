import fc from 'fast-check';
import {
  type Cause,
  type DocumentPosting,
  type KnownDocument,
  type ReconciledItem,
  type StockKey,
} from '../../../contracts/entities/reconciliation.js';
import type { SnapshotLine } from '../../../contracts/entities/stock-snapshot.js';
import { decimal } from '../../../decisions/arithmetic.js';
import { keyText } from '../../../decisions/reconciliation/key.js';
import { key, snapshot, stocked, type World } from './samples.js';

export const defects = [
  'missing posting',
  'double posting',
  'wrong unit',
  'swapped lot',
  'misplaced location',
  'status drift',
  'double feed',
  'missed reversal',
] as const;

export type Defect = (typeof defects)[number];

export const causeOf: Record<Defect, Cause> = {
  'missing posting': 'MISSING_POSTING',
  'double posting': 'DOUBLE_POSTING',
  'wrong unit': 'UOM_ERROR',
  'swapped lot': 'LOT_SWAP',
  'misplaced location': 'MISPLACED',
  'status drift': 'STATUS_DRIFT',
  'double feed': 'DOUBLE_FEED',
  'missed reversal': 'REVERSAL_MISSED',
};

/** What is drawn of one item; its history is the same in both systems before something is planted in it. */
export interface Drawn {
  item: ReconciledItem;
  pack: number;
  start: Record<string, number>;
  /** Of the item's first lot, in thousandths of its base unit or in pieces. */
  documents: number[];
  defect: Defect | undefined;
  /** What goes wrong goes wrong with so much, and with this document. */
  amount: number;
  chosen: number;
  /** Of two statuses or systems, the one or the other. */
  isOther: boolean;
  /** How the warehouse spreads its stock over bins and units. */
  spread: number;
}

const keysOf = (item: string): StockKey[] =>
  ['L1', 'L2'].flatMap((lot) =>
    ['RDC1', 'RDC2'].flatMap((locationGroup) =>
      (['UNRESTRICTED', 'QUALITY'] as const).map((status) => key(item, { lot, locationGroup, status })),
    ),
  );

const drawnItem = (index: number, defect: fc.Arbitrary<Defect | undefined>): fc.Arbitrary<Drawn> =>
  fc
    .record({
      base: fc.constantFrom('EA', 'KG'),
      pack: fc.constantFrom(6, 12, 25, 100),
      abc: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
      cost: fc.constantFrom('0.01', '0.37', '2.50', '120.00'),
      start: fc.array(fc.integer({ min: 2000, max: 90_000 }), { minLength: 8, maxLength: 8 }),
      documents: fc.uniqueArray(
        fc.integer({ min: -150, max: 400 }).filter((value) => value !== 0),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      defect,
      amount: fc.integer({ min: 1, max: 1500 }),
      chosen: fc.nat(),
      isOther: fc.boolean(),
      spread: fc.integer({ min: 1, max: 40 }),
    })
    .map(({ base, abc, cost, start, ...rest }) => {
      const name = `ITEM-${index}`;
      const item = stocked(name, {
        abc,
        baseUom: base,
        standardCost: { amount: cost, currency: 'USD' },
        alternativeUoms: [{ uom: 'BOX', numerator: String(rest.pack), denominator: '1' }],
      });
      const startOf = keysOf(name).map((one, position) => [keyText(one), start[position]!] as const);
      return { item, start: Object.fromEntries(startOf), ...rest };
    });

/** Ten items: one with each defect, and two with none; or all ten with none. */
export const drawnWorld = (isSound = false): fc.Arbitrary<Drawn[]> =>
  fc.tuple(
    ...Array.from({ length: 10 }, (_, index) => drawnItem(index, fc.constant(isSound ? undefined : defects[index]))),
  );

interface History {
  balances: Map<string, { key: StockKey; value: number }>;
  postings: Map<string, DocumentPosting[]>;
}

const valueOf = ({ item }: Drawn, amount: number): string =>
  item.baseUom === 'EA' ? String(amount) : decimal(amount).div(1000).toFixed();

/** What one system has of an item, with what was planted in it. */
function historyOf(drawn: Drawn, system: 'SAP' | 'WMS'): History {
  const { item, documents, defect, pack, chosen, isOther, amount } = drawn;
  const balances = new Map(
    keysOf(item.item).map((one) => [keyText(one), { key: one, value: drawn.start[keyText(one)]! }]),
  );
  const postings = new Map<string, DocumentPosting[]>();
  const place = keysOf(item.item)[0]!;
  const move = (at: StockKey, value: number) => (balances.get(keyText(at))!.value += value);
  const wrong = isOther ? 'SAP' : 'WMS';
  for (const [index, value] of documents.entries()) {
    const id = `${item.item}-D${index}`;
    const post = (messageId: string, quantity: number, reverses?: string): string => {
      const before = postings.get(id) ?? [];
      const number = `${system}-${id}-${before.length + 1}`;
      const posting = { number, messageId, key: place, value: valueOf(drawn, quantity), ...(reverses && { reverses }) };
      postings.set(id, [...before, posting]);
      move(place, quantity);
      return number;
    };
    const isHit = index === chosen % documents.length;
    const isWrong = isHit && system === wrong;
    if (isWrong && defect === 'missing posting') continue;
    const number = post('m1', isWrong && defect === 'wrong unit' ? value * pack : value);
    if (isWrong && defect === 'double posting') post('m1', value);
    if (isWrong && defect === 'double feed') post('m2', value);
    if (isHit && defect === 'missed reversal' && system !== wrong) post('m2', -value, number);
  }
  const changed = { 'swapped lot': { lot: 'L2' }, 'misplaced location': { locationGroup: 'RDC2' }, 'status drift': {} };
  if (system === 'WMS' && defect && defect in changed) {
    const status = isOther ? 'QUALITY' : 'UNRESTRICTED';
    const to =
      defect === 'status drift'
        ? ({ status: isOther ? 'UNRESTRICTED' : 'QUALITY' } as const)
        : changed[defect as keyof typeof changed];
    const from = { ...place, status } as StockKey;
    move(from, -amount);
    move({ ...from, ...to }, amount);
  }
  return { balances, postings };
}

const bins: Record<string, string[]> = { RDC1: ['A-01', 'A-02', 'DOCK'], RDC2: ['B-01'] };

/** In several bins, in boxes as far as they are full, under words of its own. */
function inWarehouse(drawn: Drawn, of: StockKey, value: number): SnapshotLine[] {
  const places = bins[of.locationGroup]!;
  const unit = drawn.item.baseUom === 'EA' ? drawn.pack : drawn.pack * 1000;
  const boxes = Math.min(drawn.spread, Math.floor(value / unit));
  const loose = value - boxes * unit;
  const part = Math.floor(loose / places.length);
  const rest = { item: of.item, lot: of.lot, owner: of.owner, status: of.status === 'QUALITY' ? 'QC' : 'STAGED' };
  return [
    { ...rest, location: places[0]!, quantity: { value: String(boxes), uom: 'BOX' } },
    ...places.map((location, index) => ({
      ...rest,
      location,
      quantity: {
        value: valueOf(drawn, index === 0 ? loose - part * (places.length - 1) : part),
        uom: drawn.item.baseUom,
      },
    })),
  ];
}

/** Both systems' stock, and what each has of every document. */
export function told(
  world: readonly Drawn[],
): World & { items: Record<string, ReconciledItem>; documents: KnownDocument[] } {
  const both = world.map((drawn) => ({ drawn, book: historyOf(drawn, 'SAP'), physical: historyOf(drawn, 'WMS') }));
  const booksLine = (drawn: Drawn, of: StockKey, value: number): SnapshotLine => ({
    item: of.item,
    lot: of.lot,
    location: of.locationGroup,
    status: of.status,
    owner: of.owner,
    quantity: { value: valueOf(drawn, value), uom: drawn.item.baseUom },
  });
  return {
    book: snapshot(
      'SAP',
      both.flatMap(({ drawn, book }) => [...book.balances.values()].map((one) => booksLine(drawn, one.key, one.value))),
    ),
    physical: snapshot(
      'WMS',
      both.flatMap(({ drawn, physical }) =>
        [...physical.balances.values()].flatMap((one) => inWarehouse(drawn, one.key, one.value)),
      ),
    ),
    items: Object.fromEntries(world.map(({ item }) => [item.item, item])),
    documents: both.flatMap(({ drawn, book, physical }) =>
      drawn.documents.map((value, index) => {
        const documentId = `${drawn.item.item}-D${index}`;
        return {
          documentId,
          changes: [{ key: keysOf(drawn.item.item)[0]!, value: valueOf(drawn, value) }],
          standing: [
            { system: 'SAP', postings: book.postings.get(documentId) ?? [] },
            { system: 'WMS', postings: physical.postings.get(documentId) ?? [] },
          ],
        };
      }),
    ),
  };
}
