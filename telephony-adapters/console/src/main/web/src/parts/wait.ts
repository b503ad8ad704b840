import { useEffect, useState } from 'preact/hooks';

/** A wait that the console asked for: how long in all, and what is left of it, in seconds. */
export interface Wait {
  total: number;
  left: number;
}

/** The wait, and the function that begins one. */
export function useWait(): [Wait, (seconds: number) => void] {
  const [wait, setWait] = useState<Wait>({ total: 0, left: 0 });
  useEffect(() => {
    if (wait.left <= 0) {
      return undefined;
    }
    const timer = setTimeout(() => setWait({ ...wait, left: wait.left - 1 }), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);
  return [wait, (seconds) => setWait({ total: seconds, left: seconds })];
}
