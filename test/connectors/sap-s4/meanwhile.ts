import { expect } from 'vitest';
import type { SapPlant } from '../../../connectors/sap-s4/practice/index.js';
import type { FaultRequest } from '../../../practice/faults.js';

/** Somebody acts in SAP between what the connector has read and the write that it bases on it. */
export async function meanwhile<T>(
  plant: SapPlant,
  write: Pick<FaultRequest, 'method' | 'path'>,
  act: () => void,
  call: () => Promise<T>,
): Promise<T> {
  const fault = plant.faults.ask({ ...write, kind: 'late-commit', delayMs: 150 });
  const calling = call();
  await Promise.race([
    calling,
    (async () => {
      while (fault.struck === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      act();
    })(),
  ]);
  const result = await calling;
  expect(fault.struck).toBe(1);
  return result;
}
