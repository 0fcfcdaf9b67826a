import type { ChangedDefinition } from '../../contracts/entities/engineering-change.js';
import type { Trouble } from '../../contracts/errors.js';
import type { ChangeStanding } from '../../contracts/ports.js';
import type { Target } from '../../contracts/view.js';
import { definitionsFor, differences, type TargetKind } from '../../decisions/engineering-change/distribution.js';
import { startsAt } from '../../decisions/engineering-change/effectivity.js';
import { impactOf, impactShown, ordersFor } from '../../decisions/engineering-change/impact.js';
import { severityLeftBehind, waitingText } from '../../decisions/engineering-change/left-behind.js';
import { atPlant, erp, mes, Rejected, wms } from '../kit/index.js';
import type { ChangeRun } from './change-run.js';

export const ports = { mes, wms } as const;

const REFUSALS = ['B-CHANGE-REJECTED', 'B-CHANGE-STALE'] as const;

/** One system of a plant: every definition that it works by, each after all that it depends on. */
export class Distribution {
  readonly #run: ChangeRun;
  readonly #target: Target;
  readonly #kind: TargetKind;
  #rounds = 0;
  #withoutExtensions = false;

  constructor(run: ChangeRun, target: Target, kind: TargetKind) {
    this.#run = run;
    this.#target = target;
    this.#kind = kind;
  }

  async carry(): Promise<void> {
    if (this.#target.standing !== 'OPEN' && this.#target.standing !== 'REJECTED') return;
    for (const definition of definitionsFor(this.#kind, this.#run.change.definitions)) {
      if (!(await this.#deliver(definition))) return;
    }
    this.#run.stand(this.#target, 'ACKNOWLEDGED');
  }

  /** @returns false where the plant is left as it is, or a later version takes this one's place */
  async #deliver(definition: ChangedDefinition): Promise<boolean> {
    const { kit } = this.#run;
    for (;;) {
      if (this.#run.later) return false;
      const answer = await this.#send(definition);
      const trouble = 'refused' in answer ? answer.refused : differing(definition, answer.stands);
      if (!trouble) {
        kit.settle(this.#id);
        return true;
      }
      const choice = await this.#ask(trouble);
      if (this.#run.later) {
        kit.settle(this.#id);
        return false;
      }
      if (choice === 'TAKE') return true;
      if (choice === 'LEAVE') {
        this.#run.stand(this.#target, 'STALE');
        return false;
      }
      if (choice === 'WITHOUT_EXTENSIONS') this.#withoutExtensions = true;
      this.#run.stand(this.#target, 'OPEN');
    }
  }

  get #id(): string {
    return `${this.#target.plant} ${this.#kind}`;
  }

  async #send(definition: ChangedDefinition): Promise<{ stands: ChangeStanding } | { refused: Trouble }> {
    const { kit, change } = this.#run;
    const { plant } = this.#target;
    const policy = this.#run.policyOf(plant);
    const ref = { plant, changeNo: change.changeNo, changeVersion: change.version };
    const { entity, id, to: version, hash, fields, extensions } = definition;
    const { effectiveFrom = '' } = this.#run.plantOf(plant) ?? {};
    const message = {
      ...{ ...ref, entity, id, version, hash },
      effectiveFrom: new Date(startsAt(effectiveFrom, policy.zone)).toISOString(),
      fields: Object.fromEntries(fields.map((field) => [field.name, field.to])),
      ...(extensions && !this.#withoutExtensions && { extensions }),
    };
    const port = ports[this.#kind];
    const withdraw = port.withdrawChange({ ...ref, reason: 'the change is taken back' });
    this.#rounds += 1;
    try {
      const stands = await kit.step('distribute', atPlant(policy, port.distributeDefinition(message)), {
        entity: `${this.#id} ${change.version} ${entity} ${id} ${this.#rounds}`,
        undo: { call: atPlant(policy, withdraw), entity: this.#id },
        catches: REFUSALS,
      });
      return { stands };
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      return { refused: failure.trouble };
    }
  }

  /** Whoever decides sees which orders wait for it, and when they start. */
  async #ask({ code, text, upstream }: Pick<Trouble, 'code' | 'text' | 'upstream'>): Promise<string> {
    const { kit, change } = this.#run;
    const { plant } = this.#target;
    this.#run.stand(this.#target, 'REJECTED');
    const of = { plant, item: change.item };
    const read = atPlant(this.#run.policyOf(plant), erp.findOpenOrders(of));
    const impact = impactOf(plant, [], await kit.step('read open orders', read, { entity: this.#id }));
    const waiting = ordersFor(change.toRevision, impact);
    const about = {
      ...{ step: 'distribute', decision: code === 'C-DIFFERENT' ? 'target differs' : 'target rejected' },
      impact: impactShown([{ ...impact, orders: waiting }]),
      severity: severityLeftBehind(waiting, Date.now()),
      until: () => this.#run.later !== undefined,
    };
    const question = { code, text: text + waitingText(change.toRevision, waiting), ...(upstream && { upstream }) };
    return kit.ask(this.#id, question, about);
  }
}

function differing(
  definition: ChangedDefinition,
  { definitions }: ChangeStanding,
): Pick<Trouble, 'code' | 'text' | 'upstream'> | undefined {
  const [difference] = differences([definition], definitions);
  return difference === undefined ? undefined : { code: 'C-DIFFERENT', text: difference };
}
