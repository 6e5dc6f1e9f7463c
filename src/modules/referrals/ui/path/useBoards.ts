import { useQueries, useQuery } from '@tanstack/react-query';
import { boardsApi } from '../../../boards/ui/client.ts';
import { directoryApi } from '../../../directory/ui/client.ts';
import { useWords } from '../useWords.ts';

/** Boards of one kind that a path may name: of every organisation in the reader's partnerships. */
export function useBoards(kind: 'home_commission' | 'receiving_board'): { id: string; label: string }[] {
  const { name, organisation } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const ids = [...new Set(partnerships.flatMap(({ sides }) => sides.flatMap((side) => side.organisations)))];
  const found = useQueries({
    queries: ids.map((id) => boardsApi.boards.queryOptions({ input: { organisation: id } })),
  });
  return found
    .flatMap(({ data }) => data ?? [])
    .filter((board) => board.kind === kind && !board.isClosed)
    .map((board) => ({
      id: board.id,
      label: `${name(board.names)} · ${organisation(board.organisation, organisations)}`,
    }));
}
