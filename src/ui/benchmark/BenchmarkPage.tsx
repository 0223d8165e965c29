import { pageTexts } from '../../texts/pages.ts';
import { useTexts } from '../useTexts.ts';

export function BenchmarkPage() {
  const texts = useTexts(pageTexts);
  return (
    <main>
      <h2>{texts.benchmark}</h2>
    </main>
  );
}
