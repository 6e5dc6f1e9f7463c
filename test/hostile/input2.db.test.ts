import { hostilePart } from './input.ts';

await hostilePart(1, 2);
