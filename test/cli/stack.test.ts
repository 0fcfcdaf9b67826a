import { expect, inject, test } from 'vitest';
import { startStack } from '../../cli/local/stack.js';
import { clientConnection, temporalTarget } from '../../workers/temporal/connection.js';

test('a server that is named is used, in a namespace of the practice’s own, and goes on afterwards', async () => {
  process.env['TEMPORAL_ADDRESS'] = inject('temporalAddress');
  process.env['TEMPORAL_NAMESPACE'] = 'somebody-elses';
  const told: string[] = [];
  const stack = await startStack({
    tell: (text) => told.push(text),
    forPeople: false,
    signal: new AbortController().signal,
  });
  const { namespace, address } = stack.temporal.target;
  expect(address).toBe(inject('temporalAddress'));
  expect(namespace).toMatch(/^practice-/);
  expect(told).toEqual([`Temporal at ${address} is used, in the namespace ${namespace}`]);
  const headers = { authorization: `Bearer ${stack.plant.keys.ADMIN}` };
  expect(await (await fetch(`${stack.apiUrl}/v1/runs`, { headers })).json()).toEqual({ runs: [] });
  await stack.stop();
  await expect(fetch(`${stack.apiUrl}/readyz`)).rejects.toThrow();
  await (await clientConnection(temporalTarget())).close();
});
