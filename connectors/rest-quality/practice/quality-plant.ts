import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { problemRefusal } from '../../../practice/rest-counterpart.js';
import { StandIn } from '../../../practice/stand-in.js';
import { Inspections, type PracticeInspection, type Verdict } from './inspections.js';
import { qualityRoutes } from './routes.js';

export interface QualityPlantOptions {
  /** CloudEvents source. */
  source?: string;
  token?: string;
  /** Accepts everything by itself after this time; without it, it waits for `decide`. */
  acceptAfterMs?: number;
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

/** The practice plants' quality management: its methods are what the laboratory says. */
export class QualityPlant {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly inspections = new Inspections();
  readonly #acceptAfterMs: number | undefined;

  constructor(options: QualityPlantOptions = {}) {
    const { source = '/quality', token = 'practice', acceptAfterMs, events, retryMs } = options;
    this.#acceptAfterMs = acceptAfterMs;
    this.events = new EventSender({ source, ...(events && { target: events }), ...(retryMs && { retryMs }) });
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => qualityRoutes(app, this, token),
    });
  }

  get url(): string {
    return this.standIn.url;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.standIn.stop()]);
  }

  ledger() {
    return structuredClone({ inspections: Object.fromEntries(this.inspections.inspections) });
  }

  /** What the stock may be used for; the same once more is only told again. @throws Error for another decision */
  decide(inspectionNo: string, verdict: Verdict): PracticeEvent {
    return this.#tell(this.inspections.decide(inspectionNo, verdict));
  }

  /** Changes what was final, as a badly behaved system does. */
  decideAgain(inspectionNo: string, verdict: Verdict): PracticeEvent {
    return this.#tell(this.inspections.decideAgain(inspectionNo, verdict));
  }

  /** Begins with what it was asked for, where it does so by itself. */
  asked(inspectionNo: string): void {
    if (this.#acceptAfterMs === undefined) return;
    setTimeout(() => {
      const { decisions, qty } = this.inspections.known(inspectionNo);
      if (decisions.length === 0) this.decide(inspectionNo, { accepted: qty.value });
    }, this.#acceptAfterMs).unref();
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }

  #tell({ plant, inboundDeliveryNo, inspectionNo }: PracticeInspection): PracticeEvent {
    return this.events.tell('UsageDecided', inspectionNo, { plant, inboundDeliveryNo, inspectionNo });
  }
}
