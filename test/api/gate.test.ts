import { describe, expect, it } from 'vitest';
import { Gate } from '../../api/systems/gate.js';

const never = (): AbortSignal => new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate before a system', () => {
  it('lets no more through at once than it should, and the others in their order', async () => {
    const gate = new Gate({ atOnce: 2, waiting: 9 });
    const entered: number[] = [];
    for (const one of [1, 2, 3, 4]) void gate.enter(never()).then(() => entered.push(one));
    await turn();
    expect(entered).toEqual([1, 2]);
    gate.leave();
    await turn();
    expect(entered).toEqual([1, 2, 3]);
    gate.leave();
    gate.leave();
    gate.leave();
    await turn();
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('forgets whoever gives up waiting, and keeps no place for them', async () => {
    const gate = new Gate({ atOnce: 1, waiting: 1 });
    await gate.enter(never());
    const impatient = new AbortController();
    const waiting = gate.enter(impatient.signal);
    await expect(gate.enter(never())).rejects.toThrow(RangeError);
    impatient.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    gate.leave();
    await gate.enter(never());
    await expect(gate.enter(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });
});
