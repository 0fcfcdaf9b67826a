/** How this program is called here, so that what is printed can be typed: npx and npm run do not put it on the path. */
export const self = process.env['npm_command'] ? 'npx headrace' : 'headrace';
