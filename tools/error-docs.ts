import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { errorCodes } from '../contracts/errors.js';

/** docs/errors.md is written from the codes, so that it cannot lack one; a test compares. */
export const errorDocs = new URL('../docs/errors.md', import.meta.url);

const classes = {
  T: ['Technical', 'It is tried again by itself. It becomes a person’s matter only when it lasts.'],
  B: [
    'Business',
    'The other system says no for a reason of the business. Somebody decides; nothing is tried again by itself.',
  ],
  C: ['Content', 'A message or a reply is not as agreed, or does not fit what we know.'],
  U: ['Unknown outcome', 'A posting may or may not have happened. It is looked up, never blindly repeated.'],
  P: ['Permanent', 'Trying again does not help until somebody has changed something.'],
} as const;

export function describeErrors(
  codes: Record<string, { title: string; owner: string; remedy: string }> = errorCodes,
): string {
  const parts = Object.entries(classes).map(([letter, [name, meaning]]) => {
    const entries = Object.entries(codes).filter(([code]) => code.startsWith(`${letter}-`));
    const sections = entries.map(
      ([code, { title, owner, remedy }]) => `### ${code}\n\n${title}. Decided by: ${owner}.\n\n${remedy}\n`,
    );
    return `## ${name} (${letter}-)\n\n${meaning}\n\n${sections.join('\n')}`;
  });
  const intro =
    'Every code that a run or a message can show, who decides it, and what to do. A landscape may name other\nowners for a plant.';
  return `# Errors\n\n${intro}\n\n${parts.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(errorDocs, describeErrors());
  process.stdout.write(`${readFileSync(errorDocs, 'utf8').split('\n### ').length - 1} codes\n`);
}
