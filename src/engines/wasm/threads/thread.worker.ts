/** Entry of a helping thread in the browser. */
import { serveOrFail, type ThreadStart } from './helper.ts';

self.onmessage = ({ data }: MessageEvent<ThreadStart>) => serveOrFail(data);
