/** A folder of golden values on a disk. Node only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoldenFolder, GoldenFolderError } from './folder.ts';

/** @throws GoldenFolderError when there is no such folder. */
export function openGoldenFolder(path: string): GoldenFolder {
  if (!existsSync(path)) throw new GoldenFolderError(`there is no folder ${path}`);
  const models = join(path, 'models');
  return new GoldenFolder(path, {
    modelFiles: () => (existsSync(models) ? readdirSync(models) : null),
    read(file) {
      const whole = join(path, file);
      return existsSync(whole) ? readFileSync(whole) : null;
    },
  });
}
