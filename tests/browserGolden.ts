/** The golden models in a browser: fetched once, from the test server. */
import { type FolderFiles, GoldenFolder } from '../src/training/golden/folder.ts';

const addresses = import.meta.glob<string>('./golden/models/*', {
  query: '?url',
  import: 'default',
  eager: true,
});

export async function fetchGoldenFolder(): Promise<GoldenFolder> {
  const files = new Map(
    await Promise.all(
      Object.entries(addresses).map(async ([path, address]) => {
        const response = await fetch(address);
        if (!response.ok) throw new Error(`${address}: ${response.status}`);
        const name = path.replace('./golden/', '');
        return [name, new Uint8Array(await response.arrayBuffer())] as const;
      }),
    ),
  );
  const source: FolderFiles = {
    modelFiles: () => [...files.keys()].map((path) => path.replace('models/', '')),
    read: (path) => files.get(path) ?? null,
  };
  return new GoldenFolder('tests/golden', source);
}
