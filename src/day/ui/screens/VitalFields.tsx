import { TextField } from '../../../design/index.ts';
import { useT } from '../language.tsx';
import { type Examination, vitalFaults, vitalNames, vitalRanges } from '../view/encounter.ts';

/** What was measured. What is hardly possible is asked about and kept. */
export function VitalFields({ typed, type }: { typed: Examination; type: (change: Partial<Examination>) => void }) {
  const t = useT();
  const faults = vitalFaults(typed);
  return (
    <fieldset>
      <legend>{t('day.part.vitals')}</legend>
      <div className="vitals">
        {vitalNames.map((name) => {
          const fault = faults[name];
          const { least, most, unit } = vitalRanges[name];
          const range = { least: String(least), most: String(most) };
          const words =
            fault === 'unlikely' ? t('day.vital.fault.unlikely', range) : fault && t(`day.vital.fault.${fault}`);
          return (
            <TextField
              key={name}
              id={name}
              label={`${t(`day.vital.${name}`)}, ${t(`day.unit.${unit}`)}`}
              inputMode="decimal"
              autoComplete="off"
              maxLength={7}
              value={typed[name]}
              onChange={({ target }) => type({ [name]: target.value })}
              error={words ?? null}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
