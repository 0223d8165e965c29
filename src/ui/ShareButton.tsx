import { notify } from '../store/view.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';

/** Copies the page's address, which holds the whole experiment. */
export function ShareButton() {
  return (
    <button
      type="button"
      className={controls.button}
      title="Copy a link that opens this experiment"
      onClick={() => void share()}
    >
      <Icon name="link" />
      Share
    </button>
  );
}

async function share(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    notify('info', 'Link copied. Whoever opens it gets this experiment; weights are not in it.');
  } catch {
    notify('warning', `The browser did not allow copying. The link: ${window.location.href}`);
  }
}
