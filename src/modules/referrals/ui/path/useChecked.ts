import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PathConfig } from '../../path.ts';
import { referralsApi } from '../client.ts';

const pause = 400;

/** What stays as it is for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The server's answer whether a path as it is being written could dead-end; it knows the boards. */
export function useChecked(config: PathConfig) {
  const settled = useSettled(config);
  return useQuery({
    queryKey: ['checkPath', settled],
    queryFn: () => referralsApi.checkPath.call({ config: settled }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
