import { matrixPart } from './http.ts';

await matrixPart(1, 2);
