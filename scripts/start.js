/** `npm start`: installs when needed, builds, serves the page and opens it. */
import { ensureInstalled, fail, run } from './install.js';

ensureInstalled();
console.log('Building the page …');
if (run('npm', ['run', '--silent', 'build']) !== 0) fail('The build failed; see the lines above.');

const { preview } = await import('vite');
const server = await preview({ preview: { open: !process.env.CI, port: 4173 } });
const addresses = server.resolvedUrls?.local ?? [];
console.log(`\nBetwixt is ready at ${addresses.join(' and ')}\nStop it with Ctrl-C.`);
