import { pageTexts } from '../../texts/pages.ts';
import { useTexts } from '../useTexts.ts';

export function LearnPage() {
  const texts = useTexts(pageTexts);
  return (
    <main>
      <h2>{texts.learn}</h2>
    </main>
  );
}
