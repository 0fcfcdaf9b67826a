/* What a landscape's file may be shown as: its placeholders as they stand, its secrets never. */

const HIDDEN = '(not shown)';
const PLACEHOLDER = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;
const SECRET_NAME = /secret|pass|token|key|credential|auth|private|signature/i;
const CREDENTIALS = /(:\/\/)[^/@\s]+@/g;
const SECRET_PARAMETER = /([?&][^=&#]*(?:secret|pass|token|key|auth|sig)[^=&#]*=)[^&#]*/gi;

/** A value by its path; two that are hidden and differ are told apart. */
export function shownPair(path: string[], a: unknown, b: unknown): { a?: string; b?: string } {
  const [one, other] = [shown(path, a), shown(path, b)];
  const isHiddenAlike = one === other && one !== undefined && one.includes(HIDDEN);
  return {
    ...(one !== undefined && { a: one }),
    ...(other !== undefined && { b: isHiddenAlike ? '(not shown, another)' : other }),
  };
}

function shown(path: string[], value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => shown(path, one)).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (path.some((name) => SECRET_NAME.test(name))) return PLACEHOLDER.test(text) ? text : HIDDEN;
  return text.replace(CREDENTIALS, '$1…@').replace(SECRET_PARAMETER, '$1…');
}
