/** Changes of the code that break runs in flight, and histories by which each must be noticed. */
export const changes: { what: string; file: string; from: string; to: string; noticedBy: string[] }[] = [
  {
    what: 'two steps in the other order',
    file: 'workflows/order-release.ts',
    from: 'const isReady = await mastersInMes(order, order.order);\n      if (isReady) await stage(order);',
    to: 'await stage(order);\n      const isReady = await mastersInMes(order, order.order);',
    noticedBy: ['order-to-production.closed', 'order-to-production.awaiting-answer', 'order-to-production.data-hold'],
  },
  {
    what: 'two postings of a report in the other order',
    file: 'workflows/postings.ts',
    from: 'await this.#postConfirmation(plan.posting);\n    this.posted.keep(postedReportOf(plan, counted, documents, this.#soFar.issued));\n    await this.#postActual(plan, blocked);',
    to: 'await this.#postActual(plan, blocked).then(() => this.#postConfirmation(plan.posting));\n    this.posted.keep(postedReportOf(plan, counted, documents, this.#soFar.issued));',
    noticedBy: [
      'production-to-inventory.consumption-parked-then-resumed',
      'production-to-inventory.unit-maintained-then-posted',
    ],
  },
  {
    what: 'the view written in another order',
    file: 'workflows/kit/journal.ts',
    from: 'this.#upsertAttributes(attributesOf(shown));\n      upsertMemo({ [VIEW_MEMO]: memo });',
    to: 'upsertMemo({ [VIEW_MEMO]: memo });\n      this.#upsertAttributes(attributesOf(shown));',
    noticedBy: ['order-to-production.closed', 'production-to-inventory.done'],
  },
  {
    what: 'undoing the oldest first',
    file: 'workflows/kit/undo.ts',
    from: 'let newest = this.#announced.at(-1); newest;',
    to: 'let newest = this.#announced.at(0); newest;',
    noticedBy: ['order-to-production.cancelled', 'order-to-production.undo-parked-then-skipped'],
  },
];

/** Texts reach people and the store, not Temporal's commands. */
export const harmless = {
  file: 'workflows/order-release.ts',
  from: 'does not know the order',
  to: 'has never heard of the order',
};
