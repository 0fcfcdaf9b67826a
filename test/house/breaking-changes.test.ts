import { describe, expect, it } from 'vitest';
import { breakingChanges } from '../../tools/contracts/breaking-changes.js';
import { sentenceOf } from '../../tools/contracts/change.js';
import { type Contracts, describeContracts } from '../../tools/contracts/description.js';
import type { Schema } from '../../tools/contracts/schema.js';

const now = describeContracts();

/** What is named when the contracts of today have been this way before. */
function planted(change: (contracts: Contracts) => void): string[] {
  const after = structuredClone(now);
  change(after);
  return breakingChanges(now, after).map(sentenceOf);
}

/** Of a part of the contracts that is there. */
function part<T>(record: Record<string, T>, name: string): T {
  const found = record[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const fieldsOf = ({ properties = {} }: Schema): Record<string, Schema> => properties;

describe('a change of the contracts that breaks', () => {
  it.each<[what: string, change: (contracts: Contracts) => void, sentence: string]>([
    [
      'a field of an event',
      ({ events }) => delete fieldsOf(part(events, 'OperationConfirmed').data)['rework'],
      'event OperationConfirmed/rework is gone (removed)',
    ],
    [
      'the unit of its quantities',
      ({ events }) => {
        const value = part(fieldsOf(part(fieldsOf(part(events, 'OperationConfirmed').data), 'yield')), 'value');
        value['x-meaning'] = { unit: 'the item’s base unit', sign: 'never negative', decimals: 6 };
      },
      'event OperationConfirmed/yield/value had the unit "its own, in uom", and it is "the item’s base unit" (meaning)',
    ],
    [
      'delta to snapshot',
      ({ events }) => (part(events, 'OperationConfirmed').amounts = 'snapshot'),
      'event OperationConfirmed had the amounts "delta", and it is "snapshot" (delta or snapshot)',
    ],
    [
      'its order',
      ({ events }) => (part(events, 'OperationConfirmed').order = 'any'),
      'event OperationConfirmed had the order "strict", and it is "any" (guarantee)',
    ],
    [
      'at least once',
      ({ events }) => (part(events, 'ShipConfirmed').delivery = 'at-most-once' as 'at-least-once'),
      'event ShipConfirmed had the delivery "at-least-once", and it is "at-most-once" (guarantee)',
    ],
    [
      'what becomes of it',
      ({ events }) =>
        (part(events, 'OperationConfirmed').route = { route: 'signal', process: 'production-to-inventory' }),
      'event OperationConfirmed had the route "signal-with-start", and it is "signal" (guarantee)',
    ],
    [
      'its number',
      ({ events }) => (part(events, 'ShipConfirmed').number = 'loadId'),
      'event ShipConfirmed had the number "deliveryNo", and it is "loadId" (key)',
    ],
    [
      'its process',
      ({ events }) => (part(events, 'ShipConfirmed').route = { route: 'signal', process: 'shipment' }),
      'event ShipConfirmed had the process "outbound-delivery", and it is "shipment" (key)',
    ],
    ['an event', ({ events }) => delete events['ShipConfirmed'], 'event ShipConfirmed is gone (removed)'],
    ['a route', ({ api }) => delete api['GET /v1/runs'], 'GET /v1/runs is gone (removed)'],
    [
      'who may use it',
      ({ api }) => part(api, 'GET /v1/audit').access.shift(),
      'GET /v1/audit has no access for supervisor any more (narrower)',
    ],
    [
      'a header of a reply',
      ({ api }) => (part(part(api, 'POST /v1/runs/ship-to-cash').replies, '202').headers = []),
      'POST /v1/runs/ship-to-cash 202 has no header Location any more (removed)',
    ],
    [
      'a status',
      ({ api }) => delete part(api, 'POST /v1/runs/ship-to-cash').replies['202'],
      'POST /v1/runs/ship-to-cash 202 is gone (removed)',
    ],
    [
      'a parameter',
      ({ api }) => delete fieldsOf(part(api, 'GET /v1/runs').request.query ?? {})['severity'],
      'GET /v1/runs query/severity is gone (removed)',
    ],
    [
      'a default',
      ({ api }) => (part(fieldsOf(part(api, 'GET /v1/runs').request.query ?? {}), 'limit').default = 20),
      'GET /v1/runs query/limit had the default 50, and it is 20 (default)',
    ],
    [
      'a start request',
      ({ schemas }) => part(schemas, 'StartSalesOrder').required?.push('sourceVersion'),
      'StartSalesOrder/sourceVersion could be left out, and must be given now (required)',
    ],
    [
      'a reply that many routes share',
      ({ schemas }) => delete fieldsOf(part(schemas, 'Exception'))['owner'],
      'Exception/owner is gone (removed)',
    ],
    [
      'a condition of a run',
      ({ schemas }) => part(fieldsOf(part(schemas, 'Run')), 'condition').enum?.push('PAUSED'),
      'Run/condition may be "PAUSED": readers were told of no new words (word)',
    ],
    [
      'what a problem says',
      ({ schemas }) => delete fieldsOf(part(schemas, 'Problem'))['retryable'],
      'Problem/retryable is gone (removed)',
    ],
    ['a process', ({ processes }) => delete processes['ship-to-cash'], 'process ship-to-cash is gone (removed)'],
    [
      'its ids',
      ({ processes }) => (part(processes, 'ship-to-cash').id = 'ship-to-cash/0100/-/000ABC-123'),
      'process ship-to-cash had the id "ship-to-cash/100/-/ABC-123", and it is "ship-to-cash/0100/-/000ABC-123" (key)',
    ],
    [
      'the number in them',
      ({ processes }) => (part(processes, 'ship-to-cash').numbers = ['quotationNo']),
      'process ship-to-cash has no number called salesOrderNo any more (key)',
    ],
    [
      'a state',
      ({ processes }) => delete part(processes, 'ship-to-cash').states['SHIPPED'],
      'process ship-to-cash state SHIPPED is gone (removed)',
    ],
    [
      'the end of a run',
      ({ processes }) => (part(part(processes, 'ship-to-cash').states, 'CLOSED').terminal = false),
      'process ship-to-cash state CLOSED had the terminal true, and it is false (meaning)',
    ],
    [
      'where a run begins',
      ({ processes }) => (part(processes, 'ship-to-cash').firstState = 'NEW'),
      'process ship-to-cash had the firstState "OPEN", and it is "NEW" (default)',
    ],
    [
      'how a step is repeated',
      ({ processes }) => (part(part(processes, 'ship-to-cash').steps, 'create delivery').class = 'keyed'),
      'process ship-to-cash step create delivery had the class "unkeyed", and it is "keyed" (guarantee)',
    ],
    [
      'a choice',
      ({ processes }) => part(part(processes, 'ship-to-cash').decisions, 'goods have left').pop(),
      'process ship-to-cash decision goods have left has no choice RETURN any more (word)',
    ],
    [
      'an order between us and a system',
      ({ interfaces }) => (part(interfaces, 'partner out').order = 'any'),
      'interface partner out had the order "strict", and it is "any" (guarantee)',
    ],
    ['an error code', ({ errors }) => delete errors['T-LOCK'], 'error T-LOCK is gone (removed)'],
    [
      'what an error code means',
      ({ errors }) => (part(errors, 'T-LOCK').title = 'The object is being counted'),
      'error T-LOCK had the title "The object is locked by another user or process", and it is "The object is being counted" (error code)',
    ],
    [
      'who decides it',
      ({ errors }) => (part(errors, 'T-LOCK').owner = 'planner'),
      'error T-LOCK had the owner "operator", and it is "planner" (error code)',
    ],
    [
      'what a problem’s code means',
      ({ problems }) => (part(problems, 'KEY_REUSED').status = 422),
      'problem KEY_REUSED had the status 409, and it is 422 (error code)',
    ],
  ])('is named, and nothing else: %s', (_, change, sentence) => {
    expect(planted(change)).toEqual([sentence]);
  });

  it.each<[what: string, change: (contracts: Contracts) => void]>([
    ['nothing', () => undefined],
    ['a new route', ({ api }) => (api['GET /v1/kpis'] = part(api, 'GET /v1/runs'))],
    ['a new event', ({ events }) => (events['OrderPaused'] = part(events, 'OrderStarted'))],
    ['a new error code', ({ errors }) => (errors['T-NEW'] = part(errors, 'T-LOCK'))],
    ['a new code in replies', ({ schemas }) => part(fieldsOf(part(schemas, 'Exception')), 'code').enum?.push('T-NEW')],
    ['a new state', ({ processes }) => (part(processes, 'ship-to-cash').states['PAUSED'] = { terminal: false })],
    ['a new choice', ({ processes }) => part(part(processes, 'ship-to-cash').decisions, 'plant').push('WAIT')],
    ['a new role', ({ api }) => part(api, 'GET /v1/audit').access.push('viewer')],
  ])('is not %s', (_, change) => {
    expect(planted(change)).toEqual([]);
  });
});
