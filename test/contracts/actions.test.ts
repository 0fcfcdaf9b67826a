import { describe, expect, it } from 'vitest';
import { type ActionName, actionRoles, mayAct } from '../../contracts/actions.js';
import { errorCodes } from '../../contracts/errors.js';
import { processes } from '../../contracts/processes/index.js';

describe('who may act', () => {
  it('lets every owner of an exception try again and decide what is its own', () => {
    const owners = new Set([
      ...Object.values(errorCodes).map(({ owner }) => owner),
      ...Object.values(processes).flatMap(({ owner, steps }) => [
        owner,
        ...Object.values(steps).map((one) => one.owner),
      ]),
    ]);
    expect(owners.size).toBeGreaterThan(5);
    for (const owner of owners) {
      if (owner === undefined) continue;
      for (const action of ['retry', 'decide'] as const)
        expect([owner, action, mayAct([owner], action, owner)]).toEqual([owner, action, true]);
    }
  });

  it.each([
    ['skip', 'logistics', 'inventory'],
    ['skip', 'finance', 'logistics'],
    ['amend', 'logistics', 'inventory'],
    ['reassign', 'logistics', 'planner'],
    ['decide', 'planner', 'logistics'],
  ] as const)('keeps %s by %s from what %s owns', (action, role, owner) => {
    expect(mayAct([role], action, owner)).toBe(false);
    expect(mayAct([role], action, role)).toBe(true);
    expect(mayAct(['supervisor'], action, owner)).toBe(true);
  });

  it('does not make one right of two roles: what one may do, to what the other owns', () => {
    expect(mayAct(['viewer', 'logistics'], 'decide', 'finance')).toBe(false);
    for (const action of Object.keys(actionRoles) as ActionName[])
      expect(mayAct(['viewer', 'trigger'], action)).toBe(false);
  });
});
