import { Button, Field, LinkButton } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import type { Series } from '../schemas.ts';
import { type Preset, presets } from '../window.ts';
import type { Step, View } from './view.ts';
import type { Words } from './Viewer.tsx';

type Props = { series: Series; view: View; act: (step: Step) => void; words: Words };
const drags = ['slices', 'window', 'move'] as const;
const names = Object.keys(presets) as Preset[];

/** What dragging and keys do, as controls with names: through the slices, the window, the size. */
export function Controls({ series, view, act, words }: Props) {
  const { id } = series;
  const { index } = view;
  return (
    <div className="stack-s">
      <Field id={`slice-${id}`} label={words.slice}>
        {(wiring) => (
          <input
            {...wiring}
            type="range"
            min={1}
            max={series.slices.length}
            value={index + 1}
            aria-valuetext={words.slice}
            onChange={({ target }) => act({ to: Number(target.value) - 1 })}
          />
        )}
      </Field>
      <p className="viewer-window">{words.window}</p>
      <Presets series={series} view={view} act={act} />
      <Sizes view={view} act={act} />
      <SaveCopy slice={series.slices[index]?.id ?? ''} />
    </div>
  );
}

function Presets({ series, view, act }: Omit<Props, 'words'>) {
  const { t } = useLanguage();
  const proposed = series.slices[view.index]?.shape.window ?? null;
  if (series.slices[0]?.shape.kind === 'rgb') return null;
  return (
    <fieldset className="row viewer-tools">
      <legend className="sr">{t('images.ui.presets')}</legend>
      {series.modality === 'CT' &&
        names.map((name) => (
          <Button
            key={name}
            small
            aria-pressed={isSame(view.window, presets[name])}
            onClick={() => act({ window: presets[name] })}
          >
            {t(`images.ui.preset.${name}`)}
          </Button>
        ))}
      {proposed && (
        <Button small aria-pressed={isSame(view.window, proposed)} onClick={() => act({ window: proposed })}>
          {t('images.ui.preset.proposed')}
        </Button>
      )}
    </fieldset>
  );
}

const isSame = (a: View['window'], b: View['window']): boolean => a.centre === b.centre && a.width === b.width;

function Sizes({ view, act }: Pick<Props, 'view' | 'act'>) {
  const { t } = useLanguage();
  return (
    <fieldset className="row viewer-tools">
      <legend className="sr">{t('images.ui.tools')}</legend>
      <Button small onClick={() => act({ zoom: 1.25 })}>
        {t('images.ui.larger')}
      </Button>
      <Button small unavailable={view.zoom === 1} onClick={() => act({ zoom: 0.8 })}>
        {t('images.ui.smaller')}
      </Button>
      {drags.map((drag) => (
        <Button key={drag} small aria-pressed={view.drag === drag} onClick={() => act({ drag })}>
          {t(`images.ui.drag.${drag}`)}
        </Button>
      ))}
    </fieldset>
  );
}

/** The slice that is shown, as the file that others get: without names. */
function SaveCopy({ slice }: { slice: string }) {
  const { t } = useLanguage();
  const { start, error, isComing } = useDownload();
  const address = `/api/images/slices/${slice}/copy`;
  return (
    <>
      <LinkButton
        href={address}
        small
        aria-busy={isComing}
        onClick={(event) => start(event, address, `slice-${slice}.dcm`)}
      >
        {t('images.ui.save_copy')}
      </LinkButton>
      <ErrorNote error={error} />
    </>
  );
}
