import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTexts } from '../../api/intake/cloud-event.js';
import { absentTemporal, cloudEvent, startTestApi } from './harness.js';

const api = await startTestApi(absentTemporal(), { requestsPerMinute: 1_000_000 });
const json = fc.jsonValue({ maxDepth: 6 });
const forbidden = /"(__proto__|constructor|prototype)"/;
const some = { numRuns: 150 };

describe('whatever is sent', () => {
  it.each([
    '/v1/runs/order-to-production',
    '/v1/runs/order-to-production/1000/P100/1/actions',
    '/v1/messages/replay',
    '/v1/systems/SAP/hold',
  ])('to %s is refused as the sender’s fault', async (path) => {
    await fc.assert(
      fc.asyncProperty(json, async (body) => {
        const { status } = await api.post(path, { body });
        expect([400, 422]).toContain(status);
      }),
      some,
    );
  });

  it('as data of a signed event is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.constantFrom('OperationConfirmed', 'MasterAcknowledged', 'OrderStarted', 'Other'),
        async (data, type) => {
          const { status } = await api.send('/mes/P100', cloudEvent('/mes/P100', type, data));
          expect(status).toBe(forbidden.test(JSON.stringify(data)) ? 400 : 202);
        },
      ),
      some,
    );
  });

  it('as an event with anything for its attributes is kept or refused, never lost by a defect', async () => {
    const attributes = fc.dictionary(
      fc.constantFrom('specversion', 'id', 'type', 'subject', 'time', 'plant', 'data', 'data_base64'),
      json,
    );
    await fc.assert(
      fc.asyncProperty(attributes, async (given) => {
        const { status } = await api.send('/mes/P100', { ...cloudEvent('/mes/P100', 'OrderStarted', {}), ...given });
        expect([202, 400]).toContain(status);
      }),
      some,
    );
  });

  it('in a batch is taken apart where its events end', () => {
    const spaces = fc.constantFrom(undefined, 1, '\t', '\n ');
    fc.assert(
      fc.property(fc.array(json), spaces, (list, space) => {
        expect(eventTexts(JSON.stringify(list, null, space)).map((text) => JSON.parse(text) as unknown)).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
      }),
    );
  });
});
