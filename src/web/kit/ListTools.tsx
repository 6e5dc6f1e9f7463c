import { LinkButton } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { tableFormats } from '../../platform/table/columns.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { useDownload } from './useDownload.ts';

type Format = (typeof tableFormats)[number];
type Props = {
  /** Of the files, without their endings. */
  name: string;
  /** Where the list as it is filtered and sorted now is to be had as a file. */
  addressOf: (format: Format) => string;
};

/** The list that is shown, to take away: among the actions of a page's head. */
export function ListTools({ name, addressOf }: Props) {
  const t = useT();
  const { start, error, isComing } = useDownload();
  return (
    <>
      {tableFormats.map((format) => (
        <LinkButton
          key={format}
          href={addressOf(format)}
          download={`${name}.${format}`}
          onClick={(event) => start(event, addressOf(format), `${name}.${format}`)}
        >
          {t(`action.download_${format}`)}
        </LinkButton>
      ))}
      <output className="quiet">{isComing && t('phrase.loading')}</output>
      <ErrorNote error={error} />
    </>
  );
}
