import type { ChangeStanding } from '../../contracts/ports.js';
import { decimal, sum } from '../../decisions/arithmetic.js';
import { definitionsFor, differences, type TargetKind } from '../../decisions/engineering-change/distribution.js';
import { startsAt } from '../../decisions/engineering-change/effectivity.js';
import { isStaged } from '../../decisions/engineering-change/standing.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { atPlant, erp } from '../kit/index.js';
import { type ChangeRun, targetKinds } from './change-run.js';
import { ports } from './distribution.js';

/** A plant starts with a change once all of its systems have it and its time has come, whatever other plants do. */
export class PlantStart {
  readonly #run: ChangeRun;
  readonly #plant: string;

  constructor(run: ChangeRun, plant: string) {
    this.#run = run;
    this.#plant = plant;
  }

  async carry(): Promise<void> {
    if (this.#run.progressOf(this.#plant) !== 'ACTIVE') {
      if (!(await this.#staged())) return;
      if (!(await this.#timeCome())) return;
      if (!(await this.#activate())) return;
    }
    await this.#untilEstablished();
  }

  /** @returns false where the plant stays on the old revision, or a later version takes this one's place */
  async #staged(): Promise<boolean> {
    const targets = this.#run.targetsOf(this.#plant);
    const isLeft = (): boolean => targets.some(({ standing }) => standing === 'STALE');
    const isReady = (): boolean => isStaged(this.#run.plantOf(this.#plant)?.ready ?? false, targets);
    const isDecided = (): boolean => isLeft() || isReady() || this.#run.later !== undefined;
    const what = `every system of ${this.#plant} to have the change`;
    while (!isDecided()) await this.#run.kit.pause(isDecided, { what, from: this.#plant });
    if (this.#run.later) return false;
    if (isLeft()) this.#run.advance(this.#plant, 'STALE');
    return !isLeft();
  }

  /** @returns false where a later version takes this one's place */
  async #timeCome(): Promise<boolean> {
    const { change } = this.#run;
    const usesUp = change.disposition === 'USE_UP';
    this.#run.advance(this.#plant, usesUp ? 'USING_UP' : 'WAITING');
    const { effectiveFrom = '' } = this.#run.plantOf(this.#plant) ?? {};
    const at = startsAt(effectiveFrom, this.#policy.zone);
    for (let looks = 0; Date.now() < at && !this.#run.later; looks += 1) {
      if (usesUp && (await this.#isUsedUp())) break;
      const until = usesUp ? Math.min(at, Date.now() + recheckAfter(this.#policy.changes.useUpRecheckMs, looks)) : at;
      const what = usesUp ? `the old stock to be used up at ${this.#plant}` : `${effectiveFrom} at ${this.#plant}`;
      const wait = { what, from: this.#plant, until, expectedBy: new Date(at).toISOString() };
      await this.#run.kit.pause(() => this.#run.later !== undefined, wait);
    }
    return this.#run.later === undefined;
  }

  async #isUsedUp(): Promise<boolean> {
    const { change, kit } = this.#run;
    const of = { plant: this.#plant, item: change.useUpItem ?? change.item };
    const stock = await kit.step('read stock', atPlant(this.#policy, erp.readStock(of)), { entity: this.#plant });
    return decimal(sum(...stock.map(({ quantity }) => quantity.value))).isZero();
  }

  /** @returns false where a later version takes this one's place */
  async #activate(): Promise<boolean> {
    this.#run.advance(this.#plant, 'ACTIVATING');
    for (const kind of targetKinds) {
      const target = this.#run.target(this.#plant, kind);
      if (!target || target.standing === 'ACTIVE') continue;
      const call = atPlant(this.#policy, ports[kind].activateChange(this.#ref));
      await this.#run.kit.step('activate', call, { entity: `${this.#plant} ${kind} ${this.#run.change.version}` });
      await this.#verify(kind);
      this.#run.stand(target, 'ACTIVE');
    }
    this.#run.advance(this.#plant, 'ACTIVE');
    return this.#run.later === undefined;
  }

  /** A success is no proof: what it has is read back, and compared by hash. */
  async #verify(kind: TargetKind): Promise<void> {
    const { kit, change } = this.#run;
    const id = `${this.#plant} ${kind} in use`;
    for (;;) {
      const found = await this.#read(kind);
      const different =
        found?.status === 'ACTIVE'
          ? differences(definitionsFor(kind, change.definitions), found.definitions)
          : ['it is not in use there'];
      if (different.length === 0) return kit.settle(id);
      const question = { code: 'C-DIFFERENT' as const, text: different.join('; ') };
      if ((await kit.ask(id, question, { step: 'verify', decision: 'target differs' })) === 'TAKE') return;
    }
  }

  #read(kind: TargetKind): Promise<ChangeStanding | null> {
    const call = ports[kind].readChange({ plant: this.#plant, changeNo: this.#run.change.changeNo });
    return this.#run.kit.step('verify', atPlant(this.#policy, call), { entity: `${this.#plant} ${kind}` });
  }

  /** Until a lot is made by it, or nobody may take it back any more. */
  async #untilEstablished(): Promise<void> {
    const { kit } = this.#run;
    const { rollbackWindowMs, firstLotRecheckMs } = this.#policy.changes;
    const closesAt = Date.now() + rollbackWindowMs;
    for (let looks = 0; !this.#run.later; looks += 1) {
      const { heard } = this.#run;
      if ((await this.findFirstLot()) !== undefined || Date.now() >= closesAt) return;
      const until = Math.min(closesAt, Date.now() + recheckAfter(firstLotRecheckMs, looks));
      const isNews = (): boolean => this.#run.heard !== heard || this.#run.later !== undefined;
      await kit.pause(isNews, { what: `the first lot at ${this.#plant}`, from: this.#plant, until });
    }
  }

  /** The MES knows, whether its event has come or not. */
  async findFirstLot(): Promise<string | undefined> {
    if (!this.#run.target(this.#plant, 'mes') || !this.#run.everActive.has(this.#plant)) return undefined;
    const lot = (await this.#read('mes'))?.firstLot;
    if (lot !== undefined) this.#run.firstLots.set(this.#plant, lot);
    return lot;
  }

  get #policy() {
    return this.#run.policyOf(this.#plant);
  }

  get #ref() {
    const { changeNo, version } = this.#run.change;
    return { plant: this.#plant, changeNo, changeVersion: version };
  }
}
