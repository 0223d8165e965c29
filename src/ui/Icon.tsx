const paths = {
  play: 'M4 2.5v11l9-5.5Z',
  pause: 'M4 3h3v10H4Zm5 0h3v10H9Z',
  step: 'M3 3v10l7-5Zm8 0h2v10h-2Z',
  reset: 'M8 3a5 5 0 1 1-4.6 3H1.5l3-3.6 3 3.6H5A3.4 3.4 0 1 0 8 4.6Z',
  close:
    'm4.2 3.1 3.8 3.8 3.8-3.8 1.1 1.1L9.1 8l3.8 3.8-1.1 1.1L8 9.1l-3.8 3.8-1.1-1.1L6.9 8 3.1 4.2Z',
  swap: 'M5 2 1.5 5.2 5 8.4V6.2h8V4.4H5Zm6 5.6v2.2H3v1.8h8V14l3.5-3.2Z',
  shuffle:
    'M1.5 4h3l2 2.6-1.1 1.5L3.7 5.7H1.5Zm9.5-2 3.5 2.8L11 7.7V5.7H9.6l-5.1 6.6h-3v-1.7h2.2L8.8 4H11Zm-2.9 7.1 1.1-1.5 1.4 2H11V7.9l3.5 2.9L11 13.7v-2H9.8Z',
  plus: 'M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2Z',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM7.3 1h1.4v2.2H7.3Zm0 11.8h1.4V15H7.3ZM1 7.3h2.2v1.4H1Zm11.8 0H15v1.4h-2.2ZM2.6 3.6l1-1 1.6 1.6-1 1Zm8.2 8.2 1-1 1.6 1.6-1 1ZM3.6 13.4l-1-1 1.6-1.6 1 1Zm8.2-8.2-1-1 1.6-1.6 1 1Z',
  moon: 'M6.5 1.6A6.5 6.5 0 1 0 14.4 9.5 5.6 5.6 0 0 1 6.5 1.6Z',
  screen: 'M1.5 2.5h13v9H8.8V13H11v1.5H5V13h2.2v-1.5H1.5ZM3.1 4.1v5.8h9.8V4.1Z',
  half: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm0 1.6v9.8a4.9 4.9 0 0 0 0-9.8Z',
  loop: 'M4.5 4.2 1 8l3.5 3.8V9h7v2.8L15 8l-3.5-3.8V7h-7Z',
  link: 'M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.6-2.6a2.6 2.6 0 0 0-3.7-3.7l-1 1 1 1 1-1a1.2 1.2 0 0 1 1.7 1.7L9.3 8.4a1.2 1.2 0 0 1-1.7 0Zm2.8-2.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1-1-1-1 1a1.2 1.2 0 0 1-1.7-1.7l2.6-2.6a1.2 1.2 0 0 1 1.7 0Z',
  eye: 'M8 3.2c3.2 0 5.8 2 7 4.8-1.2 2.8-3.8 4.8-7 4.8S2.2 10.8 1 8c1.2-2.8 3.8-4.8 7-4.8Zm0 1.6A3.2 3.2 0 1 0 8 11.2 3.2 3.2 0 0 0 8 4.8Zm0 1.6a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2Z',
  file: 'M3.5 1.5h6l3 3v10h-9Zm1.5 1.4v10.2h6V5.4H8.6V2.9Z',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing in the text's colour; the button around it says what it does. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
