import { lookAtPages } from './looked.ts';

lookAtPages('en');
