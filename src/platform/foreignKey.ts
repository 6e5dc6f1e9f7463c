/** Whether Postgres refused a row because what it points to is not there (SQLSTATE 23503). The transaction can only be left then. */
export const isForeignKey = (error: unknown): boolean => (error as { code?: unknown }).code === '23503';
