import { type FieldProps, SelectField, TextField } from '../../../design/index.ts';

type TextProps = FieldProps & {
  value: string;
  set: (value: string) => void;
  most?: number;
  type?: 'text' | 'tel' | 'date';
  lang?: string;
  required?: boolean;
};

/** One line of what is known about a person: the browser neither remembers nor corrects it. */
export function Line({ value, set, most = 100, type = 'text', ...rest }: TextProps) {
  const plain = { autoComplete: 'off', spellCheck: false, dir: 'auto', type, maxLength: most } as const;
  return <TextField {...rest} {...plain} value={value} onChange={({ target }) => set(target.value)} />;
}

type ChoiceProps<T extends string> = FieldProps & {
  options: readonly { value: T; label: string }[];
  value: T;
  set: (value: T) => void;
  required?: boolean;
};

/** One of a few choices; what is no choice changes nothing. */
export function Choice<T extends string>({ options, value, set, ...rest }: ChoiceProps<T>) {
  const choose = (text: string) => {
    const found = options.find((each) => each.value === text);
    if (found) set(found.value);
  };
  return <SelectField {...rest} options={options} value={value} onChange={({ target }) => choose(target.value)} />;
}
