import { describe, expect, it } from 'vitest';
import { type Books, reckon } from '../../practice/reckoning.js';
import { agreeingBooks } from './books.js';
import { repeat, set } from './planted.js';

describe('the reckoning', () => {
  it('finds nothing where all books agree', () => {
    const { differences, stock, documents, posted, reported } = reckon(agreeingBooks());
    expect(differences).toEqual([]);
    expect(stock).toContainEqual({
      ...{ system: 'ERP', plant: 'P100', location: 'LINE', item: 'RM-30' },
      ...{ opening: '100', receipts: '0', issues: '7.5', closing: '92.5' },
    });
    expect(stock.filter(({ system }) => system === 'WMS')).toHaveLength(5);
    expect(documents).toEqual({ confirmations: 1, materialDocuments: 1, mostPerKey: 1 });
    expect(posted).toEqual(reported);
  });

  const planted: [string, (books: Books) => void, RegExp][] = [
    ['stock that appeared from nowhere', ({ sap }) => set(sap.stock[1], { quantity: '91' }), /ERP P100 RM-10 at LINE/],
    [
      'stock of the warehouse that is gone',
      ({ plants }) => set(plants.P100?.wms.stock[2], { onHand: '9' }),
      /WMS P100 RM-10 at LINE/,
    ],
    ['a confirmation under the same key', ({ sap }) => repeat(sap.confirmations), /key-1 was posted 2 times/],
    [
      'the same report under another key',
      ({ sap }) => set(repeat(sap.confirmations), { externalKey: 'key-2' }),
      /confirmation 1000101-1 was posted 2 times/,
    ],
    [
      'a report that never reached the ERP',
      ({ sap }) => sap.confirmations.pop(),
      /MES reports confirmations 1, ERP has 0/,
    ],
    ['scrap that was lost', ({ sap }) => set(sap.confirmations[0], { scrap: '0' }), /MES reports scrap 1, ERP has 0/],
    [
      'a component that was issued twice',
      ({ sap }) =>
        repeat(
          sap.materialDocuments[0]?.movements.filter(({ item }) => item === 'RM-10'),
          sap.materialDocuments[0]?.movements,
        ),
      /10 RM-10 used, 20 issued/,
    ],
    [
      'a receipt that the warehouse never saw',
      ({ plants }) => void delete plants.P100?.wms.receipts['1000101-1'],
      /ERP received 9, WMS has put away 0/,
    ],
    [
      'an order that stays open in the ERP',
      ({ sap }) => set(sap.orders[0], { technicallyCompleted: false }),
      /not technically completed/,
    ],
    [
      'a run that did not end',
      ({ runs }) => set(runs[0], { state: 'CLOSING' }),
      /order-to-production is CLOSING, not CLOSED/,
    ],
    ['a run that nobody started', ({ runs }) => runs.splice(0, 1), /order-to-production is unknown, not CLOSED/],
    [
      'a movement that the ERP keeps as failed',
      ({ sap }) => sap.failedMovements.push({ ...movementOf(sap), confirmation: '45678/1', reason: 'deficit' }),
      /a movement of FG-1000 for 1000101 failed: deficit/,
    ],
  ];

  it.each(planted)('reports %s', (_, plant, words) => {
    const books = agreeingBooks();
    plant(books);
    expect(reckon(books).differences.join('\n')).toMatch(words);
  });
});

function movementOf({ materialDocuments }: Books['sap']) {
  const [movement] = materialDocuments[0]?.movements ?? [];
  if (!movement) throw new Error('the books have no movement');
  return movement;
}
