import { describeGolden } from '../../../tests/describeGolden.ts';
import { goldenFolder } from '../../../tests/goldenFiles.ts';
import { openGoldenFolder } from '../../training/golden/diskFolder.ts';
import { openNodeDevice } from './nodeDevice.ts';
import { createWebgpuEngine } from './webgpuEngine.ts';

await describeGolden('webgpu', openGoldenFolder(goldenFolder), async () =>
  createWebgpuEngine(await openNodeDevice()),
);
