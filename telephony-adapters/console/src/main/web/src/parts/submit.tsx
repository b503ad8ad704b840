/** The button that sends a form. While a wait is left, it counts the seconds and does nothing. */
export function Submit({ text, isSending = false, left = 0 }: { text: string; isSending?: boolean; left?: number }) {
  return (
    <button class="primary" aria-disabled={isSending || left > 0}>
      {left > 0 ? `${text} (${left} s)` : text}
    </button>
  );
}
