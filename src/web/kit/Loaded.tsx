import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '../../platform/clientProblem.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { NotFound } from './NotFound.tsx';
import { Waits } from './Waits.tsx';

type Props<T> = { query: UseQueryResult<T>; children: (data: T) => ReactNode };

/** What a query brought; until then that it is coming, and otherwise why it did not come. What is shown stays while newer comes. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error instanceof Problem && error.code === 'not-found') return <NotFound />;
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  return <Waits />;
}
