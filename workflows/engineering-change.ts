import type { EngineeringChange } from '../contracts/entities/engineering-change.js';
import { idSegment } from '../contracts/ids.js';
import {
  engineeringChange as contract,
  type EngineeringChangeInput,
} from '../contracts/processes/engineering-change.js';
import type { RunView } from '../contracts/view.js';
import { cannotCarryOut } from '../decisions/engineering-change/owner-check.js';
import { endOf } from '../decisions/engineering-change/standing.js';
import { ChangeRun, targetKinds } from './change/change-run.js';
import { Distribution } from './change/distribution.js';
import { listen, readReleased } from './change/owner.js';
import { PlantStart } from './change/plant-start.js';
import { review } from './change/review.js';
import { now, openRun } from './kit/index.js';

/** Carries an engineering change to every system that works by it, and puts it into use plant by plant. */
export async function engineeringChange(input: EngineeringChangeInput): Promise<RunView> {
  const { company, changeNo, policy, requestedBy } = input;
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant: '-', key: idSegment(changeNo) },
    cancelledBy: 'EngineeringChangeCancelRequested',
    cancelRefusal,
  });
  const run = new ChangeRun(kit, input);
  const { note, enter, process } = kit;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    note({ type: 'number', at: now(), kind: 'engineering change', number: changeNo });
    await carry(await readReleased(run));
  }, cancel);

  /** Until it is in use where it is meant to be, in its latest version. */
  async function carry(first: EngineeringChange): Promise<void> {
    for (let change = first; ; ) {
      const reviewed = await review(run, change);
      if (reviewed === 'declined') return takeBack('CANCELLED');
      if (reviewed !== 'later') {
        run.take(reviewed.go);
        await untilInUse();
      }
      const { later } = run;
      if (!later) return enter(endOf(run.progress));
      run.later = undefined;
      if (later.status === 'SUPERSEDED') return superseded();
      if (later.status === 'WITHDRAWN') return takeBack('CANCELLED');
      change = cannotCarryOut(later, run.zones) === undefined ? later : await readReleased(run);
    }
  }

  /** All plants beside each other: none waits for what holds up another. */
  async function untilInUse(): Promise<void> {
    run.showState();
    const plants = run.change.plants.map(({ plant }) => plant);
    run.open = plants.length;
    const distributions = plants.flatMap((plant) =>
      targetKinds.flatMap((kind) => {
        const target = run.target(plant, kind);
        return target ? new Distribution(run, target, kind) : [];
      }),
    );
    const starts = plants.map((plant) => async () => {
      try {
        await new PlantStart(run, plant).carry();
      } finally {
        run.open -= 1;
      }
    });
    await kit.run.beside(() => listen(run), ...distributions.map((one) => () => one.carry()), ...starts);
  }

  function cancelRefusal(): string | undefined {
    const [lot] = run.firstLots.values();
    return lot === undefined ? undefined : `lot ${lot} was made by it: a new engineering change is needed`;
  }

  async function cancel(): Promise<void> {
    for (const plant of run.everActive) await new PlantStart(run, plant).findFirstLot();
    const refusal = cancelRefusal();
    if (refusal === undefined) return takeBack('CANCELLED');
    kit.run.goOn(refusal);
    await untilInUse();
    enter(endOf(run.progress));
  }

  /** Every system has again what it had before. */
  async function takeBack(end: 'CANCELLED' | 'SUPERSEDED'): Promise<void> {
    const wasInUse = run.everActive.size > 0;
    enter(wasInUse ? 'ROLLING_BACK' : 'CANCELLING');
    await kit.undoAll();
    run.showWithdrawn();
    enter(wasInUse ? 'ROLLED_BACK' : end);
  }

  /** What is in use stays until the other change takes its place there. */
  async function superseded(): Promise<void> {
    if (run.everActive.size > 0) enter(endOf(run.progress));
    else await takeBack('SUPERSEDED');
  }
}
