import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { documentsApi } from './client.ts';
import { Review } from './Review.tsx';

/** /app/documents/{id}: the page on one side, what was read in it on the other. */
export function ReviewPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(documentsApi.document.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(document) => <Review key={id} document={document} />}</Loaded>;
}
